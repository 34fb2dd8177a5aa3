import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Transition } from '#core/alert/alert.ts';
import type { Entry } from '#core/evaluation/entry.ts';
import { evaluateSubject, reconcileSubject } from '#core/evaluation/evaluate-subject.ts';
import { phaseOf } from '#core/evaluation/kinds.ts';
import { clearOutbox } from '#core/evaluation/outbox.ts';
import type { RuleSet } from '#core/evaluation/rule-set.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import type { ThresholdEntry } from '#core/evaluation/threshold/state.ts';
import type { ThresholdRule } from '#core/rule/threshold.ts';
import type { Sample } from '#core/sample/sample.ts';
import { DAY, type Duration, HOUR, type Instant, MINUTE, SECOND } from '#core/time/instant.ts';
import { at, only, ruleSet, T0 } from '../../../support/bed-1.ts';
import { below } from '../../../support/config.ts';

/** When it comes, in seconds after the beginning; what is measured, so many seconds before. */
type Event =
  | readonly [seconds: number, value: number, late?: number]
  | readonly [seconds: number, samples: readonly Sample[]];

function thresholdOf(entry: Entry | undefined): ThresholdEntry {
  if (entry?.kind !== 'threshold') {
    throw new Error('nothing is remembered of a limit');
  }
  return entry;
}

const S = SECOND;
const TICK = 10 * SECOND;

/**
 * Returns transitions and their times, when samples arrive and the clock looks every ten seconds
 * while the subject is due.
 */
function play(
  rule: Partial<ThresholdRule>,
  events: readonly Event[],
  { until = 3_600, stored }: { readonly until?: number; readonly stored?: SubjectState } = {},
) {
  const rules = ruleSet(below('spo2', 88, rule));
  const told: string[] = [];
  let state = stored;
  let writes = 0;
  const step = (offset: number, result: ReturnType<typeof reconcileSubject>) => {
    state = result.state;
    if (!result.changed || state === undefined) {
      return;
    }
    writes += 1;
    for (const t of result.transitions) {
      const fires = t.alert.unconfirmed ? 'firing unconfirmed' : 'firing';
      told.push(`${t.kind === 'resolved' ? t.reason : fires} at ${offset / S} s`);
    }
    state = clearOutbox(state, rules, T0 + offset);
  };
  const due = [...events];
  for (let offset = 0; offset <= until * S; offset += S) {
    while (due[0] !== undefined && due[0][0] * S <= offset) {
      const [, what, late = 0] = due.shift() as Event;
      const samples = typeof what === 'number' ? [at(offset - late * S, what)] : what;
      step(offset, evaluateSubject(state, { subject: 'bed-1', samples }, rules, T0 + offset));
    }
    if (offset % TICK === 0 && state?.due !== undefined && state.due <= T0 + offset) {
      step(offset, reconcileSubject(state, rules, T0 + offset));
    }
  }
  // Reassertions every 15 minutes are not the subject of these stories.
  const news = told.filter(
    (one, i) => i === 0 || one.split(' at')[0] !== told[i - 1]?.split(' at')[0],
  );
  return { told: news, state, writes };
}

describe('a breach that waits and then hears nothing', () => {
  test.each<[string, Partial<ThresholdRule>, readonly Event[], readonly string[]]>([
    ['fires by the clock', { for: 15 * S }, [[0, 84]], ['firing unconfirmed at 20 s']],
    [
      'fires once, whatever breaches later',
      { for: 15 * S },
      [
        [0, 84],
        [60, 83],
        [61, 82],
      ],
      ['firing unconfirmed at 20 s'],
    ],
    [
      'ends as usual when a healthy value comes',
      { for: 15 * S },
      [
        [0, 84],
        [60, 97],
      ],
      ['firing unconfirmed at 20 s', 'recovered at 60 s'],
    ],
    [
      'tells nothing where a healthy value came before',
      { for: 15 * S },
      [
        [0, 84],
        [14, 97],
      ],
      [],
    ],
    [
      'is judged by sample time where the batch says how it went on',
      { for: 15 * S },
      [[0, [at(-60 * S, 84), at(-50 * S, 97)]]],
      [],
    ],
    [
      'fires by sample time where the batch says that it lasted',
      { for: 15 * S },
      [[0, [at(-60 * S, 84), at(-45 * S, 84)]]],
      ['firing at 0 s'],
    ],
    [
      'counts from when it was heard where it comes late',
      { for: MINUTE },
      [[100, 84, 600]],
      ['firing unconfirmed at 180 s'],
    ],
    [
      'counts from when it was heard where its clock is ahead',
      { for: MINUTE },
      [[0, 84, -500]],
      ['firing unconfirmed at 80 s'],
    ],
    [
      'ends with a healthy value once the clock that was ahead is right',
      { for: MINUTE },
      [
        [0, 84, -500],
        [100, 97],
      ],
      ['firing unconfirmed at 80 s', 'recovered at 100 s'],
    ],
    [
      'is told by the sample of a regular sender, and so confirmed',
      { for: MINUTE },
      Array.from({ length: 5 }, (_, i): Event => [15 * i + 3, 84]),
      ['firing at 63 s'],
    ],
    ['waits where samples alone decide', { for: 15 * S, silent: 'wait' }, [[0, 84]], []],
    [
      'that is repeated with its old time is nothing newer',
      { for: 15 * S },
      [
        [0, 84],
        [10, 84, 10],
      ],
      ['firing unconfirmed at 20 s'],
    ],
  ])('%s', (_, rule, events, expected) => {
    expect(play(rule, events).told).toEqual(expected);
  });

  test('says what was measured, since when, and that nothing confirmed it', () => {
    const { state } = play({ for: 15 * S }, [[0, [at(0, 84, { unit: '%' })]]], { until: 60 });
    expect(only(state).alert).toMatchObject({
      value: 84,
      unit: '%',
      startsAt: T0,
      unconfirmed: true,
    });
  });

  test('costs one write until it fires', () => {
    const breaching = Array.from({ length: 50 }, (_, i): Event => [i, 84]);
    expect(play({ for: MINUTE }, breaching, { until: 70 }).writes).toBe(1);
    expect(play({ for: MINUTE }, breaching, { until: 90 }).writes).toBe(2);
  });

  test('fires at its next look, where the version before has left it and the subject is heard', () => {
    const { state } = play({ for: MINUTE, silent: 'wait' }, [[0, 84]], { until: 30 });
    const [[key = '', entry] = []] = Object.entries(state?.series ?? {});
    const { heard: _, ...older } = thresholdOf(entry);
    const stored = { ...(state as SubjectState), series: { [key]: older } };
    const rules = ruleSet(below('spo2', 88, { for: MINUTE }));
    const look = (now: Instant) => reconcileSubject(stored, rules, now).transitions;
    expect(look(T0 + 60 * S)).toEqual([]);
    expect(look(T0 + 2 * MINUTE)).toMatchObject([{ kind: 'firing', alert: { unconfirmed: true } }]);
    expect(look(T0 + 8 * DAY)).toEqual([]);
  });

  test.each<[string, Partial<ThresholdRule>, Partial<ThresholdRule>]>([
    ['the version before has left it', { for: MINUTE, silent: 'wait' }, { for: MINUTE }],
    ['a config of before made it wait for long', { for: 4 * HOUR }, { for: MINUTE }],
  ])('is due in time from the next sample on, where %s', (_, before, today) => {
    const { state } = play(before, [[0, 84]], { until: 30 });
    const rules = ruleSet(below('spo2', 88, today));
    const next = evaluateSubject(
      state,
      { subject: 'bed-1', samples: [at(40 * S, 84)] },
      rules,
      T0 + 40 * S,
    );
    expect([next.transitions, next.state?.due]).toEqual([[], T0 + 80 * S]);
    const again = evaluateSubject(
      next.state,
      { subject: 'bed-1', samples: [at(41 * S, 84)] },
      rules,
      T0 + 41 * S,
    );
    expect(again.changed).toBe(false);
  });

  test('fires after an outage of the clock, however long up to a week', () => {
    const rules = ruleSet(below('spo2', 88, { for: MINUTE }));
    const { state } = play({ for: MINUTE }, [[0, 84]], { until: 5 });
    const later = (now: Instant) => state && reconcileSubject(state, rules, now).transitions;
    expect(later(T0 + 6 * DAY)).toMatchObject([{ kind: 'firing' }]);
  });

  test('fires in time though the clock of the platform was put back', () => {
    const rules = ruleSet(below('spo2', 88, { for: MINUTE }));
    const { state } = play({ for: MINUTE }, [[0, 84]], { until: 5 });
    const back = state && reconcileSubject({ ...state, due: T0 }, rules, T0 - HOUR);
    expect(back?.state?.due).toBe(T0 - HOUR + MINUTE + 20 * S);
    const later = back?.state && reconcileSubject(back.state, rules, T0 - HOUR + 2 * MINUTE);
    expect(later?.transitions).toMatchObject([{ kind: 'firing' }]);
  });

  test('fires nobody for a value that a new limit allows', () => {
    const { state } = play({ for: MINUTE }, [[0, 84]], { until: 5 });
    const rules = ruleSet(below('spo2', 80, { for: MINUTE }));
    const later = state && reconcileSubject(state, rules, T0 + HOUR);
    expect([later?.transitions, later?.state?.series]).toEqual([[], {}]);
  });

  test('stops waiting for samples, or begins to, as the config says', () => {
    const { state } = play({ for: MINUTE }, [[0, 84]], { until: 5 });
    const look = (silent: ThresholdRule['silent'], now: Instant, from = state) =>
      from && reconcileSubject(from, ruleSet(below('spo2', 88, { for: MINUTE, silent })), now);
    const waiting = look('wait', T0 + HOUR);
    expect(waiting?.transitions).toEqual([]);
    expect(waiting?.state?.due).toBe(T0 + MINUTE + 7 * DAY);
    expect(look('fire', T0 + 2 * HOUR, waiting?.state)?.transitions).toHaveLength(1);
  });
});

describe('a count of breaches that hears nothing more', () => {
  const window = { breaches: 3, of: 5 };
  test.each<[string, Partial<ThresholdRule>, readonly Event[], readonly string[]]>([
    [
      'fires after five minutes, and one more at most',
      {},
      [[0, 84]],
      ['firing unconfirmed at 360 s'],
    ],
    [
      'counts from the newest',
      {},
      [
        [0, 84],
        [200, 84],
      ],
      ['firing unconfirmed at 560 s'],
    ],
    [
      'is silent where the newest value is healthy',
      {},
      [
        [0, 84],
        [1, 97],
      ],
      [],
    ],
    [
      'fires by its samples',
      {},
      [
        [0, 84],
        [1, 84],
        [2, 84],
      ],
      ['firing at 2 s'],
    ],
    [
      'takes the longer of five minutes and `for`',
      { for: 10 * MINUTE },
      [[0, 84]],
      ['firing unconfirmed at 660 s'],
    ],
    [
      'is not ended by a further breach, but by a healthy value',
      {},
      [
        [0, 84],
        [400, 84],
        [500, 97],
      ],
      ['firing unconfirmed at 360 s', 'recovered at 500 s'],
    ],
    [
      'and later by its count, where enough have breached meanwhile',
      {},
      [
        [0, 84],
        [400, 84],
        [401, 84],
        [402, 97],
        [403, 97],
        [404, 97],
      ],
      ['firing unconfirmed at 360 s', 'recovered at 404 s'],
    ],
    [
      'is ended where its only breach is taken back',
      {},
      [
        [0, [at(0, 84)]],
        [400, [at(0, 84, { revision: 'entered_in_error' })]],
      ],
      ['firing unconfirmed at 360 s', 'entered_in_error at 400 s'],
    ],
    ['waits where samples alone decide', { silent: 'wait' }, [[0, 84]], []],
  ])('%s', (_, rule, events, expected) => {
    expect(play({ window, ...rule }, events).told).toEqual(expected);
  });
});

describe('an alert that goes on firing for a while', () => {
  const kept = { keepFiringFor: 5 * MINUTE };
  test.each<[string, Partial<ThresholdRule>, readonly Event[], readonly string[]]>([
    [
      'ends by the clock where the newest value was healthy',
      kept,
      [
        [0, 84],
        [5, 97],
      ],
      ['firing at 0 s', 'no_further_breach at 370 s'],
    ],
    [
      'goes on where the newest value breached',
      kept,
      [
        [0, 84],
        [5, 97],
        [6, 84],
      ],
      ['firing at 0 s'],
    ],
    [
      'ends by its samples where they come',
      kept,
      [
        [0, 84],
        [5, 97],
        [300, 97],
      ],
      ['firing at 0 s', 'recovered at 300 s'],
    ],
    [
      'goes on where the healthy value is taken back',
      kept,
      [
        [0, 84],
        [5, [at(5 * S, 97)]],
        [9, [at(5 * S, 0, { revision: 'entered_in_error' })]],
      ],
      ['firing at 0 s'],
    ],
    [
      'goes on where the healthy value is corrected to a breach',
      kept,
      [
        [0, 84],
        [5, [at(5 * S, 97)]],
        [9, [at(5 * S, 80, { revision: 'corrected' })]],
      ],
      ['firing at 0 s'],
    ],
    [
      'takes no older breach for a newer one',
      kept,
      [
        [0, 84],
        [5, 97],
        [6, 84, 3],
      ],
      ['firing at 0 s', 'no_further_breach at 370 s'],
    ],
    [
      'goes on where samples alone decide',
      { ...kept, silent: 'wait' },
      [
        [0, 84],
        [5, 97],
      ],
      ['firing at 0 s'],
    ],
    [
      'that fired in silence ends in silence too',
      { ...kept, for: MINUTE },
      [
        [0, 84],
        [100, 97],
      ],
      ['firing unconfirmed at 80 s', 'no_further_breach at 460 s'],
    ],
  ])('%s', (_, rule, events, expected) => {
    expect(play(rule, events).told).toEqual(expected);
  });

  test('goes on where a version that knows no such note has seen a later breach', () => {
    const { state } = play(
      kept,
      [
        [0, 84],
        [5, 97],
      ],
      { until: 10 },
    );
    const [[key = '', entry] = []] = Object.entries(state?.series ?? {});
    const series = { [key]: { ...thresholdOf(entry), lastBreachAt: T0 + 100 * S } };
    const rules = ruleSet(below('spo2', 88, kept));
    const left = state && reconcileSubject({ ...state, series }, rules, T0 + 10 * MINUTE);
    expect(left?.transitions).toEqual([]);
  });

  test('is written a bounded number of times however it flaps', () => {
    const flapping = Array.from({ length: 600 }, (_, i): Event => [i, i % 2 === 0 ? 84 : 97]);
    const { writes } = play(kept, flapping, { until: 600 });
    expect(writes).toBeLessThan(45);
  });
});

describe('whatever comes when', () => {
  const LASTS = 30 * S;
  const GRACE = LASTS / 3;
  const rules = ruleSet(below('spo2', 88, { for: LASTS }));

  interface Batch {
    readonly now: Instant;
    readonly samples: readonly Sample[];
  }

  /**
   * Requests some time apart, with samples some time apart; the two clocks have nothing to do with
   * each other.
   */
  const batches: fc.Arbitrary<readonly Batch[]> = fc
    .tuple(
      fc.integer({ min: -300, max: 300 }),
      fc.array(
        fc.record({
          gap: fc.integer({ min: 1, max: 60 }),
          samples: fc.array(
            fc.record({ later: fc.integer({ min: 1, max: 40 }), bad: fc.boolean() }),
            { minLength: 1, maxLength: 3 },
          ),
        }),
        { maxLength: 12 },
      ),
    )
    .map(([skew, requests]) => {
      let now = 0;
      let measured = skew;
      return requests.map(({ gap, samples }) => {
        now += gap;
        const list = samples.map(({ later, bad }) => {
          measured += later;
          return at(measured * S, bad ? 80 : 97);
        });
        return { now: T0 + now * S, samples: list };
      });
    });

  /** Returns their transitions. */
  function told(list: readonly Batch[]): readonly string[] {
    const news: string[] = [];
    played(list, rules, 2 * MINUTE, (now, { kind, alert }) =>
      news.push(`${kind} ${alert.unconfirmed ? 'unconfirmed ' : ''}${(now - T0) / S}`),
    );
    return news;
  }

  /** Plays the requests; the clock looks at each moment at which the subject is due. */
  function played(
    list: readonly Batch[],
    set: RuleSet,
    silence: Duration,
    tell: (now: Instant, transition: Transition) => unknown = () => undefined,
  ): SubjectState | undefined {
    let state: SubjectState | undefined;
    const step = (now: Instant, result: ReturnType<typeof reconcileSubject>) => {
      for (const transition of result.transitions) {
        tell(now, transition);
      }
      state = result.state && result.changed ? clearOutbox(result.state, set, now) : result.state;
    };
    const lookUntil = (end: Instant) => {
      while (state?.due !== undefined && state.due < end) {
        const { due } = state;
        step(due, reconcileSubject(state, set, due));
        if (state?.due === due) {
          return;
        }
      }
    };
    for (const { now, samples } of list) {
      lookUntil(now);
      step(now, evaluateSubject(state, { subject: 'bed-1', samples }, set, now));
    }
    lookUntil((list.at(-1)?.now ?? T0) + silence);
    return state;
  }

  /**
   * Returns the same from the whole history: of each run of breaches, what comes first of a sample
   * that is late enough, the clock, and a healthy value.
   */
  function expected(list: readonly Batch[]): readonly string[] {
    const all = list.flatMap(({ now, samples }) =>
      samples.map(({ at, value }) => ({ now, at, value })),
    );
    const news: string[] = [];
    const seconds = (now: Instant) => (now - T0) / S;
    for (let i = 0; i < all.length; i++) {
      const first = all[i];
      if (first === undefined || first.value >= 88) {
        continue;
      }
      const rest = all.slice(i);
      const healthy = rest.find(({ value }) => value >= 88);
      const run = healthy === undefined ? rest : rest.slice(0, rest.indexOf(healthy));
      const lasting = run.find(({ at }) => at >= first.at + LASTS);
      const byClock = first.now + LASTS + GRACE;
      if (lasting !== undefined && lasting.now <= byClock) {
        news.push(`firing ${seconds(lasting.now)}`);
      } else if (healthy === undefined || byClock < healthy.now) {
        news.push(`firing unconfirmed ${seconds(byClock)}`);
      } else if (lasting !== undefined) {
        news.push(`firing ${seconds(lasting.now)}`);
      }
      const fires = news.at(-1)?.startsWith('firing');
      if (healthy !== undefined && fires) {
        const doubt = news.at(-1)?.includes('unconfirmed') ? 'unconfirmed ' : '';
        news.push(`resolved ${doubt}${seconds(healthy.now)}`);
      }
      i += run.length - 1;
    }
    return news;
  }

  test('300 random histories: after long silence an alert fires where the newest value breached, and only there', () => {
    const lasting: readonly Partial<ThresholdRule>[] = [
      { for: LASTS },
      { keepFiringFor: 4 * S },
      { for: LASTS, keepFiringFor: 4 * S },
      { window: { breaches: 2, of: 3 } },
      { window: { breaches: 3, of: 3 }, for: LASTS },
      { window: { breaches: 1, of: 1 }, keepFiringFor: 4 * S },
    ];
    fc.assert(
      fc.property(batches, fc.constantFrom(...lasting), (list, rule) => {
        const set = ruleSet(below('spo2', 88, rule));
        const newest = list.flatMap(({ samples }) => samples).map(({ value }) => value < 88);
        const { window: counted = { breaches: 1, of: 1 } } = rule;
        const breaches = newest.slice(-counted.of).filter(Boolean).length;
        const holds = newest.at(-1) === true || breaches >= counted.breaches;
        const end = played(list, set, 2 * HOUR);
        const phases = Object.values(end?.series ?? {}).map(phaseOf);
        expect(phases.includes('firing')).toBe(holds);
        expect(phases).not.toContain('pending');
      }),
      { numRuns: 300 },
    );
  });

  test('500 random histories: an independent reading of samples and clock finds the same alerts at the same time', () => {
    fc.assert(
      fc.property(batches, (list) => {
        expect(told(list)).toEqual(expected(list));
      }),
      { numRuns: 500 },
    );
  });
});
