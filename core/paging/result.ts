import type { RecordedAuthor } from '../actor/actor.ts';
import type { Undeliverable } from '../escalation/reason.ts';

/*
 * What became of a page is stored as a code with its data, like an entry of a timeline
 * (`messages/page-result-text.ts` has the words). A code keeps its meaning, and its data only grow.
 */

/** What SNS said instead of taking a message. */
export const PUBLISH_FAULTS = [
  'topic_missing',
  'message_refused',
  'not_permitted',
  'signature_refused',
  'endpoint_disabled',
  'key_not_permitted',
  'key_disabled',
  'key_unusable',
  'key_missing',
  'key_service_refused',
  /** It could not be reached or was busy: the only one that may pass by itself. */
  'unavailable',
] as const;

type FaultCode = (typeof PUBLISH_FAULTS)[number];

/** Why a publish failed; `error` is the name of the service's own error, which has no address. */
export type PublishFault = {
  readonly [Code in FaultCode]: { readonly code: Code; readonly error: string };
}[FaultCode];

/** Why a page that was ordered does not leave any more. */
export type Unwanted =
  | { readonly code: 'incident_unknown' }
  | {
      readonly code: 'incident_not_triggered';
      readonly status: 'acknowledged' | 'snoozed' | 'resolved';
    }
  | { readonly code: 'silenced'; readonly silence: string; readonly author?: RecordedAuthor }
  /** By an inhibit rule, while an alert of that incident fires. */
  | { readonly code: 'inhibited'; readonly rule: string; readonly incident: string }
  | { readonly code: 'declined'; readonly person: string }
  /** This person has answered, and is not asked again while the answers of others are wanted. */
  | { readonly code: 'answered'; readonly person: string }
  | { readonly code: 'reassigned' }
  | { readonly code: 'escalation_restarted' }
  | { readonly code: 'severity_pages_nobody' }
  /** It can wait for the hours of the service. */
  | { readonly code: 'outside_hours' }
  /** The incident has withdrawn it, and says itself why. */
  | { readonly code: 'incident_withdrew_it' }
  /** It has no outcome on record, and nobody is to be paged any more. */
  | { readonly code: 'no_outcome' };

/** What a version before codes has written: English. */
interface InWords {
  readonly code: 'text';
  readonly text: string;
}

/** The outcome of one attempt, or of a page as a whole. */
export type PageResult =
  /** It left in one message with `others` more. */
  | { readonly code: 'sent'; readonly message: string; readonly others: number }
  | PublishFault
  | Undeliverable
  | Unwanted
  | InWords;

export type PageResultCode = PageResult['code'];

/** Codes of attempts at which SNS was asked to take a page; in words nobody knows any more. */
const PUBLISHED: readonly string[] = ['sent', 'text', ...PUBLISH_FAULTS];

/** Whether SNS was asked to take the page, and it did not merely end. */
export function wasPublished({ code }: PageResult): boolean {
  return PUBLISHED.includes(code);
}

/** Why a page that was sent may reach nobody. */
export type PageDoubt = { readonly code: 'nobody_subscribed' } | InWords;
