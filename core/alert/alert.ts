import type { Actor } from '../actor/actor.ts';
import type { JsonNumber } from '../sample/json-number.ts';
import type { Labels } from '../sample/sample.ts';
import type { Instant } from '../time/instant.ts';
import type { Severity } from './severity.ts';

/** The doors by which external alerts arrive. */
export const ALERT_SOURCES = ['alertmanager', 'pagerduty', 'cloudwatch'] as const;

/** `wardbell` tells itself what is wrong with a sender. */
type AlertSource = (typeof ALERT_SOURCES)[number] | 'wardbell';

/**
 * What the sender of an external alert says of it. It may name a patient: it never leaves in a
 * page.
 */
export interface ExternalAlertDetails {
  readonly source: AlertSource;
  /** The name of the key with which it came, or what stands for one. */
  readonly key: string;
  readonly annotations: Labels;
  /**
   * How bad its sender says it is, once a route has been asked: routes may say otherwise, and go by
   * this.
   */
  readonly severity?: Severity;
  /** Where its sender shows more of it. */
  readonly url?: string;
}

/**
 * One rule breached for one series of one subject, or an external alert, as it is told
 * to the incident.
 */
export interface Alert {
  /** Its identity: the same rule, subject and series labels always give the same 16 hex digits. */
  readonly fingerprint: string;
  /** The rule that made it, or what its sender calls it. */
  readonly rule: string;
  readonly service: string;
  /** What it shares an incident with; see `groupKey`. */
  readonly groupKey: string;
  readonly subject: string;
  /** Empty where the alert is external. */
  readonly metric: string;
  /** The labels of the series. They may name a patient: they never leave in a page. */
  readonly labels: Labels;
  readonly severity: Severity;
  /**
   * What is wrong in words that may leave in a page: the rule's title, or the summary of whoever
   * sent it as an external alert; never a label.
   */
  readonly title: string;
  /** The value that tripped it and its unit; absent where nothing was measured (`absent` rules). */
  readonly value?: JsonNumber;
  readonly unit?: string;
  /**
   * The limit that was tripped in words, e.g. `below 88`: IEC 60601-1-8, 6.12.2, asks for it in the
   * log. Empty where the alert is external.
   */
  readonly limit: string;
  /** Since when the condition has held, in sample time. */
  readonly startsAt: Instant;
  readonly sent?: ExternalAlertDetails;
  /** It fired by the platform's clock: no value had come that confirmed or contradicted it. */
  readonly unconfirmed?: true;
}

/**
 * Why an alert ceased to fire. `no_further_breach`: its last value was normal, and then nothing
 * came for as long as it keeps firing.
 */
export type ResolveReason =
  | 'recovered'
  | 'no_further_breach'
  | 'reporting_again'
  | 'rule_removed'
  | 'rule_changed'
  | 'subject_retired'
  | 'ended_by_sender'
  | 'not_sent_again'
  | 'instance_gone'
  | 'entered_in_error'
  | 'ended_by_hand';

/** The group key under which an alert goes on, or was known before: the config has changed. */
interface Moved {
  readonly movedTo?: string;
  readonly movedFrom?: string;
}

/**
 * An alert starting or ceasing to fire. `seq` grows with every transition of a subject, so that an
 * old one that arrives again is known as old. A firing alert is asserted again (a new `seq`) at
 * least every 15 minutes. `at` is the platform time when it was decided; when the condition began
 * in sample time is the alert's `startsAt`.
 */
export type Transition = Moved &
  (
    | { readonly kind: 'firing'; readonly alert: Alert; readonly seq: number; readonly at: Instant }
    | ({
        readonly kind: 'resolved';
        readonly alert: Alert;
        readonly seq: number;
        readonly at: Instant;
        readonly reason: ResolveReason;
        /** And who ended it, where somebody did: retired the subject, say. */
      } & Partial<Actor>)
  );

/**
 * What `unconfirmed` means, for whoever reads of the alert; true also when values have come since.
 */
export const UNCONFIRMED = 'nothing newer said otherwise';

/**
 * Whether two tellings of an alert say the same of how bad it is and, where a sender's words can
 * change, of what is wrong.
 */
export function hasSameContent(one: Alert, other: Alert): boolean {
  const sameWords = one.sent === undefined || one.title === other.title;
  return (
    sameWords && one.severity === other.severity && one.sent?.severity === other.sent?.severity
  );
}
