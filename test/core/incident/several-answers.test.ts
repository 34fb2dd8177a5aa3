import { describe, expect, test } from '@jest/globals';
import type { EscalationPolicy } from '#core/escalation/policy.ts';
import type { Action } from '#core/incident/action.ts';
import type { IncidentContext } from '#core/incident/context.ts';
import { decide } from '#core/incident/decide.ts';
import type { Incident } from '#core/incident/incident.ts';
import { ladderOf } from '#core/incident/ladder.ts';
import { nextPages } from '#core/incident/next-pages.ts';
import { awaitedResponders } from '#core/incident/page-outcomes.ts';
import { pageStillWanted } from '#core/incident/page-still-wanted.ts';
import { rebaseIncident } from '#core/incident/rebase-incident.ts';
import { incidentCard } from '#core/messages/incident-card.ts';
import { stateText } from '#core/messages/next.ts';
import type { Config, Service } from '#core/team/config.ts';
import { DAY, type Duration, MINUTE, SECOND } from '#core/time/instant.ts';
import { hospital, person, policy, service, to } from '../../support/config.ts';
import { NIGHT } from '../../support/incident.ts';
import {
  acknowledge,
  context,
  decline,
  ends,
  fires,
  idOf,
  lastText,
  later,
  opened as openedIn,
  paged,
  records,
  silence,
  texts,
  tell as told,
} from './given.ts';

type Step = EscalationPolicy['steps'][number];

const step = (people: readonly string[], more: Partial<Step> = {}): Step => ({
  targets: to(...people),
  delay: 5 * MINUTE,
  ...more,
});

/** Returns a hospital whose `icu` has these steps, and a crash team of four. */
function crash(
  steps: readonly Step[],
  more: Partial<EscalationPolicy> = {},
  of: Partial<Service> = {},
): Config {
  return hospital({
    policies: [policy('icu', [], { steps, ...more })],
    services: [service('icu', 'icu', of)],
  });
}

const CONFIG = crash([step(['anna', 'bo'], { answers: 2 }), step(['anna', 'cia'])]);

const at = (after: Duration, config = CONFIG, more: Partial<IncidentContext> = {}) =>
  context(after, { config, ...more });

const opened = (config = CONFIG) => openedIn([fires('bed-1', 1)], at(0, config));

/** The incident once these people have acknowledged it a minute after it opened. */
function answeredBy(incident: Incident, people: readonly string[], config = CONFIG): Incident {
  return people.reduce((i, by) => tell(i, acknowledge(by), at(MINUTE, config)).after, incident);
}

/** Returns the answer, and the incident after it: all its pages had been sent before. */
function tell(incident: Incident, action: Action, given: IncidentContext) {
  return told(incident, action, { ...given, records: records(incident, 'sent') });
}

const names = (incident: Incident) => paged(incident).map((page) => page.split(' ')[0]);

const one = answeredBy(opened(), ['anna']);

describe('a step that wants the answers of two', () => {
  test('pages on with one, and is acknowledged with two', () => {
    expect(one).toMatchObject({ status: 'triggered', answers: { wanted: 2 } });
    expect(lastText(one)).toBe('answered by Anna, as 1 of 2 who must');
    const two = tell(one, acknowledge('bo'), at(2 * MINUTE));
    expect(two.said).toBe(
      'done: Acknowledged until 2026-03-12 03:46 UTC; if it is open then, it pages again.',
    );
    expect(two.after).toMatchObject({
      status: 'acknowledged',
      acknowledgement: { by: 'bo', at: NIGHT + 2 * MINUTE, alerts: [idOf('bed-1')] },
    });
    expect(two.after.answers).not.toHaveProperty('covered');
    expect(stateText(two.after, CONFIG, NIGHT)).toMatch(/^Acknowledged by Anna and Bo at /u);
  });

  test('says to each who has answered, and how many more must', () => {
    const said = (incident: Incident, action: Action) => tell(incident, action, at(MINUTE)).said;
    expect(stateText(opened(), CONFIG, NIGHT)).toBe('2 must answer, and nobody has yet.');
    expect(said(opened(), acknowledge('anna'))).toBe(
      'done: Your answer counts. 1 of 2 have answered: Anna; one more is wanted. It pages on, but not you.',
    );
    expect(said(one, acknowledge('anna'))).toBe(
      'already: You answered at 2026-03-12 03:15 UTC. 1 of 2 have answered: Anna; one more is wanted.',
    );
    const two = answeredBy(one, ['bo']);
    expect(said(two, acknowledge('anna'))).toMatch(
      /^already: You answered .* Enough have answered/u,
    );
    expect(said(two, acknowledge('cia'))).toMatch(/^refused: It was acknowledged .* by Bo/u);
    expect(said(one, { kind: 'mark_noise', by: 'bo' })).toMatch(/one more is wanted: it pages on/u);
  });

  test('counts somebody once, by whatever key', () => {
    const again = tell(one, { ...acknowledge('anna'), key: 'ward' }, at(MINUTE)).after;
    expect(again.answers?.from).toHaveLength(1);
    expect(again.status).toBe('triggered');
  });

  test('waits for the others alone, whom the next step pages too', () => {
    expect(awaitedResponders(one)).toEqual(['bo']);
    expect(nextPages(one, at(MINUTE)).map(({ responder }) => responder)).toEqual(['cia']);
    expect(names(later(one, at(5 * MINUTE)))).toEqual(['anna', 'bo', 'cia']);
    expect(ladderOf(one, at(MINUTE)).map(({ people, answers }) => [people, answers])).toEqual([
      [['anna', 'bo'], 2],
      [['cia'], undefined],
    ]);
    const [first] = one.pages;
    expect(pageStillWanted(one, first?.id ?? '', NIGHT)).toEqual({
      wanted: false,
      why: { code: 'answered', person: 'anna' },
    });
  });

  test('goes on at once where all whom it has paged have answered', () => {
    const config = crash([step(['anna'], { answers: 2 }), step(['anna']), step(['bo'])]);
    expect(names(answeredBy(opened(config), ['anna'], config))).toEqual(['anna', 'bo']);
  });

  test('goes on at once where all others whom it has paged have left the config', () => {
    const { bo: _, ...people } = CONFIG.people;
    const after = later(one, at(2 * MINUTE, { ...CONFIG, people }));
    expect(names(after)).toEqual(['anna', 'bo', 'cia']);
  });

  test('withdraws what was planned for whoever has answered', () => {
    const severities = ['critical'] as const;
    const late = person(
      'anna',
      ['sms', 'email'],
      [
        { channel: 'sms', delay: 0, severities },
        { channel: 'email', delay: 2 * MINUTE, severities },
      ],
    );
    const config = { ...CONFIG, people: { ...CONFIG.people, anna: late } };
    const [, email] = answeredBy(opened(config), ['anna'], config).pages;
    expect(email).toMatchObject({ status: 'withdrawn', result: { code: 'answered' } });
  });
});

describe('how many must answer', () => {
  const stages = crash([step(['anna']), step(['bo'], { answers: 3 }), step(['cia'])]);

  test.each([
    [0, 1],
    [5, 3],
    [10, 3],
  ])('is the most that any step reached within %s minutes asks for', (minute, wanted) => {
    const looks = [5, 10].filter((look) => look <= minute);
    const incident = looks.reduce((i, look) => later(i, at(look * MINUTE, stages)), opened(stages));
    const after = tell(incident, acknowledge('dan'), at(minute * MINUTE, stages)).after;
    expect(after.status).toBe(wanted === 1 ? 'acknowledged' : 'triggered');
    expect(after.answers?.wanted ?? 1).toBe(wanted);
  });

  test('is what the first step asks for, before that is reached', () => {
    const waits = crash([step(['anna', 'bo'], { answers: 2 })], {}, { groupWait: MINUTE });
    const early = tell(opened(waits), acknowledge('anna'), at(SECOND, waits)).after;
    expect(early).toMatchObject({ status: 'triggered', answers: { wanted: 2 } });
    expect(names(later(early, at(MINUTE, waits)))).toEqual(['bo']);
  });

  test('is what the first step asks for, too, while it waits for another run', () => {
    const silences = [silence('bed-1', 40 * MINUTE)];
    const two = answeredBy(one, ['bo']);
    const quiet = later(
      later(two, at(20 * MINUTE, CONFIG, { silences })),
      at(32 * MINUTE, CONFIG, { silences }),
    );
    expect(quiet).toMatchObject({ status: 'triggered', escalation: { phase: 'waiting' } });
    const given = at(33 * MINUTE, CONFIG, { silences });
    expect(tell(quiet, acknowledge('cia'), given).after).toMatchObject({
      status: 'triggered',
      answers: { wanted: 2 },
    });
  });

  test('is not asked of a step for other severities, and stays where it becomes less severe', () => {
    const config = crash([
      step(['anna', 'bo'], { answers: 2, severities: ['critical'] }),
      step(['cia'], { answers: 3, severities: ['warning'] }),
    ]);
    const warning = openedIn([fires('bed-1', 1, { severity: 'warning' })], at(0, config));
    expect([names(warning), warning.answers?.wanted]).toEqual([['cia'], 3]);
    const transition = fires('bed-1', 2, { severity: 'warning' });
    const less = decide(opened(config), { kind: 'transition', transition }, at(MINUTE, config));
    expect(less.incident).toMatchObject({ severity: 'warning', answers: { wanted: 2 } });
  });

  test('pages as many in turn, those who have answered left out', () => {
    const config = crash([step(['anna', 'bo', 'cia', 'dan'], { answers: 2, inTurn: true })], {
      repeat: 1,
    });
    const first = openedIn([fires('bed-1', 1)], at(0, config, { turn: 3 }));
    expect(names(first)).toEqual(['dan', 'anna']);
    const answered = answeredBy(first, ['anna'], config);
    // The ring of the three who are left: bo, cia, dan.
    expect(names(later(answered, at(5 * MINUTE, config)))).toEqual(['dan', 'anna', 'cia', 'dan']);
  });
});

describe('an answer of several', () => {
  const kept = (incident: Incident) => incident.answers?.from.map(({ by }) => by);

  test('is taken back by whoever declines, before and after enough have answered', () => {
    const given = at(2 * MINUTE);
    const before = tell(one, decline('anna'), given).after;
    expect([before.status, kept(before), names(before)]).toEqual([
      'triggered',
      [],
      ['anna', 'bo', 'cia'],
    ]);
    const after = tell(answeredBy(one, ['bo']), decline('anna'), given).after;
    expect([after.status, kept(after), names(after)]).toEqual([
      'triggered',
      ['bo'],
      ['anna', 'bo', 'cia'],
    ]);
    expect(tell(after, acknowledge('cia'), given).after.status).toBe('acknowledged');
  });

  test('is taken back also by whoever had declined before giving it', () => {
    const given = at(2 * MINUTE);
    const declined = tell(opened(), decline('anna'), given).after;
    const answered = tell(declined, acknowledge('anna'), given).after;
    const again = tell(answered, decline('anna'), given);
    expect(kept(answered)).toEqual(['anna']);
    expect([again.said.split(':')[0], kept(again.after)]).toEqual(['done', []]);
  });

  test('stays when somebody escalates, and not once enough had answered', () => {
    const escalate = { kind: 'escalate', by: 'anna' } as const;
    expect(kept(tell(one, escalate, at(2 * MINUTE)).after)).toEqual(['anna']);
    const after = tell(answeredBy(one, ['bo']), escalate, at(2 * MINUTE)).after;
    expect([kept(after), after.answers?.wanted, names(after)]).toEqual([
      [],
      2,
      ['anna', 'bo', 'anna', 'cia'],
    ]);
  });

  test('counts no more once it is assigned: the answer of one is enough then', () => {
    const reassign = { kind: 'reassign', by: 'anna', to: { kind: 'person', id: 'dan' } } as const;
    const assigned = tell(one, reassign, at(2 * MINUTE)).after;
    expect(assigned).not.toHaveProperty('answers');
    expect(tell(assigned, acknowledge('dan'), at(3 * MINUTE)).after.status).toBe('acknowledged');
  });

  test('is that of whoever takes over in the place of another', () => {
    const two = answeredBy(one, ['bo']);
    const takeOver = (by: string) => tell(two, { kind: 'take_over', by }, at(2 * MINUTE)).after;
    expect(kept(takeOver('cia'))).toEqual(['anna', 'cia']);
    expect(kept(takeOver('anna'))).toEqual(['anna', 'bo']);
    expect(takeOver('anna').acknowledgement?.by).toBe('anna');
    const snoozed = { kind: 'snooze', by: 'cia', until: NIGHT + DAY } as const;
    expect(kept(tell(two, snoozed, at(2 * MINUTE)).after)).toEqual(['anna', 'cia']);
  });

  test('expires with the acknowledgement of whoever took over, once others are wanted again', () => {
    const two = answeredBy(one, ['bo']);
    const taken = tell(two, { kind: 'take_over', by: 'cia' }, at(2 * MINUTE)).after;
    const open = tell(taken, decline('anna'), at(3 * MINUTE)).after;
    expect(kept(open)).toEqual(['cia']);
    expect(open.answers?.from[0]?.until).toBe(taken.acknowledgement?.until);
  });

  test('is no snooze, which would keep it from the others', () => {
    const snooze = (incident: Incident) =>
      tell(incident, { kind: 'snooze', by: 'bo', until: NIGHT + DAY }, at(2 * MINUTE));
    expect(snooze(one).said).toMatch(/^refused: 2 must answer it/u);
    expect(snooze(answeredBy(one, ['bo'])).after.acknowledgement?.kind).toBe('snoozed');
  });

  test('expires alone while others are wanted, and pages its person again', () => {
    const config = crash([step(['anna', 'bo'], { answers: 2, delay: DAY })]);
    const waiting = answeredBy(opened(config), ['anna'], config);
    expect(waiting.due).toBeLessThanOrEqual(NIGHT + 31 * MINUTE);
    const after = later(later(waiting, at(16 * MINUTE, config)), at(31 * MINUTE, config));
    expect(kept(after)).toEqual([]);
    expect(paged(after).at(-1)).toBe('anna sms (acknowledgement_expired)');
    expect(new Set(after.pages.map(({ id }) => id)).size).toBe(after.pages.length);
    expect(answeredBy(after, ['anna', 'bo'], config).status).toBe('acknowledged');
  });

  test('expires with those of the others from when enough had answered, and all are asked anew', () => {
    const expired = later(answeredBy(one, ['bo']), at(31 * MINUTE));
    expect(expired).toMatchObject({ status: 'triggered', answers: { wanted: 2, from: [] } });
    expect(names(expired)).toEqual(['anna', 'bo', 'anna', 'bo']);
  });

  test('does not hold for an alert that begins later: its person is paged about that at once', () => {
    const transition = fires('bed-2', 1);
    const joined = decide(one, { kind: 'transition', transition }, at(2 * MINUTE)).incident;
    expect(joined && [kept(joined), joined.escalation.position, paged(joined).at(-1)]).toEqual([
      [],
      0,
      'anna sms (new_alert_after_acknowledgement)',
    ]);
    const both = joined && answeredBy(joined, ['bo', 'anna']);
    expect(both?.acknowledgement?.alerts).toEqual([idOf('bed-1'), idOf('bed-2')]);
  });

  test('does not hold for an alert that becomes worse, or that fires again', () => {
    const warned = openedIn([fires('bed-1', 1, { severity: 'warning' })], at(0));
    const some = answeredBy(warned, ['anna']);
    const worse = decide(
      some,
      { kind: 'transition', transition: fires('bed-1', 2) },
      at(MINUTE, CONFIG, { records: records(some, 'sent') }),
    );
    expect(names(worse.incident ?? some)).toEqual(['anna', 'bo', 'anna', 'bo']);
    const two = answeredBy(openedIn([fires('bed-1', 1), fires('bed-2', 1)], at(0)), ['anna']);
    const again = [ends('bed-2', 2), fires('bed-2', 3, { startsAt: NIGHT + MINUTE })].reduce(
      (incident, transition) =>
        decide(incident, { kind: 'transition', transition }, at(2 * MINUTE)).incident ?? incident,
      two,
    );
    expect(kept(again)).toEqual([]);
  });

  test('outlasts a silence that another run follows', () => {
    const silences = [silence('bed-1', 3 * MINUTE)];
    const quiet = later(one, at(2 * MINUTE, CONFIG, { silences }));
    const heard = later(quiet, at(3 * MINUTE));
    expect([kept(heard), paged(heard).at(-1)]).toEqual([['anna'], 'bo sms (silence_ended)']);
  });

  test('ends with its person in the config', () => {
    const { anna: _, ...people } = CONFIG.people;
    const without = { ...CONFIG, people };
    expect(kept(later(one, at(2 * MINUTE, without)))).toEqual([]);
    const two = later(answeredBy(one, ['bo']), at(2 * MINUTE, without));
    expect([two.status, kept(two)]).toEqual(['triggered', []]);
    expect(texts(two)).toContain('anna, who acknowledged, is no longer in the config');
  });

  test('is undone and moved with all else', () => {
    const resolved = tell(one, { kind: 'resolve', by: 'bo' }, at(MINUTE)).after;
    const undone = tell(resolved, { kind: 'undo', by: 'bo' }, at(MINUTE + SECOND)).after;
    expect([undone.status, kept(undone)]).toEqual(['triggered', ['anna']]);
    const back = rebaseIncident(one, NIGHT - DAY).answers?.from[0];
    expect(back?.at).toBeLessThanOrEqual(NIGHT - DAY);
    const again = later(resolved, at(2 * MINUTE + SECOND));
    expect([again.status, kept(again)]).toEqual(['triggered', []]);
  });

  test('offers its person to take it back on a link, and the others to acknowledge', () => {
    const wording = { config: CONFIG, codeOf: () => '', now: NIGHT };
    const actions = (incident: Incident, who: string) =>
      incidentCard(incident, who, wording).actions;
    expect(actions(one, 'anna')).toEqual(['decline', 'resolve']);
    expect(actions(one, 'bo')).toEqual(['acknowledge', 'decline', 'resolve']);
    expect(actions(answeredBy(one, ['bo']), 'anna')).toEqual(['resolve', 'decline', 'mark_noise']);
  });
});

describe('what is no person', () => {
  const sender = (incident: Incident, by: string) => {
    const event = { kind: 'acknowledged_by_sender', fingerprint: idOf('bed-1'), by } as const;
    const given = at(MINUTE, CONFIG, { records: records(incident, 'sent') });
    return decide(incident, event, given).incident ?? incident;
  };

  test('counts as one by its name: a key, and all senders together', () => {
    const keyed = tell(opened(), acknowledge('chat'), at(MINUTE)).after;
    expect(keyed).toMatchObject({ status: 'triggered', answers: { from: [{ person: false }] } });
    const sent = sender(opened(), 'anna');
    expect(sent).toMatchObject({
      status: 'triggered',
      answers: { from: [{ bySender: true, person: false }] },
    });
    // A sender that calls itself as a person is none.
    expect(awaitedResponders(sent)).toEqual(['anna', 'bo']);
    expect(tell(sent, acknowledge('anna'), at(2 * MINUTE)).after.status).toBe('acknowledged');
    expect(later(sent, at(2 * MINUTE)).answers?.from).toHaveLength(1);
    const joined = decide(sent, { kind: 'transition', transition: fires('bed-2', 1) }, at(MINUTE));
    expect(joined.incident && names(joined.incident)).toEqual(['anna', 'bo']);
    expect(sender(keyed, 'monitor').status).toBe('acknowledged');
  });
});

describe('when too few answer', () => {
  test('it is exhausted as any, and the technical service is told of what lacks', () => {
    const after = [5, 10].reduce((i, minute) => later(i, at(minute * MINUTE)), one);
    expect(after.escalation.phase).toBe('exhausted');
    expect(after.distress?.alert.title).toBe('Paging gets too few answers');
  });

  test('whoever alone is reached is paged once when their answer expires', () => {
    const config = crash([step(['anna'], { answers: 2 })]);
    const looks = [30.5, 31, 31.5].map((minute) => at(minute * MINUTE, config));
    const after = looks.reduce(later, answeredBy(opened(config), ['anna'], config));
    expect(paged(after)).toEqual([
      'anna sms (escalation_step)',
      'anna sms (acknowledgement_expired)',
    ]);
    expect(after.escalation).toMatchObject({ phase: 'steps', nextAt: NIGHT + 36 * MINUTE });
  });

  test('it tries again soon where no page reached any of those who have not', () => {
    const config = crash([step(['anna', 'bo'], { answers: 2 })]);
    const open = opened(config);
    const mixed = [...records(open, 'sent')].map(([id, known]) => {
      const isLost = known.order.responder === 'bo';
      return [id, { ...known, ...(isLost && { status: 'failed' as const }) }] as const;
    });
    const given = at(MINUTE, config, { records: new Map(mixed) });
    const { escalation } = told(open, acknowledge('anna'), given).after;
    expect(escalation).toMatchObject({ phase: 'nobody', nextAt: NIGHT + 6 * MINUTE });
  });

  test('whoever comes on call is paged at once where all others have answered', () => {
    const config = crash([step(['anna'], { answers: 2 })]);
    const all = answeredBy(opened(config), ['anna'], config);
    expect(all.escalation).toMatchObject({ phase: 'nobody', nextAt: NIGHT + 2 * MINUTE });
    expect(lastText(all)).toMatch(/^everybody whom the escalation reaches .* has answered/u);
    const retried = later(all, at(2 * MINUTE, config));
    expect(retried.timeline).toHaveLength(all.timeline.length);
    const come = crash([step(['anna', 'bo'], { answers: 2 })]);
    expect(names(later(retried, at(3 * MINUTE, come)))).toEqual(['anna', 'bo']);
  });
});

describe('a version that knows of no such steps', () => {
  test('does not keep it from the others when it acknowledges for one', () => {
    const { covered: _, ...answers } = one.answers ?? { wanted: 2, from: [] };
    const { nextAt: _n, ...escalation } = one.escalation;
    const acknowledgement = {
      ...{ by: 'anna', person: true, at: NIGHT + MINUTE, kind: 'acknowledged' as const },
      ...{ alerts: [idOf('bed-1')], severity: 'critical' as const },
    };
    const theirs: Incident = {
      ...one,
      ...{ status: 'acknowledged', acknowledgement, escalation },
      answers: { ...answers, from: [] },
    };
    const ours = later(theirs, at(2 * MINUTE));
    expect(ours).toMatchObject({ status: 'triggered', answers: { from: [{ by: 'anna' }] } });
    expect(names(ours)).toEqual(['anna', 'bo', 'bo']);
    expect(answeredBy(ours, ['bo']).status).toBe('acknowledged');
  });

  test('lets answers of an acknowledgement that it has ended stop nobody from being paged', () => {
    const two = answeredBy(one, ['bo']);
    const { acknowledgement: _, ...rest } = two;
    const theirs: Incident = { ...rest, status: 'triggered' };
    const [first] = theirs.pages;
    expect(pageStillWanted(theirs, first?.id ?? '', NIGHT)).toEqual({ wanted: true });
    const ours = later(theirs, at(2 * MINUTE));
    expect(ours.answers).toEqual({ wanted: 2, from: [] });
    expect(tell(ours, acknowledge('cia'), at(2 * MINUTE)).after.status).toBe('triggered');
  });
});
