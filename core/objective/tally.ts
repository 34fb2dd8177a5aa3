import { fingerprint } from '../alert/fingerprint.ts';
import { type Duration, HOUR, type Instant, MINUTE } from '../time/instant.ts';
import type { Counts, CountsByMinute, Points } from './absorb.ts';
import { type Bounds, nextTo } from './fault.ts';
import type { CounterPoint } from './growth.ts';
import { type Indicator, isOfCounters } from './indicator.ts';
import type { Objective } from './objective.ts';
import { MINUTES } from './state.ts';

/** What one request held of an objective, of one minute of sample time. */
export interface SampleTally extends Counts {
  /** Of which objective, and counted how; see `talliesOf`. */
  readonly of: string;
  /** Whose budget it is; empty where all subjects share one. */
  readonly subject: string;
  /** When its minute begins. */
  readonly at: Instant;
  /** A hash of the samples: the same ones, sent again, are the same tally. */
  readonly batch: string;
  /** Which samples were good and bad, so that they count once in whatever requests they come. */
  readonly samples?: SampleHashes;
  /** Of counters: what they were, in place of what was good and bad. */
  readonly points?: readonly CounterPoint[];
  /** Whether the request held more points, which are left out. */
  readonly isCut?: true;
  /** Bounds of other buckets of the histogram, next to the one that is asked for. */
  readonly bounds?: Bounds;
}

/** Hashes of samples, by series and time, one behind the other; see `sampleHashes`. */
export interface SampleHashes {
  readonly good: string;
  readonly bad: string;
}

/** How many points of counters a tally holds: 60 KB. */
export const MAX_POINTS = 1_000;

/** Of so many samples a tally tells which they were: 20 KB. */
export const MAX_SAMPLES = 2_000;

/** 40 bits: of 10,000 samples of a minute two have the same hash once in 20,000 minutes. */
const HASH_LENGTH = 10;

/** Returns the hashes of samples, the same in whatever order they come. */
export function sampleHashes(samples: readonly string[]): string {
  const hashes = samples.map((one) => fingerprint([one]).slice(-HASH_LENGTH));
  return hashes.sort().join('');
}

/**
 * A part and its total may come in requests of their own (Prometheus sends series by several
 * shards), and a total without its part would be all bad, or all good: so a minute of counters is
 * counted when it has been over for so long.
 */
const SETTLED_AFTER: Duration = MINUTE;

/**
 * So long back a sample counts, and its tally is read: as far as minutes can still change. It is
 * kept a while longer, as a clock may be late.
 */
export const TALLIED_FOR: Duration = MINUTES.count * MINUTE;
export const TALLIES_KEPT: Duration = TALLIED_FOR + HOUR;

/**
 * Names what an objective counts, and how. Where that changes its budget begins anew, since what
 * was counted before was something else; what it promises, and when it alerts, may change.
 */
export function countingOf(objective: Objective): string {
  const known = countings.get(objective) ?? nameCounting(objective);
  countings.set(objective, known);
  return known;
}

/** The clock asks for each of a hundred budgets, several times a minute. */
const countings = new WeakMap<Objective, string>();

function nameCounting(objective: Objective): string {
  const { indicator, isPerSubject, method, sliceTarget, window } = objective;
  const span = window.kind === 'rolling' ? ['rolling'] : [window.unit, window.timeZone];
  const all = [...identityOf(indicator), isPerSubject, method, sliceTarget, span];
  return fingerprint(['wardbell', 'counting', JSON.stringify(all)]);
}

/** Always in the same order, whatever that of the keys. */
function identityOf(indicator: Indicator): readonly unknown[] {
  switch (indicator.kind) {
    case 'values': {
      const { metric, matchers, good, speaksFor } = indicator;
      return [metric, matchers, good.kind, good.limit, ...(speaksFor ? [speaksFor] : [])];
    }
    case 'ratio': {
      const { total, part, partIs } = indicator;
      return ['ratio', total.metric, total.matchers, part.metric, part.matchers, partIs];
    }
    case 'histogram':
      return ['histogram', indicator.metric, indicator.matchers, indicator.atMost];
    case 'heartbeat':
      return ['heartbeat', indicator.heartbeat];
  }
}

/** Returns before which time is counted what there is: whole minutes, which are over. */
export function countedUntil({ indicator }: Pick<Objective, 'indicator'>, now: Instant): Instant {
  const over = Math.floor(now / MINUTE) * MINUTE;
  return isOfCounters(indicator) ? over - SETTLED_AFTER : over;
}

/** Returns what the tallies of an objective are stored under. */
export function talliesOf(objective: Objective): string {
  return `${objective.name}#${countingOf(objective)}`;
}

/** Returns the place of a tally among those of its objective, which sorts by time. */
export function tallyPlace({ at, batch }: Pick<SampleTally, 'at' | 'batch'>): string {
  return `${placesFrom(at)}#${batch}`;
}

/** Returns what is not behind the place of any tally of that time or later. */
export function placesFrom(at: Instant): string {
  return String(Math.max(0, at)).padStart(15, '0');
}

/** What is known of one budget's minutes: how many samples were good and bad, or of counters. */
export interface Measured {
  readonly minutes: CountsByMinute;
  readonly points?: Points;
}

/**
 * Sums tallies by subject and minute, and gathers the points of counters. They are to come in the
 * order of their time, since samples that came before are remembered for a minute at once.
 */
export class TallySums {
  readonly #indicator: Indicator;
  readonly #seen = new Set<string>();
  #seenAt: Instant | undefined;
  readonly #bySubject = new Map<string, { minutes: Map<number, Counts>; points: Gathered }>();

  constructor({ indicator }: Pick<Objective, 'indicator'>) {
    this.#indicator = indicator;
  }

  add(tally: SampleTally): void {
    const { subject, at, points = [], isCut, bounds = {} } = tally;
    const known = this.#bySubject.get(subject) ?? {
      minutes: new Map<number, Counts>(),
      points: { points: [], bounds: {}, isCut: false },
    };
    this.#bySubject.set(subject, known);
    if (!isOfCounters(this.#indicator)) {
      const minute = Math.floor(at / MINUTE);
      const { good, bad } = known.minutes.get(minute) ?? { good: 0, bad: 0 };
      const more = this.#unseen(tally);
      known.minutes.set(minute, { good: good + more.good, bad: bad + more.bad });
      return;
    }
    for (const point of points) {
      known.points.points.push(point);
    }
    known.points.isCut ||= isCut === true;
    if (this.#indicator.kind === 'histogram') {
      known.points.bounds = nextTo(this.#indicator.atMost, known.points.bounds, bounds);
    }
  }

  /** Returns what a tally counts of samples that no other of its minute has counted. */
  #unseen({ at, good, bad, samples }: SampleTally): Counts {
    if (at !== this.#seenAt) {
      this.#seenAt = at;
      this.#seen.clear();
    }
    return samples === undefined
      ? { good, bad }
      : { good: this.#countNew(samples.good), bad: this.#countNew(samples.bad) };
  }

  #countNew(hashes: string): number {
    const before = this.#seen.size;
    for (let i = 0; i < hashes.length; i += HASH_LENGTH) {
      this.#seen.add(hashes.slice(i, i + HASH_LENGTH));
    }
    return this.#seen.size - before;
  }

  get bySubject(): ReadonlyMap<string, Measured> {
    return this.#bySubject;
  }
}

interface Gathered extends Points {
  readonly points: CounterPoint[];
  bounds: Bounds;
  isCut: boolean;
}
