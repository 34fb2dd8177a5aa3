import type { ActionOutcome } from '#core/incident/action.ts';
import type { IncidentCard } from '#core/messages/incident-card.ts';

/** The outcome of an answer, in words for the person who gave it. */
export interface LinkAnswer {
  /** `unproven`: the request had no valid form token, and nothing was done. */
  readonly kind: Exclude<ActionOutcome['kind'], 'not_found'> | 'unproven';
  readonly text: string;
  /** The outcome for each incident, if there were several. */
  readonly details?: readonly string[];
}

/**
 * An incident in the list of somebody's open incidents. `path` leads to the incident, below the
 * public URL.
 */
export interface InboxItem {
  readonly card: IncidentCard;
  /**
   * The token of a link to it, by which a form names it. The incident's id appears in no page,
   * because whoever tries all record numbers could find the patient by it.
   */
  readonly token: string;
}

/** What a person who followed a link sees. `form` is the token that its forms send back. */
export type LinkView =
  | {
      readonly kind: 'incident';
      readonly person: string;
      readonly card: IncidentCard;
      readonly form: string;
      readonly answer?: LinkAnswer;
      /** The person wants to resolve an incident that still fires, and must confirm it. */
      readonly asks?: true;
    }
  | {
      readonly kind: 'inbox';
      readonly person: string;
      /** The most severe ones that fit on one page; `more` counts the rest. */
      readonly items: readonly InboxItem[];
      readonly more: number;
      /** How many of all of them need an answer. */
      readonly waiting: number;
      readonly form: string;
      readonly answer?: LinkAnswer;
    }
  /** The person wants to acknowledge all of these, and must confirm it. */
  | {
      readonly kind: 'question';
      readonly person: string;
      readonly items: readonly InboxItem[];
      /** How many of those listed no longer need an answer. */
      readonly answered: number;
      /** How many others need an answer and are not part of the question. */
      readonly others: number;
      readonly form: string;
      readonly answer?: LinkAnswer;
    }
  /** The link worked once: the incident is over, or the person has left the config. */
  | { readonly kind: 'expired' }
  /** The link is ours, but its incident is no longer stored. */
  | { readonly kind: 'gone' }
  /** The link was not made by this platform, or lost a character on its way. */
  | { readonly kind: 'invalid' };
