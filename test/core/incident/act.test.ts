import { describe, expect, test } from '@jest/globals';
import type { Incident } from '#core/incident/incident.ts';
import { DAY, MINUTE } from '#core/time/instant.ts';
import { hospital, person, policy, to } from '../../support/config.ts';
import { NIGHT } from '../../support/incident.ts';
import {
  acknowledge,
  answered,
  CONFIG,
  context,
  decline,
  fires,
  idOf,
  lastText,
  later,
  minutes,
  opened,
  paged,
  silence,
  tell,
  texts,
  withIcu,
} from './given.ts';

const open = opened([fires('bed-1', 1)]);

/** Returns the pages since then. */
function pagedSince(before: Incident, now: Incident): readonly string[] {
  return paged({ ...now, pages: now.pages.slice(before.pages.length) });
}

const taken = answered(open, acknowledge('anna'));
const snoozed = answered(open, { kind: 'snooze', by: 'anna', until: NIGHT + DAY });
const lonely = hospital({ policies: [policy('icu', [to('anna')])] });
const quiet = [silence('bed-1', minutes(10))];
const silenced = later(open, context(1, { silences: quiet }));

describe('acknowledging', () => {
  test('takes back what has not left, and stops the escalation', () => {
    const planned = {
      ...open,
      pages: open.pages.map((p) => ({ ...p, status: 'planned' as const })),
    };
    const mine = answered(planned, acknowledge('anna'));
    expect(mine.pages).toMatchObject([
      { status: 'withdrawn', result: { code: 'incident_not_triggered', status: 'acknowledged' } },
    ]);
    expect(mine.escalation.nextAt).toBeUndefined();
    expect(lastText(mine)).toBe('acknowledged by Anna for 1 alert');
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
    expect(tell(snoozed, acknowledge('bo')).said).toMatch(/^refused: It was snoozed .* by Anna/);
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

  test('can be done again by whom a later step asks again', () => {
    const config = hospital({
      policies: [policy('icu', [to('anna'), to('bo')], { repeat: 1, repeatFrom: 'first' })],
    });
    const first = opened([fires('bed-1', 1)], context(0, { config }));
    const handedOn = tell(first, decline('anna'), context(MINUTE, { config })).after;
    const asked = later(handedOn, context(minutes(6), { config }));
    expect(pagedSince(handedOn, asked)).toEqual(['anna sms (escalation_step)']);
    expect(asked.escalation.declined).toEqual([]);
    expect(tell(asked, decline('anna'), context(minutes(7), { config })).said).toMatch(/^done/);
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
      for (const by of people) {
        ({ after: incident, said } = tell(incident, decline(by), given));
      }
      expect(said).toBe(
        'done: Declined. Nobody else can be paged now; it begins again at 2026-03-12 04:15 UTC.',
      );
      expect(incident.escalation).toMatchObject({ phase: 'exhausted', declined: people });
      expect(lastText(incident)).toBe('the escalation is exhausted: all have declined');
      expect(incident.distress).toMatchObject({ why: 'unanswered', over: false });
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
    expect(on.timeline).toContainEqual(
      expect.objectContaining({ code: 'action.escalated', by: 'anna' }),
    );
    expect(texts(on)).toContain('escalated by Anna');
  });

  test('after a silence that ended while it was acknowledged begins with the first', () => {
    const second = later(open, context(minutes(5)));
    const mine = tell(second, acknowledge('anna'), context(minutes(5))).after;
    const hushed = later(mine, context(minutes(6), { silences: quiet }));
    const heard = later(hushed, context(minutes(10), { silences: quiet }));
    const on = tell(heard, { kind: 'escalate', by: 'anna' }, context(minutes(11))).after;
    expect(pagedSince(heard, on)).toEqual(['anna sms (escalated_by_hand)']);
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

test('resolving ends a silence of it too: it is over', () => {
  const given = context(MINUTE, { silences: quiet });
  const over = tell(silenced, { kind: 'resolve', by: 'anna' }, given).after;
  expect(over.silenced).toBeUndefined();
});

test('resolving ends it for good: nothing is due but the outcome of what has left', () => {
  const { after: over } = tell(open, { kind: 'resolve', by: 'anna' }, context(1));
  expect(over).toMatchObject({ status: 'resolved', resolvedAt: NIGHT + 1, due: NIGHT + 45_000 });
  expect(later(over, context(MINUTE)).due).toBe(NIGHT + MINUTE + 1);
  const given = context(minutes(2), { endedByHand: new Set([idOf('bed-1')]) });
  expect(later(over, given)).toMatchObject({ status: 'resolved', resolvedAt: NIGHT + 1 });
  expect(later(over, given).due).toBeUndefined();
});

test('a snooze is on the timeline with its end', () => {
  expect(lastText(snoozed)).toBe('snoozed until 2026-03-13 03:14 UTC by Anna for 1 alert');
});

test('a note is on the timeline in its words, with its author, and changes nothing else', () => {
  const { after: noted } = tell(
    open,
    { kind: 'note', by: 'bo', text: 'probe reseated' },
    context(1),
  );
  expect(noted.timeline.at(-1)).toEqual({
    at: NIGHT + 1,
    code: 'note',
    data: { text: 'probe reseated' },
    by: 'bo',
  });
  expect(noted.escalation).toEqual(open.escalation);
});
