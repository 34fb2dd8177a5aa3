import { fingerprint } from '../alert/fingerprint.ts';
import { type Duration, HOUR, type Instant, MINUTE } from '../time/instant.ts';
import type { Counts, CountsByMinute } from './absorb.ts';
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
}

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
  const { metric, matchers, good, isPerSubject, method, sliceTarget, window } = objective;
  const span = window.kind === 'rolling' ? ['rolling'] : [window.unit, window.timeZone];
  const all = [metric, matchers, good.kind, good.limit, isPerSubject, method, sliceTarget, span];
  return fingerprint(['wardbell', 'counting', JSON.stringify(all)]);
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

/** Sums tallies by subject and minute. */
export class TallySums {
  readonly #bySubject = new Map<string, Map<number, Counts>>();

  add({ subject, at, good, bad }: SampleTally): void {
    const minutes = this.#bySubject.get(subject) ?? new Map<number, Counts>();
    const minute = Math.floor(at / MINUTE);
    const known = minutes.get(minute) ?? { good: 0, bad: 0 };
    minutes.set(minute, { good: known.good + good, bad: known.bad + bad });
    this.#bySubject.set(subject, minutes);
  }

  get bySubject(): ReadonlyMap<string, CountsByMinute> {
    return this.#bySubject;
  }
}
