import type { Actor } from '../actor/actor.ts';
import type { Target } from '../escalation/policy.ts';
import type { Instant } from '../time/instant.ts';
import type { Incident } from './incident.ts';

/** What a person does to an incident, and who that is. */
export type Action = Actor & Deed;

type Deed =
  | { readonly kind: 'acknowledge' }
  /**
   * Takes responsibility from whoever has it. `from`: only from this person, whom whoever acts was
   * shown; absent: from anybody.
   */
  | { readonly kind: 'take_over'; readonly from?: string }
  | { readonly kind: 'decline' }
  | { readonly kind: 'escalate' }
  /**
   * `unlessFiring`: only where none of its alerts breaches; otherwise the person is asked first.
   */
  | { readonly kind: 'resolve'; readonly unlessFiring?: true }
  /** Takes back that it was resolved by hand, as long as that can be. */
  | { readonly kind: 'undo' }
  | { readonly kind: 'snooze'; readonly until: Instant }
  | { readonly kind: 'reassign'; readonly to: Target }
  | { readonly kind: 'note'; readonly text: string };

/** What came of an action, in words for the person who acted. */
export type ActionOutcome =
  | { readonly kind: 'done'; readonly text: string; readonly incident: Incident }
  /** Nothing changed, because it had been done before, by this person or another. */
  | { readonly kind: 'already'; readonly text: string; readonly incident: Incident }
  /** Nothing was done, because alerts still fire: the person has to say that it is meant. */
  | {
      readonly kind: 'unconfirmed';
      readonly text: string;
      readonly incident: Incident;
    }
  /** It cannot be done to this incident, e.g. acknowledging one that is resolved. */
  | { readonly kind: 'refused'; readonly text: string; readonly incident: Incident }
  | { readonly kind: 'not_found'; readonly text: string };
