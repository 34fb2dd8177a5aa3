import { describe, expect, test } from '@jest/globals';
import { act } from '#core/incident/act.ts';
import type { Action } from '#core/incident/action.ts';
import { foldTransition } from '#core/incident/fold-transition.ts';
import type { Incident } from '#core/incident/incident.ts';
import { DAY, MINUTE } from '#core/time/instant.ts';
import { hospital, person, policy, to } from '../../support/config.ts';
import { NIGHT } from '../../support/incident.ts';
import {
  CONFIG,
  context,
  delivered,
  ends,
  fires,
  lastText,
  later,
  minutes,
  opened,
  paged,
  silence,
  texts,
  withIcu,
} from './given.ts';

const open = opened([fires('bed-1', 1)]);
const acknowledge = (by: string) => ({ kind: 'acknowledge', by }) as const;
const decline = (by: string) => ({ kind: 'decline', by }) as const;

/** What is said, and the incident after it, its pages handed over. */
function tell(incident: Incident, action: Action, given = context(MINUTE)) {
  const { answer, decision } = act(incident, action, given);
  const after = decision.incident ?? incident;
  return { said: `${answer.kind}: ${answer.text}`, after: delivered(after, given), decision };
}

function answered(incident: Incident, ...actions: readonly Action[]): Incident {
  return actions.reduce((i, action) => tell(i, action).after, incident);
}

/** The pages since then. */
function pagedSince(before: Incident, now: Incident): readonly string[] {
  return paged({ ...now, pages: now.pages.slice(before.pages.length) });
}

const taken = answered(open, acknowledge('anna'));
const snoozed = answered(open, { kind: 'snooze', by: 'anna', until: NIGHT + DAY });
const resolvedByHand = answered(open, { kind: 'resolve', by: 'anna' });
const lonely = hospital({ policies: [policy('icu', [to('anna')])] });
const quiet = [silence('bed-1', minutes(10))];
const silenced = later(open, context(1, { silences: quiet }));

describe('what an answer says', () => {
  const until = (at: number) => ({ kind: 'snooze', by: 'anna', until: NIGHT + at }) as const;
  const reassign = (id: string, kind: 'person' | 'schedule' = 'person') =>
    ({ kind: 'reassign', by: 'anna', to: { kind, id } }) as const;

  test.each<[string, Incident, Action, string]>([
    [
      'acknowledged',
      open,
      acknowledge('anna'),
      'done: Acknowledged until 2026-03-12 03:45; if it is open then, it pages again.',
    ],
    ['twice', taken, acknowledge('anna'), 'already: You have acknowledged it at 2026-03-12 03:15.'],
    ['by two', taken, acknowledge('bo'), 'already: Anna has acknowledged it at 2026-03-12 03:15.'],
    [
      'snoozed',
      open,
      until(minutes(10)),
      'done: Snoozed until 2026-03-12 03:24; if it is open then, it pages again.',
    ],
    ['snoozed by another', taken, { ...until(minutes(10)), by: 'bo' }, 'done: Snoozed until'],
    ['for 7 days', open, until(7 * DAY + MINUTE), 'done: Snoozed until'],
    ['for longer', open, until(7 * DAY + MINUTE + 1), 'refused: A snooze must end in the future'],
    ['until now', open, until(MINUTE), 'refused: A snooze must end in the future'],
    ['until no time', open, until(Number.NaN), 'refused: A snooze must end in the future'],
    ['declined', open, decline('anna'), 'done: Declined. It was handed on at once.'],
    ['declined what is mine', taken, decline('anna'), 'done: Declined. It was handed on at once.'],
    [
      'declined what another has',
      taken,
      decline('bo'),
      'refused: Anna has acknowledged it; there is nothing to hand on.',
    ],
    [
      'declined twice',
      answered(open, decline('anna')),
      decline('anna'),
      'already: You have declined; it was handed on.',
    ],
    [
      'declined while silenced',
      silenced,
      decline('anna'),
      'done: Declined. It is silenced until 2026-03-12 03:24; if it is open then, it pages again.',
    ],
    [
      'escalated',
      open,
      { kind: 'escalate', by: 'anna' },
      'done: Escalated. The next step is paged now.',
    ],
    [
      'escalated while silenced',
      silenced,
      { kind: 'escalate', by: 'anna' },
      'refused: It is silenced until 2026-03-12 03:24 and pages nobody: end the silence first.',
    ],
    ['reassigned', open, reassign('cia'), 'done: Reassigned to Cia, who is paged now.'],
    ['reassigned while silenced', silenced, reassign('cia'), 'refused: It is silenced until'],
    [
      'reassigned to nobody known',
      open,
      reassign('constructor'),
      'refused: Not reassigned: person constructor cannot be paged: constructor is not among the people of the config.',
    ],
    [
      'reassigned to a schedule that is not there',
      open,
      reassign('wards', 'schedule'),
      'refused: Not reassigned: schedule wards cannot be paged: schedule wards is not in the config.',
    ],
    ['noted', open, { kind: 'note', by: 'bo', text: 'probe reseated' }, 'done: Noted.'],
    [
      'resolved while it fires',
      open,
      { kind: 'resolve', by: 'anna' },
      'done: Resolved. 1 alert(s) still fire: what fires on will page anew within 15 minutes.',
    ],
    [
      'resolved twice',
      resolvedByHand,
      { kind: 'resolve', by: 'bo' },
      'already: It was resolved at 2026-03-12 03:15.',
    ],
    [
      'acknowledged when it is over',
      resolvedByHand,
      acknowledge('bo'),
      'already: It was resolved at 2026-03-12 03:15.',
    ],
    ['declined when it is over', resolvedByHand, decline('bo'), 'refused: It was resolved at'],
    [
      'noted when it is over',
      resolvedByHand,
      { kind: 'note', by: 'bo', text: 'ok' },
      'done: Noted.',
    ],
  ])('%s', (_, incident, action, said) => {
    const given = context(MINUTE, { silences: incident.silenced ? quiet : [] });
    expect(tell(incident, action, given).said).toContain(said);
  });

  test('acknowledged without a time-out', () => {
    const config = withIcu({ ackTimeout: null });
    expect(tell(open, acknowledge('anna'), context(1, { config })).said).toBe(
      'done: Acknowledged.',
    );
  });

  test('resolved when all has recovered, where that is held', () => {
    const config = withIcu({ autoResolve: false });
    const held = foldTransition(open, ends('bed-1', 2), context(1, { config })) as Incident;
    const given = context(MINUTE, { config });
    expect(tell(held, { kind: 'resolve', by: 'anna' }, given).said).toBe('done: Resolved.');
  });

  test('what is refused, or was done before, is not written', () => {
    const known = later(taken, context(MINUTE));
    expect(tell(known, acknowledge('bo')).decision.kind).toBe('unchanged');
    expect(tell(known, decline('bo')).decision.kind).toBe('unchanged');
  });
});

describe('acknowledging', () => {
  test('takes back what has not left, and stops the escalation', () => {
    const planned = {
      ...open,
      pages: open.pages.map((p) => ({ ...p, status: 'planned' as const })),
    };
    const mine = answered(planned, acknowledge('anna'));
    expect(mine.pages).toMatchObject([{ status: 'withdrawn', detail: 'acknowledged' }]);
    expect(mine.escalation.nextAt).toBeUndefined();
    expect(lastText(mine)).toBe('acknowledged by Anna for 1 alert(s)');
    expect(mine.timeline.at(-1)?.by).toBe('anna');
  });

  test('in the moment in which the next step is due comes first: nobody else is paged', () => {
    const mine = tell(open, acknowledge('anna'), context(minutes(5))).after;
    expect(mine.pages).toHaveLength(1);
    expect(texts(mine)).not.toContain('step 2 of policy icu');
  });

  test('in the moment in which the acknowledgement of another expires counts', () => {
    const given = context(MINUTE + minutes(30));
    const { said, after: mine } = tell(taken, acknowledge('bo'), given);
    expect(said).toMatch(/^done/);
    expect(mine).toMatchObject({ status: 'acknowledged', acknowledgement: { by: 'bo' } });
    expect(pagedSince(taken, mine)).toEqual([]);
  });

  test('what another has snoozed keeps the snooze', () => {
    expect(tell(snoozed, acknowledge('bo')).said).toMatch(/^already: Anna/);
  });
});

describe('declining', () => {
  test('pages the next at once, who has the time of a whole step', () => {
    const handedOn = answered(open, decline('anna'));
    expect(pagedSince(open, handedOn)).toEqual(['bo sms (declined)']);
    expect(handedOn.escalation).toMatchObject({
      declined: ['anna'],
      nextAt: NIGHT + MINUTE + minutes(5),
    });
  });

  test('takes back what was planned for that person, and for no other', () => {
    const anna = person(
      'anna',
      ['sms', 'email'],
      [
        { channel: 'sms', delay: 0, severities: ['critical'] },
        { channel: 'email', delay: minutes(9), severities: ['critical'] },
      ],
    );
    const dan = { ...anna, id: 'dan', name: 'Dan' };
    const config = hospital({
      people: [anna, dan],
      policies: [policy('icu', [to('anna', 'dan'), to('bo')])],
    });
    const first = opened([fires('bed-1', 1)], context(0, { config }));
    const { after: handedOn } = tell(first, decline('anna'), context(MINUTE, { config }));
    expect(
      handedOn.pages.filter((p) => p.channel === 'email').map((p) => [p.responder, p.status]),
    ).toEqual([
      ['anna', 'withdrawn'],
      ['dan', 'planned'],
    ]);
  });

  test('when the time of the step has just run out hands on once', () => {
    const { after: handedOn } = tell(open, decline('anna'), context(minutes(5)));
    expect(pagedSince(open, handedOn)).toEqual(['bo sms (declined)']);
  });

  test('does not page the same person again with the next step', () => {
    const config = hospital({ policies: [policy('icu', [to('anna'), to('anna', 'bo')])] });
    const first = opened([fires('bed-1', 1)], context(0, { config }));
    const { after: handedOn } = tell(first, decline('anna'), context(1, { config }));
    expect(pagedSince(first, handedOn)).toEqual(['bo sms (declined)']);
  });

  test('by the last begins again with those who have not declined', () => {
    const handedOn = answered(open, decline('bo'), decline('cia'));
    expect(pagedSince(open, handedOn)).toEqual(['cia sms (declined)', 'anna sms (declined)']);
    expect(handedOn.escalation).toMatchObject({ run: 2, declined: ['bo', 'cia'] });
  });

  test.each<[string, Incident, readonly string[], ReturnType<typeof context>]>([
    [
      'the only one',
      opened([fires('bed-1', 1)], context(0, { config: lonely })),
      ['anna'],
      context(MINUTE, { config: lonely }),
    ],
    ['everybody', open, ['anna', 'bo', 'cia'], context(MINUTE)],
  ])(
    'by %s is the end for an hour, and the technical service is told',
    (_, first, people, given) => {
      let incident = first;
      let said = '';
      for (const by of people) ({ after: incident, said } = tell(incident, decline(by), given));
      expect(said).toBe(
        'done: Declined. Nobody else can be paged now; it begins again at 2026-03-12 04:15.',
      );
      expect(incident.escalation).toMatchObject({ phase: 'exhausted', declined: people });
      expect(lastText(incident)).toBe('the escalation is exhausted: all have declined');
      expect(incident.distress).toMatchObject({ reason: 'nobody answers', over: false });
      const soon = { ...given, now: NIGHT + minutes(10) };
      expect(later(incident, soon).escalation.phase).toBe('exhausted');
      const later1 = later(incident, { ...given, now: NIGHT + minutes(61) });
      expect(pagedSince(incident, later1)).toEqual(['anna sms (escalation_step)']);
    },
  );

  test('what one has acknowledged takes that back, even where nobody else is left', () => {
    const given = context(MINUTE, { config: lonely });
    const mine = tell(opened([fires('bed-1', 1)], given), acknowledge('anna'), given).after;
    const back = tell(mine, decline('anna'), given).after;
    expect(back).toMatchObject({ status: 'triggered', escalation: { phase: 'exhausted' } });
    expect(back.due).toBeLessThanOrEqual(NIGHT + MINUTE + minutes(60));
    const twice = tell(tell(back, acknowledge('anna'), given).after, decline('anna'), given).after;
    expect(twice.escalation.nextAt).toBe(NIGHT + MINUTE + minutes(60));
  });

  test('while it waits for more alerts pages somebody else now', () => {
    const config = withIcu({ groupWait: minutes(2) });
    const waiting = opened([fires('bed-1', 1)], context(0, { config }));
    const handedOn = tell(waiting, decline('anna'), context(1, { config })).after;
    expect(paged(handedOn)).toEqual(['bo sms (declined)']);
  });

  test('during a silence pages nobody until it ends', () => {
    const given = context(MINUTE, { silences: quiet });
    const back = tell(silenced, decline('anna'), given).after;
    expect(pagedSince(silenced, back)).toEqual([]);
    expect(back).toMatchObject({ status: 'triggered', silenced: {}, due: NIGHT + minutes(10) });
    expect(pagedSince(back, later(back, context(minutes(10))))).toEqual([
      'anna sms (silence_ended)',
    ]);
  });

  test('what nobody is paged for says so', () => {
    const recorded = opened([fires('bed-1', 1, { severity: 'info' })]);
    expect(tell(recorded, decline('anna')).said).toBe(
      'done: Declined. Nobody is paged for this severity.',
    );
  });
});

describe('escalating', () => {
  test('pages the next step, by the time of that step', () => {
    const on = answered(open, { kind: 'escalate', by: 'anna' });
    expect(pagedSince(open, on)).toEqual(['bo sms (escalated_by_hand)']);
    expect(on.timeline.find((e) => e.kind === 'action')).toMatchObject({
      text: 'escalated by Anna',
      by: 'anna',
    });
  });

  test('when the time of the step has just run out skips nobody', () => {
    const { after: on } = tell(open, { kind: 'escalate', by: 'anna' }, context(minutes(5)));
    expect(pagedSince(open, on)).toEqual(['bo sms (escalated_by_hand)']);
  });

  test('what is acknowledged opens it again', () => {
    const on = answered(taken, { kind: 'escalate', by: 'bo' });
    expect(on.status).toBe('triggered');
    expect(on.acknowledgement).toBeUndefined();
    expect(pagedSince(taken, on)).toEqual(['bo sms (escalated_by_hand)']);
  });

  test.each<[string, Incident]>([
    ['from the last stop', later(later(open, context(minutes(5))), context(minutes(10)))],
    [
      'when it is exhausted',
      [5, 10, 15].reduce((i, minute) => later(i, context(minutes(minute))), open),
    ],
  ])('%s pages from the first, so that somebody is paged', (_, at) => {
    const { said, after: on } = tell(at, { kind: 'escalate', by: 'cia' }, context(minutes(15)));
    expect(said).toMatch(/^done: Escalated. The next step/);
    expect(pagedSince(at, on)).toEqual(['anna sms (escalated_by_hand)']);
  });
});

describe('reassigning', () => {
  const to = (id: string) =>
    ({ kind: 'reassign', by: 'anna', to: { kind: 'person', id } }) as const;
  const given = answered(open, to('cia'));

  test('pages that person, then the policy from its first step', () => {
    expect(pagedSince(open, given)).toEqual(['cia sms (reassigned)']);
    expect(given.escalation).toMatchObject({
      phase: 'assigned',
      run: 2,
      nextAt: NIGHT + MINUTE + minutes(5),
    });
    const on = later(given, context(minutes(6)));
    expect(pagedSince(given, on)).toEqual(['anna sms (escalation_step)']);
  });

  test('and the page fails: the policy begins at once', () => {
    const page = given.pages.at(-1);
    const records = new Map([
      [
        page?.id ?? '',
        {
          order: { ...page, incident: given.id },
          status: 'failed',
          attempts: [],
          version: 1,
        } as never,
      ],
    ]);
    const on = later(given, context(minutes(2), { records }));
    expect(pagedSince(given, on)).toEqual(['anna sms (escalation_step)']);
  });

  test('a service that is gone still gives that person time', () => {
    const config = { ...CONFIG, services: {} };
    const odd = tell(open, to('cia'), context(MINUTE, { config })).after;
    expect(odd.escalation.nextAt).toBe(NIGHT + MINUTE + minutes(5));
  });
});

test('resolving ends it for good: nothing is due but the outcome of what has left', () => {
  const { after: over } = tell(open, { kind: 'resolve', by: 'anna' }, context(1));
  expect(over).toMatchObject({ status: 'resolved', resolvedAt: NIGHT + 1, due: NIGHT + 45_000 });
  expect(later(over, context(minutes(2))).due).toBeUndefined();
});

test('a note is on the timeline in its words, with its author, and changes nothing else', () => {
  const { after: noted } = tell(
    open,
    { kind: 'note', by: 'bo', text: 'probe reseated' },
    context(1),
  );
  expect(noted.timeline.at(-1)).toEqual({
    at: NIGHT + 1,
    kind: 'note',
    text: 'probe reseated',
    by: 'bo',
  });
  expect(noted.escalation).toEqual(open.escalation);
});
