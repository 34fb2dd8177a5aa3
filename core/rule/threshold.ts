import type { Matcher } from '../alert/matcher.ts';
import { durationInWords } from '../time/duration.ts';
import type { Duration } from '../time/instant.ts';
import { type OverTime, overTimeInWords } from './over-time.ts';
import type { Bounds, PersonalLimit } from './personal-limit.ts';
import type { RuleBase } from './rule-base.ts';
import type { RuleKind } from './rule-kind.ts';
import { sideInWords, type Usual } from './usual.ts';

/**
 * Which values breach. `clear` is the limit at which the alert clears again (hysteresis): a
 * breached `below` clears at or above it, an `above` at or below it, an `outside` inside
 * `[clearLow, clearHigh]`. It defaults to the limit itself. `stuck` judges for how long the value
 * has been the same.
 */
export type Condition =
  | { readonly kind: 'below'; readonly limit: number; readonly clear: number }
  | { readonly kind: 'above'; readonly limit: number; readonly clear: number }
  | {
      readonly kind: 'outside';
      readonly low: number;
      readonly high: number;
      readonly clearLow: number;
      readonly clearHigh: number;
    }
  | { readonly kind: 'equals'; readonly value: number }
  | { readonly kind: 'stuck'; readonly after: Duration };

/** A part of a rule that joins several series: what it reads, and how old values may be. */
export interface Term {
  readonly metric: string;
  readonly matchers: readonly Matcher[];
  readonly maxAge: Duration;
  /** Of a part of `all` and `any`. */
  readonly condition?: Condition;
  /** Of a part that asks what is unusual: that has the value 1, and `condition` asks for it. */
  readonly usual?: Usual;
}

/** What joins the newest values of several series; a `ratio` is that of its two terms. */
export interface Across {
  readonly kind: 'all' | 'any' | 'sum' | 'max' | 'min' | 'ratio';
  readonly terms: readonly Term[];
}

/** A rule that makes one alert of several series of a subject. */
export type RuleAcross = ThresholdRule & { readonly across: Across };

/** A condition that the values of a metric must not meet. */
export interface ThresholdRule extends RuleBase {
  readonly kind: 'threshold';
  readonly condition: Condition;
  /** What is judged in place of each sample, if it is made of several. */
  readonly over?: OverTime;
  /**
   * What is judged in place of each sample, if it is made of several series. Joined conditions have
   * the value 1 if they hold, and `condition` asks for that.
   */
  readonly across?: Across;
  /**
   * With what values are compared. What is unusual has the value 1, and `condition` asks for that.
   */
  readonly usual?: Usual;
  /**
   * How long the condition must hold before the alert fires, in sample time; if no sample
   * contradicts it, by the platform's clock (see `silent`). 0: at the first sample.
   */
  readonly for: Duration;
  /** How long after the last breaching sample the alert keeps firing, in sample time. */
  readonly keepFiringFor: Duration;
  /** Fires when `breaches` of the last `of` samples breach, instead of at each one. */
  readonly window?: { readonly breaches: number; readonly of: number };
  /**
   * The effect of missing data on a pending alert, on a count of breaches, and on the end that
   * `keepFiringFor` delays. `fire`: the platform's clock decides if nothing contradicts. `wait`:
   * samples alone decide; a pending alert is forgotten after a week without any.
   */
  readonly silent: 'fire' | 'wait';
  /** Where limits for single subjects may lie; without it none may be set. */
  readonly bounds?: Bounds;
  /** The limit of one subject that stands in `condition`, and the condition that it replaces. */
  readonly personal?: { readonly limit: PersonalLimit; readonly own: Condition };
}

export function isAcross(rule: ThresholdRule): rule is RuleAcross {
  return rule.across !== undefined;
}

/**
 * Whether a value breaches. While the alert fires the limits for clearing count instead: it stays
 * until the value has passed them.
 */
export function breaches(condition: Condition, value: number, firing: boolean): boolean {
  switch (condition.kind) {
    case 'below':
      return value < (firing ? condition.clear : condition.limit);
    case 'above':
      return value > (firing ? condition.clear : condition.limit);
    case 'outside':
      return firing
        ? value < condition.clearLow || value > condition.clearHigh
        : value < condition.low || value > condition.high;
    case 'equals':
      return value === condition.value;
    case 'stuck':
      return value >= condition.after;
  }
}

/**
 * Returns every limit of a condition: values between the same limits are judged alike, whether the
 * alert fires or not.
 */
export function allLimits(condition: Condition): readonly number[] {
  switch (condition.kind) {
    case 'below':
    case 'above':
      return [condition.limit, condition.clear];
    case 'outside':
      return [condition.low, condition.high, condition.clearLow, condition.clearHigh];
    case 'equals':
      return [condition.value];
    case 'stuck':
      return [condition.after];
  }
}

export const THRESHOLD_RULE: RuleKind<ThresholdRule> = {
  limitInWords({ condition, over, across, usual }) {
    if (across !== undefined) {
      return acrossInWords(across, { condition, usual });
    }
    const words = judgedInWords({ condition, usual });
    return over === undefined || condition.kind === 'stuck'
      ? words
      : `${overTimeInWords(over)} ${words}`;
  },
  breachingValue(rule) {
    return judgesEach(rule) ? breachingValue(rule.condition) : undefined;
  },
  firesAtOnce: (rule) => rule.for === 0 && rule.window === undefined && judgesEach(rule),
};

/** Returns for how long a rule learns before it judges, if it or a part of it does. */
export function warmUpOf({ usual, across }: ThresholdRule): Duration | undefined {
  return usual?.warmUp ?? across?.terms.find((term) => term.usual !== undefined)?.usual?.warmUp;
}

/** Whether its condition judges each sample, and nothing that is made of more than one. */
export function judgesEach({ over, across, usual }: ThresholdRule): boolean {
  return (over ?? across ?? usual) === undefined;
}

type Judging = Pick<ThresholdRule, 'condition'> & { readonly usual?: Usual | undefined };

function judgedInWords({ condition, usual }: Judging): string {
  return usual === undefined ? conditionInWords(condition) : sideInWords(usual);
}

/** Describes it in words: `heart_rate above 110 and systolic_bp below 90`. */
function acrossInWords({ kind, terms }: Across, judged: Judging): string {
  switch (kind) {
    case 'all':
    case 'any':
      return terms
        .map((term) => `${term.metric} ${judgedInWords({ ...judged, ...term })}`)
        .join(kind === 'all' ? ' and ' : ' or ');
    case 'ratio':
      return `ratio to ${terms[1]?.metric ?? ''} ${judgedInWords(judged)}`;
    default:
      return `${kind} of series ${judgedInWords(judged)}`;
  }
}

/** `core/messages/direction.ts` reads the side of the limit back out of these words. */
function conditionInWords(condition: Condition): string {
  switch (condition.kind) {
    case 'below':
      return `below ${condition.limit}`;
    case 'above':
      return `above ${condition.limit}`;
    case 'outside':
      return `outside ${condition.low} to ${condition.high}`;
    case 'equals':
      return `equals ${condition.value}`;
    case 'stuck':
      return `the same value for ${durationInWords(condition.after)}`;
  }
}

function breachingValue(condition: Condition): number | undefined {
  switch (condition.kind) {
    case 'below':
      return condition.limit - 1;
    case 'above':
      return condition.limit + 1;
    case 'outside':
      return condition.low - 1;
    case 'equals':
      return condition.value;
    case 'stuck':
      return undefined;
  }
}
