import type { Actor } from '../actor/actor.ts';
import type { Target } from '../escalation/policy.ts';
import type { Instant } from '../time/instant.ts';
import type { Incident } from './incident.ts';

/** A person's action on an incident, and who the person is. */
export type Action = Actor & Deed;

type Deed =
  | { readonly kind: 'acknowledge' }
  /**
   * Takes responsibility over from whoever has it. `from`: only from this person, whom the actor
   * was shown; absent: from anybody.
   */
  | { readonly kind: 'take_over'; readonly from?: string }
  | { readonly kind: 'decline' }
  | { readonly kind: 'escalate' }
  /**
   * `unlessFiring`: only if none of its alerts breaches; otherwise the person must confirm it
   * first.
   */
  | { readonly kind: 'resolve'; readonly unlessFiring?: true }
  /** Undoes a manual resolution, as long as that is possible. */
  | { readonly kind: 'undo' }
  | { readonly kind: 'snooze'; readonly until: Instant }
  | { readonly kind: 'reassign'; readonly to: Target }
  | { readonly kind: 'note'; readonly text: string }
  /** Says that it asked for nothing that anybody had to do, or takes that back. */
  | { readonly kind: 'mark_noise' | 'unmark_noise' };

/** The outcome of an action, in words for the person who acted. */
export type ActionOutcome =
  | { readonly kind: 'done'; readonly text: string; readonly incident: Incident }
  /** Nothing changed, because it had been done before, by this person or another. */
  | { readonly kind: 'already'; readonly text: string; readonly incident: Incident }
  /** Nothing was done, because alerts still fire: the person has to confirm it. */
  | {
      readonly kind: 'unconfirmed';
      readonly text: string;
      readonly incident: Incident;
    }
  /** It is not possible for this incident, e.g. to acknowledge a resolved one. */
  | { readonly kind: 'refused'; readonly text: string; readonly incident: Incident }
  | { readonly kind: 'not_found'; readonly text: string };
