import { describe, expect, test } from '@jest/globals';
import { evaluateSubject } from '#core/evaluation/evaluate-subject.ts';
import { phaseOf } from '#core/evaluation/kinds.ts';
import type { RuleSet } from '#core/evaluation/rule-set.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import type { ThresholdRule } from '#core/rule/threshold.ts';
import { SEASON, type Usual, WARM_UP } from '#core/rule/usual.ts';
import type { Labels } from '#core/sample/sample.ts';
import { DAY, HOUR, type Instant, MINUTE } from '#core/time/instant.ts';
import { ruleSet } from '../../../support/bed-1.ts';
import { below } from '../../../support/config.ts';

/** A Monday at midnight in Stockholm. */
const MONDAY = Date.UTC(2026, 5, 1) - 2 * HOUR;
const WEEK = 7 * DAY;

const usual: Usual = {
  ...{ side: 'both', margin: 0.2, floor: 5, timeZone: 'Europe/Stockholm' },
  ...{ season: SEASON, warmUp: WARM_UP },
};

function unusual(more: Partial<Usual> = {}, rule: Partial<ThresholdRule> = {}): ThresholdRule {
  return {
    ...below('latency', 0, { name: 'slow', title: 'Slow', condition: HOLDS, ...rule }),
    usual: { ...usual, ...more },
  };
}

const HOLDS = { kind: 'equals', value: 1 } as const;

/** The load of an office: busy by day from Monday to Friday, and never twice quite the same. */
function office(at: Instant): number {
  const hour = Math.floor((at - MONDAY) / HOUR);
  const isBusy = hour % 168 < 120 && hour % 24 >= 8 && hour % 24 < 18;
  const noise = ((Math.imul(Math.floor(at / MINUTE), 2_654_435_761) >>> 16) % 1_000) / 1_000;
  return (isBusy ? 100 : 20) * (0.95 + 0.1 * noise);
}

/** One series of one subject, to which a rule is applied. */
class Series {
  state: SubjectState | undefined;
  writes = 0;
  readonly told: string[] = [];
  readonly #rules;

  constructor(rule: ThresholdRule) {
    this.#rules = ruleSet(rule);
  }

  post(at: Instant, value: number, now = at): void {
    const sample = { subject: 'bed-1', metric: 'latency', unit: 'ms', at, value, labels: {} };
    const { state, changed, transitions } = evaluateSubject(
      this.state,
      { subject: 'bed-1', samples: [sample] },
      this.#rules,
      now,
    );
    const fired = this.phase === 'firing';
    this.state = state && { ...state, outbox: [] };
    this.writes += Number(changed);
    for (const one of transitions) {
      if (one.kind === 'resolved') {
        this.told.push(one.reason);
      } else if (!fired) {
        this.told.push(`fires ${one.alert.value}: ${one.alert.limit}`);
      }
    }
  }

  /** Each quarter of an hour from one moment to before another. */
  play(from: Instant, until: Instant, valueAt: (at: Instant) => number = office): this {
    for (let at = from; at < until; at += 15 * MINUTE) {
      this.post(at, valueAt(at));
    }
    return this;
  }

  get phase() {
    const [entry] = Object.values(this.state?.series ?? {});
    return entry && phaseOf(entry);
  }
}

const threeWeeks = new Series(unusual()).play(MONDAY, MONDAY + 3 * WEEK).state;

function learned(rule = unusual()): Series {
  const series = new Series(rule);
  series.state = threeWeeks;
  return series;
}

describe('what is unusual', () => {
  test('is not said of weeks that are alike, nor of night and weekend', () => {
    expect(learned().play(MONDAY + 3 * WEEK, MONDAY + 6 * WEEK).told).toEqual([]);
  });

  test('is said with what is usual at that hour of the week', () => {
    const series = learned();
    const saturday = MONDAY + 3 * WEEK + 5 * DAY + 2 * HOUR;
    series.play(MONDAY + 3 * WEEK, saturday);
    series.post(saturday, 95);
    expect(series.told).toEqual([
      expect.stringMatching(/^fires 95: usually 1\d to 2\d ms on Saturdays at 02$/),
    ]);
    const noon = saturday + 2 * DAY + 10 * HOUR;
    series.play(saturday + 5 * MINUTE, noon);
    series.post(noon, 95);
    expect(series.told.slice(1)).toEqual(['recovered']);
  });

  test('is said by no value before two weeks are over', () => {
    const series = new Series(unusual()).play(MONDAY, MONDAY + WARM_UP - DAY);
    series.post(MONDAY + WARM_UP - DAY, 5_000);
    expect(series.told).toEqual([]);
    series.play(MONDAY + WARM_UP - DAY + 15 * MINUTE, MONDAY + WARM_UP);
    series.post(MONDAY + WARM_UP, 5_000);
    expect(series.told).toHaveLength(1);
  });

  test('is only what lies on its side', () => {
    const at = MONDAY + 3 * WEEK + 3 * HOUR;
    const above = learned(unusual({ side: 'above' }));
    above.post(at, 0);
    expect(above.told).toEqual([]);
    const under = learned(unusual({ side: 'below' }));
    under.post(at, 500);
    expect(under.told).toEqual([]);
    under.post(at + MINUTE, 0);
    expect(under.told).toHaveLength(1);
  });

  test.each([
    ['a floor', { floor: 5, margin: 0 }, 104, 106],
    ['a margin', { floor: 1, margin: 0.5 }, 149, 160],
  ])('is nothing within %s of a series that is flat', (_, more, near, far) => {
    const series = new Series(unusual(more)).play(MONDAY, MONDAY + 3 * WEEK, () => 100);
    series.post(MONDAY + 3 * WEEK, near);
    expect(series.told).toEqual([]);
    series.post(MONDAY + 3 * WEEK + MINUTE, far);
    expect(series.told).toHaveLength(1);
  });
});

describe('while a value is unusual', () => {
  test('it is not learned: an outage of a day is unusual at its end as at its beginning', () => {
    const series = learned();
    const from = MONDAY + 3 * WEEK;
    series.play(from, from + DAY, () => 300);
    expect(series.told).toHaveLength(1);
    series.play(from + DAY, from + WEEK);
    expect(series.told.slice(1)).toEqual(['recovered']);
    series.play(from + WEEK, from + WEEK + DAY, () => 300);
    expect(series.told).toHaveLength(3);
  });

  test('it ends after a week, and is learned from then on', () => {
    const series = learned();
    const from = MONDAY + 3 * WEEK;
    const changed = (at: Instant) => 10 * office(at);
    series.play(from, from + WEEK + HOUR, changed);
    expect(series.told.at(-1)).toBe('became_usual');
    series.told.length = 0;
    series.play(from + WEEK + HOUR, from + 5 * WEEK, changed);
    expect(series.told).toEqual([]);
    series.play(from + 5 * WEEK, from + 5 * WEEK + HOUR, office);
    expect(series.told).toHaveLength(1);
  });

  test('it ends after a week also where it began as soon as anything was judged', () => {
    const series = new Series(unusual()).play(MONDAY, MONDAY + WARM_UP);
    const from = MONDAY + WARM_UP;
    const changed = (at: Instant) => 10 * office(at);
    series.play(from, from + WEEK + HOUR, changed);
    expect(series.told).toEqual([expect.stringContaining('fires'), 'became_usual']);
  });

  test('an outage of an hour takes nothing from what is known, and ends within that hour', () => {
    const series = new Series(unusual()).play(MONDAY, MONDAY + WARM_UP + 3 * HOUR);
    const from = MONDAY + WARM_UP + 3 * HOUR;
    series.play(from, from + HOUR, () => 300);
    series.post(from + HOUR - MINUTE, office(from));
    expect(series.told.slice(1)).toEqual(['recovered']);
    series.play(from + HOUR, from + WEEK);
    series.post(from + WEEK, 300);
    expect(series.told).toHaveLength(3);
  });

  test.each([
    ['in another zone', { timeZone: 'America/New_York' }, {}],
    ['of what is made of it', {}, { over: { fn: 'avg', window: 15 * MINUTE } }],
  ] as const)(
    'an alert outlasts a week by nothing where all is learned anew %s',
    (_, more, rule) => {
      const from = MONDAY + 3 * WEEK + 3 * HOUR;
      const before = learned();
      before.post(from, 300);
      expect(before.told).toHaveLength(1);
      const series = new Series(unusual(more, rule));
      series.state = before.state;
      series.play(from + 15 * MINUTE, from + WEEK + HOUR, () => 300);
      expect(series.told).toEqual(['became_usual']);
    },
  );

  test('an hour that is unusual each week is learned anew, and the others stay', () => {
    const series = learned();
    const hour = (at: Instant) => Math.floor((at - MONDAY) / HOUR) % 168;
    const backup = (at: Instant) => (hour(at) === 50 ? 400 : office(at));
    const from = MONDAY + 3 * WEEK;
    series.play(from, from + 3 * WEEK, backup);
    const alarms = series.told.filter((one) => one.startsWith('fires')).length;
    expect(alarms).toBeGreaterThanOrEqual(2);
    series.told.length = 0;
    series.play(from + 3 * WEEK, from + 8 * WEEK, backup);
    expect(series.told).toEqual([]);
    series.post(from + 8 * WEEK, 400);
    expect(series.told).toHaveLength(1);
  });
});

describe('what is learned', () => {
  test('takes a write each quarter of an hour, and less than 4 KB', () => {
    const series = new Series(unusual());
    for (let at = MONDAY; at < MONDAY + DAY; at += 5 * MINUTE) {
      series.post(at, office(at));
    }
    expect(series.writes).toBeLessThanOrEqual(97);
    expect(JSON.stringify(series.state).length).toBeLessThan(2_600);
  });

  test('is written at another minute of the quarter for each subject', () => {
    const rules = ruleSet(unusual());
    const perMinute = Array.from({ length: 15 }, () => 0);
    for (let bed = 0; bed < 60; bed++) {
      const subject = `bed-${bed}`;
      let state: SubjectState | undefined;
      for (let minute = -15; minute < 15; minute++) {
        const at = MONDAY + minute * MINUTE;
        const samples = [{ subject, metric: 'latency', at, value: 20, labels: {} }];
        const done = evaluateSubject(state, { subject, samples }, rules, at);
        state = done.state;
        if (minute >= 0 && done.changed) {
          perMinute[minute] = (perMinute[minute] ?? 0) + 1;
        }
      }
    }
    expect(perMinute.reduce((sum, one) => sum + one)).toBe(60);
    expect(Math.max(...perMinute)).toBeLessThanOrEqual(12);
  });

  test('is the same where samples come twice', () => {
    const [once, twice] = [new Series(unusual()), new Series(unusual())];
    for (let at = MONDAY; at < MONDAY + DAY; at += 5 * MINUTE) {
      once.post(at, office(at));
      twice.post(at, office(at));
      twice.post(at, office(at));
      twice.post(at - 20 * MINUTE, office(at - 20 * MINUTE), at);
    }
    expect(twice.state?.series).toEqual(once.state?.series);
    expect(twice.writes).toBe(once.writes);
  });

  test('is begun anew in another zone', () => {
    const series = learned();
    const moved = new Series(unusual({ timeZone: 'America/New_York' }));
    moved.state = series.state;
    moved.post(MONDAY + 3 * WEEK, 5_000);
    expect(moved.told).toEqual([]);
  });

  test('is of the hour on the clocks, also when these change', () => {
    // Clocks go back on 25 October 2026; the office opens at 8 by them.
    const until = Date.UTC(2026, 9, 25, 1);
    const from = until - 3 * WEEK;
    const byClock = (at: Instant) => office(at < until ? at : at - HOUR);
    const series = new Series(unusual({ side: 'above' }));
    series.play(from, until + 2 * DAY, byClock);
    expect(series.told).toEqual([]);
  });

  test('waits for nothing while a fast clock is ahead', () => {
    const series = new Series(unusual()).play(MONDAY, MONDAY + DAY);
    series.post(MONDAY + 2 * DAY, 20, MONDAY + DAY);
    const { writes } = series;
    series.play(MONDAY + DAY, MONDAY + DAY + HOUR);
    expect(series.writes).toBe(writes + 4);
  });
});

describe('what is unusual beside a limit', () => {
  const term = { matchers: [], maxAge: HOUR, condition: HOLDS };
  const above50 = { kind: 'above', limit: 50, clear: 50 } as const;
  const joined = (kind: 'all' | 'any'): ThresholdRule => ({
    ...below('latency', 0, { name: 'slow', condition: HOLDS }),
    across: {
      kind,
      terms: [
        { ...term, metric: 'latency', usual },
        { ...term, metric: 'load', condition: above50 },
      ],
    },
  });
  const rules = ruleSet(joined('all'));

  function post(
    state: SubjectState | undefined,
    at: Instant,
    values: Readonly<Record<string, number>>,
    { by = rules, labels = {} }: { readonly by?: RuleSet; readonly labels?: Labels } = {},
  ) {
    const samples = Object.entries(values).map(([metric, value]) => ({
      ...{ subject: 'bed-1', metric, at, value, labels },
    }));
    return evaluateSubject(state, { subject: 'bed-1', samples }, by, at);
  }

  test('makes an alert when both hold, in whichever order they come', () => {
    let state: SubjectState | undefined;
    for (let at = MONDAY; at < MONDAY + 3 * WEEK; at += 15 * MINUTE) {
      const done = post(state, at, { latency: office(at), load: 10 });
      expect(done.transitions).toEqual([]);
      state = done.state;
    }
    const at = MONDAY + 3 * WEEK + 3 * HOUR;
    const slow = post(state, at, { latency: 500, load: 10 });
    expect(slow.transitions).toEqual([]);
    const both = post(slow.state, at + MINUTE, { load: 60, latency: 500 });
    expect(both.transitions).toMatchObject([
      { kind: 'firing', alert: { limit: 'latency outside what is usual and load above 50' } },
    ]);
    const over = post(both.state, at + 2 * MINUTE, { load: 60, latency: 20 });
    expect(over.transitions).toMatchObject([{ kind: 'resolved', reason: 'recovered' }]);
  });

  test.each([
    ['before', ['usual', 'limit']],
    ['behind', ['limit', 'usual']],
  ] as const)('may be asked of the same series %s the limit', (_, order) => {
    const terms = {
      usual: { ...term, metric: 'latency', usual },
      limit: { ...term, metric: 'latency', condition: above50 },
    };
    const by = ruleSet({
      ...joined('all'),
      across: { kind: 'all', terms: order.map((one) => terms[one]) },
    });
    let state: SubjectState | undefined;
    for (let at = MONDAY; at < MONDAY + WARM_UP; at += 15 * MINUTE) {
      const done = post(state, at, { latency: 20 }, { by });
      expect(done.transitions).toEqual([]);
      state = done.state;
    }
    const unusualOnly = post(state, MONDAY + WARM_UP, { latency: 45 }, { by });
    expect(unusualOnly.transitions).toEqual([]);
    const at = MONDAY + WARM_UP + MINUTE;
    expect(post(unusualOnly.state, at, { latency: 500 }, { by }).transitions).toMatchObject([
      { kind: 'firing' },
    ]);
  });

  test.each(['all', 'any'] as const)('ends after a week where %s hold, and is learned', (kind) => {
    const by = ruleSet(joined(kind));
    let state: SubjectState | undefined;
    const told: string[] = [];
    const load = kind === 'all' ? 60 : 10;
    const play = (from: Instant, until: Instant, times: number) => {
      for (let at = from; at < until; at += 15 * MINUTE) {
        const done = post(state, at, { latency: times * office(at), load }, { by });
        told.push(
          ...done.transitions.map((one) => (one.kind === 'resolved' ? one.reason : one.kind)),
        );
        state = done.state && { ...done.state, outbox: [] };
      }
    };
    const from = MONDAY + WARM_UP;
    play(MONDAY, from, 1);
    play(from, from + 4 * WEEK, 10);
    expect(told.filter((one) => one !== 'firing')).toEqual(['became_usual']);
    expect(told.at(-1)).toBe('became_usual');
    play(from + 4 * WEEK, from + 4 * WEEK + HOUR, 1);
    expect(told.at(-1)).toBe('firing');
  });

  test('is learned of a series that takes the place of one that is gone', () => {
    const learnedOf = (state: SubjectState | undefined) =>
      Object.values(state?.series ?? {}).flatMap((one) =>
        one.kind === 'threshold' ? (one.learned ?? []).map(({ series }) => series) : [],
      );
    let state: SubjectState | undefined;
    for (let pod = 0; pod < 8; pod++) {
      state = post(
        state,
        MONDAY + pod * HOUR,
        { latency: 20 },
        { labels: { pod: `${pod}` } },
      ).state;
    }
    const early = post(state, MONDAY + DAY, { latency: 20 }, { labels: { pod: 'new' } });
    expect(learnedOf(early.state)).toHaveLength(8);
    expect(learnedOf(early.state)).not.toContainEqual(expect.stringContaining('new'));
    const later = post(state, MONDAY + WEEK, { latency: 20 }, { labels: { pod: 'new' } });
    expect(learnedOf(later.state)).toHaveLength(8);
    expect(learnedOf(later.state)).toContainEqual(expect.stringContaining('new'));
  });
});
