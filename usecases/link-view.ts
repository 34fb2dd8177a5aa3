import type { ActionOutcome } from '#core/incident/action.ts';
import type { IncidentCard } from '#core/messages/incident-card.ts';

/** What came of an answer, in words for the person who gave it. */
export interface LinkAnswer {
  /** `unproven`: what was sent came from no button of the page, and nothing was done. */
  readonly kind: Exclude<ActionOutcome['kind'], 'not_found'> | 'unproven';
  readonly text: string;
  /** What became of single incidents, where there were several. */
  readonly details?: readonly string[];
}

/**
 * An incident in the list of somebody's open incidents. `path` leads to the incident, below the
 * public URL.
 */
export interface InboxItem {
  readonly card: IncidentCard;
  /**
   * That of the link of a page about it, by which a form names it: its id, in which whoever tries
   * all record numbers would find the patient, stands in no page.
   */
  readonly token: string;
}

/** What somebody who followed a link sees. `form` is the token that its forms send back. */
export type LinkView =
  | {
      readonly kind: 'incident';
      readonly person: string;
      readonly card: IncidentCard;
      readonly form: string;
      readonly answer?: LinkAnswer;
      /** The person wants to resolve what still fires, and is asked whether that is meant. */
      readonly asks?: true;
    }
  | {
      readonly kind: 'inbox';
      readonly person: string;
      /** The worst, as many as one page shows; `more` are left. */
      readonly items: readonly InboxItem[];
      readonly more: number;
      /** So many of all of them need an answer. */
      readonly waiting: number;
      readonly form: string;
      readonly answer?: LinkAnswer;
    }
  /** The person wants to acknowledge all of these, and is asked whether that is meant. */
  | {
      readonly kind: 'question';
      readonly person: string;
      readonly items: readonly InboxItem[];
      /** So many that were listed need no answer any more. */
      readonly answered: number;
      /** So many others need an answer, which are not asked about. */
      readonly others: number;
      readonly form: string;
      readonly answer?: LinkAnswer;
    }
  /** It worked once: the incident is over, or the person is in the config no more. */
  | { readonly kind: 'expired' }
  /** The link is ours, but its incident is not stored any more. */
  | { readonly kind: 'gone' }
  /** We did not make it, or a character was lost on its way. */
  | { readonly kind: 'invalid' };
