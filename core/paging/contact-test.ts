import type { Actor } from '../actor/actor.ts';
import type { Instant } from '../time/instant.ts';
import type { Recipient } from './contact.ts';
import type { PageDoubt, PublishFault } from './result.ts';

/** What SNS said to a test page; whether it arrived only its owner can tell. */
export type ContactTestResult =
  | { readonly outcome: 'sent'; readonly doubt?: PageDoubt }
  | { readonly outcome: 'failed'; readonly fault: PublishFault };

/** The last test page of a channel of a person. It holds no address. */
export interface ContactTest extends Recipient {
  /** See `contactTestId`: the next one replaces it. */
  readonly id: string;
  readonly at: Instant;
  readonly by: Actor;
  readonly result: ContactTestResult;
}

/** Ids of people contain no `#`. */
export function contactTestId({ responder, channel }: Recipient): string {
  return `${responder}#${channel}`;
}
