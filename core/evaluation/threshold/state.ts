import type { Alert, Reaches } from '../../alert/alert.ts';
import type { JsonNumber } from '../../sample/json-number.ts';
import type { Labels } from '../../sample/sample.ts';
import type { Instant } from '../../time/instant.ts';
import type { Kept } from './kept.ts';
import type { LatestValue } from './latest.ts';
import type { Learned } from './learned.ts';

/**
 * The state of a rule with a limit on one series of a subject, if there is anything to store. A
 * series that is healthy has no entry: a healthy subject costs no write.
 */
export interface ThresholdEntry {
  readonly kind: 'threshold';
  readonly rule: string;
  /**
   * With `unit` and `labels`, whether the rule as it is written today still applies to this series.
   */
  readonly metric: string;
  readonly unit?: string;
  /** The labels that distinguish the series from others of the subject. */
  readonly labels: Labels;
  readonly phase: 'healthy' | 'pending' | 'firing';
  /**
   * Sample time of the last change of the phase; 0: it has not changed yet. A sample not newer than
   * this is out of order and changes nothing.
   */
  readonly changedAt: Instant;
  /** Sample time since when the condition has held; for pending and firing. */
  readonly since?: Instant;
  /** Sample time of the newest breaching sample that was worth storing (`keepFiringFor`). */
  readonly lastBreachAt?: Instant;
  /**
   * For rules with a window: the last samples, newest last, at most `of`. Absent if none of them
   * breaches.
   */
  readonly window?: readonly { readonly at: Instant; readonly breach: boolean }[];
  /** For rules that join several series: the newest value of each. */
  readonly latest?: readonly LatestValue[];
  /** For rules over time: the samples of which their value is made. */
  readonly kept?: Kept;
  /** For rules that ask what is unusual: what has been learned of each of their series. */
  readonly learned?: readonly Learned[];
  /**
   * The breach on which no-data decisions are based: the one that began the pending state, or with
   * which the window ends; `at` is the platform time when it was received. What a forecast reaches
   * is known by the sample then, which need not be kept.
   */
  readonly heard?: {
    readonly at: Instant;
    readonly value?: JsonNumber;
    readonly reaches?: Reaches;
  };
  /**
   * For `keepFiringFor`, while firing: the newest values were normal, since the sample time `at`,
   * and the first of them was received at a platform time. Both are absent after a further breach;
   * `times` counts how often this was written.
   */
  readonly normal?: { readonly times: number; readonly at?: Instant; readonly heardAt?: Instant };
  /**
   * For a limit of one subject, while healthy: the sample with which values began to breach the
   * config's limit and not this one. It counts as a breach when this limit has ended.
   */
  readonly spared?: { readonly at: Instant; readonly value: JsonNumber };
  /**
   * While firing: platform time since when its value is known not to breach the limit of today,
   * since a limit of one subject was set or has ended.
   */
  readonly doubtedAt?: Instant;
  /** Only of an alert of a process: platform time when that was heard of, as last written down. */
  readonly processHeardAt?: Instant;
  /** The alert as it was sent, while firing. */
  readonly alert?: Alert;
  /** Platform time when the firing alert was last sent or reasserted. */
  readonly assertedAt?: Instant;
}
