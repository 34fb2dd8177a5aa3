import type { Sample } from '../sample/sample.ts';
import { DAY, type Instant, MINUTE } from '../time/instant.ts';
import { SampleCounter } from './count.ts';
import { GrowthCounter } from './count-growth.ts';
import type { Fault } from './fault.ts';
import { isOfCounters, type Role } from './indicator.ts';
import { type Budget, type Burning, type Judgement, judge } from './judge.ts';
import type { LeftOut, Meter } from './meter.ts';
import type { Objective } from './objective.ts';
import { begun, measuredUntil, type ObjectiveState } from './state.ts';
import { countedUntil } from './tally.ts';

/** What an objective would have told, from when on. */
export type Told = (
  | { readonly kind: 'burns'; readonly burning: Burning }
  | { readonly kind: 'blind' }
) & {
  readonly at: Instant;
  /** When it ended; undefined if it had not with the last sample. */
  readonly until?: Instant;
};

/** The outcome of a replay for an objective, or for one subject of it. */
export interface Replayed extends LeftOut {
  readonly judgement: Judgement;
  /** What was left of the months or quarters before, as far as they had samples: oldest first. */
  readonly ended: readonly Budget[];
  readonly told: readonly Told[];
  /** Which share of the minutes from its first sample to its newest had any. */
  readonly coverage: number;
}

/**
 * So long after its newest sample no pair of windows reaches back to it: three days, and the oldest
 * slot.
 */
const OUT_OF_SIGHT = 4 * DAY;

/**
 * Plays samples through an objective, in the order of time, on a clock that they drive: it is
 * judged at the end of each minute, also of those without samples.
 */
export class Replay {
  readonly #objective: Objective;
  readonly #told: Told[] = [];
  readonly #ended: Budget[] = [];
  readonly #meter: Meter;
  #state: ObjectiveState;
  #minute: number | undefined;
  #judgement: Judgement | undefined;
  #first: Instant | undefined;
  #measured = 0;
  #fault: Fault | undefined;

  constructor(objective: Objective) {
    this.#objective = objective;
    this.#meter = meterOf(objective);
    this.#state = begun(objective);
  }

  take(sample: Sample, role: Role): void {
    this.#first ??= sample.at;
    this.#advance(sample.at);
    this.#meter.add(sample, role);
  }

  /** Why not all of it could be counted so far. */
  get fault(): Fault | undefined {
    return this.#fault;
  }

  /**
   * Goes on to the end of the minute of a moment, and returns the outcome; undefined if no sample
   * has counted.
   */
  end(at: Instant): Replayed | undefined {
    this.#advance(at + MINUTE);
    if (this.#minute !== undefined && !this.#meter.isEmpty) {
      const now = this.#minute * MINUTE;
      this.#judge(now, now);
    }
    const judgement = this.#judgement;
    if (judgement === undefined) {
      return undefined;
    }
    const until = measuredUntil(this.#state);
    const minutes = minuteOf(until) - minuteOf(this.#first ?? until);
    const coverage = Math.min(1, this.#measured / minutes);
    const [ended, told] = [this.#ended, this.#told];
    return { judgement, ended, told, coverage, ...this.#meter.leftOut };
  }

  #advance(to: Instant): void {
    const minute = minuteOf(to);
    this.#minute ??= minute;
    while (this.#minute < minute) {
      this.#minute = this.#next(this.#minute, minute);
      this.#judge(this.#minute * MINUTE);
    }
  }

  /**
   * Returns the next minute at which something can change, at most `last`: a gap of years in a
   * recording costs no more than one of days. The month or quarter of the newest sample is judged
   * at its end, wherever that lies.
   */
  #next(minute: number, last: number): number {
    const until = measuredUntil(this.#state);
    const quiet = Math.max(OUT_OF_SIGHT, this.#objective.blindAfter ?? 0) + MINUTE;
    if (until === 0 || !this.#meter.isEmpty || minute * MINUTE < until + quiet) {
      return minute + 1;
    }
    const ends = (this.#state.period?.to ?? 0) / MINUTE;
    return ends > minute ? Math.min(ends, last) : last;
  }

  #judge(now: Instant, until: Instant = countedUntil(this.#objective, now)): void {
    const { state, minutes, fault } = this.#meter.into(this.#state, until);
    this.#state = state;
    this.#measured += minutes;
    this.#fault = fault ?? this.#fault;
    if (measuredUntil(this.#state) > 0) {
      const before = this.#judgement;
      const judgement = judge(this.#objective, this.#state, now, { before: before?.burning });
      this.#judgement = judgement;
      this.#keepEnded(before?.budget, judgement.budget);
      this.#tellBurning(now, before?.burning, judgement.burning);
      this.#tellBlind(now, before?.isBlind ?? false, judgement.isBlind);
    }
  }

  /**
   * A window that rolls ends with the recording only. The last minute of a quarter may be counted
   * after its end.
   */
  #keepEnded(before: Budget | undefined, { from }: Budget): void {
    const isCalendar = this.#objective.window.kind === 'calendar';
    if (isCalendar && before !== undefined && before.from !== from && before.measured > 0) {
      const isKnown = this.#state.period?.from === before.from;
      this.#ended.push(isKnown ? judge(this.#objective, this.#state, before.to).budget : before);
    }
  }

  #tellBurning(at: Instant, before: Burning | undefined, burning: Burning | undefined): void {
    if (before?.pair !== burning?.pair) {
      this.#end('burns', at);
      if (burning !== undefined) {
        this.#told.push({ kind: 'burns', burning, at });
      }
    }
  }

  #tellBlind(at: Instant, was: boolean, is: boolean): void {
    if (is && !was) {
      this.#told.push({ kind: 'blind', at });
    } else if (was && !is) {
      this.#end('blind', at);
    }
  }

  #end(kind: Told['kind'], until: Instant): void {
    const last = this.#told.findLastIndex((one) => one.kind === kind);
    const told = this.#told[last];
    if (told !== undefined && told.until === undefined) {
      this.#told[last] = { ...told, until };
    }
  }
}

function meterOf({ indicator, ...objective }: Objective): Meter {
  if (indicator.kind === 'heartbeat') {
    throw new Error('a heartbeat has no samples that could be played');
  }
  return isOfCounters(indicator)
    ? new GrowthCounter(objective, indicator)
    : new SampleCounter(objective, indicator);
}

const minuteOf = (at: Instant) => Math.floor(at / MINUTE);
