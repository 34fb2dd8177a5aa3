import type { Severity } from '../alert/severity.ts';
import type { Channel } from '../responder/channel.ts';
import type { Instant } from '../time/instant.ts';

/*
 * Why somebody cannot be paged, as data: these are stored in timelines. `in-words.ts` has the
 * words.
 */

/** Why a person cannot be paged; without `severity`: about anything. */
export type Unreachable =
  | { readonly code: 'not_in_config'; readonly person: string }
  | { readonly code: 'no_contact_method'; readonly person: string }
  | {
      readonly code: 'no_notification_rule';
      readonly person: string;
      readonly severity?: Severity;
    };

/** Why a schedule leads to nobody; without `until`: for as long as is looked ahead. */
type Unstaffed =
  | { readonly code: 'no_such_schedule'; readonly schedule: string }
  | { readonly code: 'nobody_on_call'; readonly schedule: string; readonly until?: Instant };

/** Why a target of a step reaches nobody. */
export type EmptyTarget = Unreachable | Unstaffed;

/** The codes of `EmptyTarget`. */
export const EMPTY_TARGETS = [
  'not_in_config',
  'no_contact_method',
  'no_notification_rule',
  'no_such_schedule',
  'nobody_on_call',
] as const satisfies readonly EmptyTarget['code'][];

/** Why a page that was planned for somebody can go there no more. */
export type Undeliverable =
  | { readonly code: 'left_config'; readonly person: string }
  | { readonly code: 'channel_gone'; readonly person: string; readonly channel: Channel };

/** An override that did not count, and why. */
export interface PassedOverNote {
  readonly person: string;
  readonly schedule: string;
  readonly why: Unreachable;
}
