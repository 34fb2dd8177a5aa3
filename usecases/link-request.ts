import type { LinkAction } from '#core/messages/incident-card.ts';
import type { LinkAnswer } from './link-view.ts';

/** The button that somebody pressed on the page of a link. */
export interface LinkRequest {
  readonly action: LinkAction;
  /** The token of the form: see `signForm`. */
  readonly form: string;
  /**
   * Confirms that the person means to resolve what still fires, or to acknowledge all that were
   * listed.
   */
  readonly confirmed: boolean;
  /** On a list: the incident that is meant, and all incidents that need an answer, in order. */
  readonly one?: string;
  readonly shown: readonly string[];
}

/**
 * The answer to a request without a valid form token: nothing is done, and the page is shown again
 * with a fresh token.
 */
export const UNPROVEN: LinkAnswer = {
  kind: 'unproven',
  text: 'Nothing was done yet: this page was opened anew. Press the button now.',
};
