import type { LinkAction } from '#core/messages/incident-card.ts';
import type { LinkAnswer } from './link-view.ts';

/** What somebody pressed on the page of a link. */
export interface LinkRequest {
  readonly action: LinkAction;
  /** The token of the form: see `signForm`. */
  readonly form: string;
  /** Resolving what still fires is meant, or acknowledging all that were listed. */
  readonly confirmed: boolean;
  /** On a list: the one that is meant, and all that need an answer there, in order. */
  readonly one?: string;
  readonly shown: readonly string[];
}

/**
 * The answer to what came from no button of a page of ours as it is now: nothing is done, and the
 * page stands there anew, with a token for its button.
 */
export const UNPROVEN: LinkAnswer = {
  kind: 'unproven',
  text: 'Nothing was done yet: this page was opened anew. Press the button now.',
};
