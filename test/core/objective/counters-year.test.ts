import { describe, expect, test } from '@jest/globals';
import type { RatioIndicator } from '#core/objective/indicator.ts';
import type { Objective } from '#core/objective/objective.ts';
import { PAIRS, type Pair } from '#core/objective/pairs.ts';
import { Replay, type Replayed } from '#core/objective/replay.ts';
import type { Sample } from '#core/sample/sample.ts';
import { type Instant, MINUTE, SECOND } from '#core/time/instant.ts';
import { anObjective } from './oracle.ts';

/** How many days of traffic: a whole year in the nightly, which asks for other histories. */
const DAYS = process.env['SEED'] === 'random' ? 365 : 12;

const [FAST] = PAIRS as readonly [Pair];

/** Midnight in Stockholm: with few days it ends in the next quarter, on the day of new clocks. */
const QUARTER = Date.UTC(2026, 2, 31, 22);
const START = DAYS < 90 ? QUARTER - 9 * 1440 * MINUTE : Date.UTC(2025, 11, 31, 23);
const ZONE = 'Europe/Stockholm';

const INDICATOR: RatioIndicator = {
  kind: 'ratio',
  total: { metric: 'http_total', matchers: [] },
  part: { metric: 'http_bad_total', matchers: [] },
  partIs: 'bad',
};

const OBJECTIVE: Objective = anObjective({
  indicator: INDICATOR,
  method: 'occurrences',
  minBad: 1,
  pairs: [FAST],
  window: { kind: 'calendar', unit: 'quarter', timeZone: ZONE },
  blindAfter: null,
});

/** What two processes served in a minute, and whether one of them restarted before it. */
interface Served {
  readonly total: number;
  readonly bad: number;
  readonly restarts: boolean;
  /** Its sample is lost: what it counts is heard with the next one. */
  readonly isLost: boolean;
}

function traffic(minutes: number, seedOf: number): readonly Served[] {
  let seed = seedOf;
  const random = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed / 2_147_483_648;
  };
  let outage = 0;
  return Array.from({ length: minutes }, (_, minute) => {
    outage = outage > 0 ? outage - 1 : random() < 0.0008 ? Math.ceil(random() * 60) : 0;
    const byDay = 1 + Math.sin((minute / 1440) * 2 * Math.PI);
    const total = Math.floor(byDay * 20 * random());
    const share = outage > 0 ? random() : 0;
    const bad = Math.round(total * share);
    return { total, bad, restarts: random() < 0.002, isLost: random() < 0.01 };
  });
}

/** The counters of a process as they are sent: some again, some late, and from nothing anew. */
function samplesOf(served: readonly Served[], subject: string): readonly Sample[] {
  let [total, bad, since] = [1_000, 10, START - 24 * 60 * MINUTE];
  return served.flatMap((one, minute): readonly Sample[] => {
    const at = START + minute * MINUTE + 30 * SECOND;
    if (one.restarts) {
      [total, bad, since] = [0, 0, at - SECOND];
    }
    total += one.total;
    bad += one.bad;
    if (one.isLost) {
      return [];
    }
    const sample = { subject, at, since, labels: {} };
    const both = [
      { ...sample, metric: 'http_total', value: total },
      { ...sample, metric: 'http_bad_total', value: bad },
    ];
    return minute % 7 === 0 ? [...both, ...both] : both;
  });
}

/** What was counted of a minute. */
type Minutes = Float64Array;

/** The same by definition: it keeps what each minute had, and knows nothing of counters. */
class Oracle {
  readonly #total: Minutes;
  readonly #bad: Minutes;

  constructor(all: readonly (readonly Served[])[]) {
    const [first = []] = all;
    this.#total = new Float64Array(first.length);
    this.#bad = new Float64Array(first.length);
    for (const served of all) {
      this.#note(served);
    }
  }

  /** The first sample says where its counters stand. What a lost one had is spread to the next. */
  #note(served: readonly Served[]): void {
    let lost: Served[] = [];
    let isKnown = false;
    for (const [minute, one] of served.entries()) {
      // What a process served after its last sample dies with it.
      lost = one.restarts ? [one] : [...lost, one];
      isKnown ||= one.restarts;
      if (one.isLost) {
        continue;
      }
      if (isKnown) {
        const since = one.restarts ? 1 : Math.max(1, this.#sinceRestart(served, minute));
        const over = Math.min(since, this.#sinceHeard(served, minute));
        for (let back = 0; back < over; back++) {
          const sum = (key: 'total' | 'bad') => lost.reduce((all, { [key]: n }) => all + n, 0);
          this.#total[minute - back] = (this.#total[minute - back] ?? 0) + sum('total') / over;
          this.#bad[minute - back] = (this.#bad[minute - back] ?? 0) + sum('bad') / over;
        }
      }
      isKnown = true;
      lost = [];
    }
  }

  #sinceHeard(served: readonly Served[], minute: number): number {
    let back = 1;
    while (minute - back >= 0 && served[minute - back]?.isLost) {
      back += 1;
    }
    return back;
  }

  /** A process that restarted in a lost minute counts from within that minute. */
  #sinceRestart(served: readonly Served[], minute: number): number {
    for (let back = 1; back <= minute && served[minute - back]?.isLost; back++) {
      if (served[minute - back]?.restarts) {
        return back;
      }
    }
    return Number.POSITIVE_INFINITY;
  }

  sum(from: number, to: number): { readonly bad: number; readonly spent: number } {
    let [total, bad, minutes] = [0, 0, 0];
    for (let minute = Math.max(0, from); minute < to; minute++) {
      total += this.#total[minute] ?? 0;
      bad += this.#bad[minute] ?? 0;
      minutes += (this.#total[minute] ?? 0) > 0 ? 1 : 0;
    }
    return { bad, spent: bad === 0 ? 0 : (bad / total) * minutes * MINUTE };
  }
}

function lived(all: readonly (readonly Served[])[]): Replayed {
  const replay = new Replay(OBJECTIVE);
  const samples = all
    .flatMap((served, i) => samplesOf(served, `ehr-${i}`))
    .sort((a, b) => a.at - b.at);
  for (const sample of samples) {
    replay.take(sample, sample.metric === 'http_total' ? 'total' : 'part');
  }
  const replayed = replay.end(samples.at(-1)?.at ?? START);
  if (replayed === undefined) {
    throw new Error('nothing was counted');
  }
  return replayed;
}

describe(`${DAYS} days of made-up traffic, told by counters that restart, repeat and are lost,`, () => {
  const minutes = DAYS * 1440;
  const all = [traffic(minutes, 1), traffic(minutes, 20_261_129)];
  const oracle = new Oracle(all);
  const replayed = lived(all);

  test('spend of each quarter, also where the clocks are set, what an oracle that knows each event says', () => {
    const budgets = [...replayed.ended, replayed.judgement.budget];
    expect(budgets.length).toBeGreaterThan(1);
    for (const { from, to, spent } of budgets) {
      const [first, last] = [from, to].map((at) => Math.round((at - START) / MINUTE));
      expect(spent).toBeCloseTo(oracle.sum(first ?? 0, Math.min(last ?? 0, minutes)).spent, 0);
    }
  });

  test('alert to the minute when the oracle does', () => {
    const { judgement, ended } = replayed;
    const lengthAt = (now: Instant) => {
      const one = [...ended, judgement.budget].find(({ from, to }) => from < now && now <= to);
      return (one?.to ?? 0) - (one?.from ?? 0);
    };
    const expected: (readonly [Instant, boolean])[] = [];
    let isOn = false;
    for (let minute = 2; minute <= minutes; minute++) {
      // What is counted has been over for a minute.
      const now = START + minute * MINUTE;
      const [long, short] = [FAST.long, FAST.short].map((span) => ({
        ...oracle.sum(minute - span / MINUTE, minute - 1),
        span,
      }));
      const limit = (FAST.budget / FAST.long) * 0.001 * lengthAt(now);
      const isBurning = [long, short].every((one) => one && one.spent / one.span > limit);
      if (isBurning !== isOn) {
        expected.push([now, isBurning]);
        isOn = isBurning;
      }
    }
    const told = replayed.told.flatMap(({ at, until }): (readonly [Instant, boolean])[] =>
      until === undefined
        ? [[at, true]]
        : [
            [at, true],
            [until, false],
          ],
    );
    expect(expected.length).toBeGreaterThan(4);
    expect(told.map(([at, on]) => [(at - START) / MINUTE, on])).toEqual(
      expected.map(([at, on]) => [(at - START) / MINUTE, on]),
    );
  });
});
