import type { Matcher } from '../alert/matcher.ts';
import type { Runbook } from '../alert/runbook.ts';
import type { Severity } from '../alert/severity.ts';
import type { Duration } from '../time/instant.ts';

/**
 * What makes an alert of a value. `clear` is where the alert clears again (hysteresis): a breached
 * `below` clears at or above it, an `above` at or below it, an `outside` inside `[clearLow,
 * clearHigh]`. It defaults to the limit itself.
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
  /** No sample from a known subject for this long. */
  | { readonly kind: 'absent'; readonly for: Duration };

/** A condition on the samples of a metric that makes an alert. */
export interface Rule {
  readonly name: string;
  /** What is wrong, in words that may leave in a page: no patient data. */
  readonly title: string;
  readonly service: string;
  readonly severity: Severity;
  readonly metric: string;
  /** On the sample's labels; `subject` and `unit` can be matched too. */
  readonly matchers: readonly Matcher[];
  readonly condition: Condition;
  /**
   * How long the condition must hold before the alert fires, in sample time; where no sample
   * contradicts it, by the platform's clock (see `silent`). 0: at the first sample.
   */
  readonly for: Duration;
  /** How long after the last breaching sample the alert keeps firing, in sample time. */
  readonly keepFiringFor: Duration;
  /** Fires when `breaches` of the last `of` samples breach, instead of at each one. */
  readonly window?: { readonly breaches: number; readonly of: number };
  /**
   * What silence makes of a wait, of a count of breaches, and of the end that `keepFiringFor`
   * delays. `fire`: the platform's clock decides where nothing contradicts. `wait`: samples alone
   * decide; after a week without any a wait is forgotten.
   */
  readonly silent: 'fire' | 'wait';
  readonly runbook?: Runbook;
  /** Its metric is sent only now and then: nobody misses it when it stays out for a day. */
  readonly seldomSent?: true;
}
