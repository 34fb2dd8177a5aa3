import { type Actor, type Author, isSameAuthor } from '../actor/actor.ts';
import type { JsonNumber } from '../sample/json-number.ts';
import type { Labels } from '../sample/sample.ts';
import type { Instant } from '../time/instant.ts';
import type { Severity } from './severity.ts';

/** The protocols by which external alerts arrive. */
export const ALERT_SOURCES = ['alertmanager', 'pagerduty', 'cloudwatch'] as const;

/** `wardbell` is the source of alerts about faults of senders. */
type AlertSource = (typeof ALERT_SOURCES)[number] | 'wardbell';

/**
 * The sender's details of an external alert. They may name a patient, so they never leave in a
 * page.
 */
export interface ExternalAlertDetails {
  readonly source: AlertSource;
  /** The name of the key with which it came, or a substitute for one. */
  readonly key: string;
  readonly annotations: Labels;
  /**
   * The severity that its sender gave, if a route may have changed it: routes match on this one.
   */
  readonly severity?: Severity;
  /** The sender's page about it. */
  readonly url?: string;
}

/** What an alert of a score tells of it. */
export interface AlertScore {
  /** The total of what is known; what is missing can make it `high`. */
  readonly low: number;
  readonly high: number;
  /** The total that it had before, and when. */
  readonly before?: { readonly total: number; readonly at: Instant };
  /** Each parameter: its points, and when they were last confirmed; neither if it is missing. */
  readonly parameters: readonly {
    readonly name: string;
    readonly points?: number;
    readonly at?: Instant;
  }[];
  /** Oxygen scale 2 of NEWS2 counts, by the order of a clinician. */
  readonly oxygenScale?: 2;
}

/** Which limit a value will reach if it goes on as it does, and when. */
export interface Reaches {
  readonly limit: number;
  readonly at: Instant;
}

/**
 * A breach of one rule by one series of one subject, or an external alert, as its incident gets it.
 */
export interface Alert {
  /**
   * The identity of the alert: the same rule, subject and series labels always give the same 16 hex
   * digits.
   */
  readonly fingerprint: string;
  /** The rule that made it, or the sender's name for it. */
  readonly rule: string;
  readonly service: string;
  /** The group key that decides which alerts share an incident; see `groupKey`. */
  readonly groupKey: string;
  readonly subject: string;
  /** Empty if the alert is external. */
  readonly metric: string;
  /** The labels of the series. They may name a patient, so they never leave in a page. */
  readonly labels: Labels;
  readonly severity: Severity;
  /**
   * The title, in words that may leave in a page: the rule's title, or the sender's summary of an
   * external alert; never a label.
   */
  readonly title: string;
  /** The value that tripped it and its unit; absent if nothing was measured (`absent` rules). */
  readonly value?: JsonNumber;
  readonly unit?: string;
  /**
   * The limit that was tripped in words, e.g. `below 88`, which IEC 60601-1-8, 6.12.2, requires in
   * the log. Empty if the alert is external.
   */
  readonly limit: string;
  /** Who has set that limit, or ordered the scale of its score, for its subject alone. */
  readonly limitSetBy?: Author;
  /** Of a forecast, as it was when it fired; absent if the limit was reached already. */
  readonly reaches?: Reaches;
  /** When the condition began, in sample time. */
  readonly startsAt: Instant;
  readonly sent?: ExternalAlertDetails;
  /** Only of the alert of a score, or about one that is incomplete. */
  readonly score?: AlertScore;
  /** The objective whose error budget it is about; of no other alert. */
  readonly objective?: string;
  /**
   * It fired by the platform's clock, without a further value that confirmed or contradicted it.
   */
  readonly unconfirmed?: true;
}

/**
 * Why an alert stopped firing. `no_further_breach`: its last value was normal, and no value
 * followed for as long as the alert keeps firing. `became_usual`: what was unusual has lasted for
 * so long that it is what its rule learns from now on.
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
  | 'ended_by_hand'
  | 'became_usual';

/**
 * The group key under which an alert continues, or was known before, after a change of the config.
 */
interface Moved {
  readonly movedTo?: string;
  readonly movedFrom?: string;
}

/**
 * The start or end of an alert. `seq` grows with every transition of a subject, so that a
 * redelivered old one is recognized. A firing alert is reasserted with a new `seq` at least every
 * 15 minutes. `at` is the platform time of the decision; the alert's `startsAt` is when the
 * condition began in sample time.
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
        /** The person who ended it, if one did, e.g. by retiring the subject. */
      } & Partial<Actor>)
  );

/** The explanation of `unconfirmed` for readers of the alert; it stays true after later values. */
export const UNCONFIRMED = 'nothing newer said otherwise';

/** Whether both breach the same limit, where one of them is that of a single subject. */
function isSameLimit(one: Alert, other: Alert): boolean {
  const [mine, theirs] = [one.limitSetBy, other.limitSetBy];
  return (
    (mine === undefined && theirs === undefined) ||
    (one.limit === other.limit && isSameAuthor(mine, theirs))
  );
}

/**
 * Whether two assertions of an alert have the same severity and, if they can change, as those of a
 * sender, of a score and of an objective do, the same texts.
 */
export function hasSameContent(one: Alert, other: Alert): boolean {
  const areLasting = (one.sent ?? one.score ?? one.objective) === undefined;
  const sameWords = areLasting || one.title === other.title;
  return (
    sameWords &&
    isSameLimit(one, other) &&
    one.severity === other.severity &&
    one.sent?.severity === other.sent?.severity
  );
}
