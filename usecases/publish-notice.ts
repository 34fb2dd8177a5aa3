import type { Message } from '#core/messages/composer.ts';
import type { Recipient } from '#core/paging/contact.ts';
import { type Ports, Unavailable } from './ports.ts';

/**
 * Publishes a notice. It throws where SNS may take it a moment later, and then comes again. Nothing
 * depends on it: whoever can be reached by no message is found by the daily audit.
 *
 * @param what of what it is, for whoever reads the log
 */
export async function publishNotice(
  { publisher }: Pick<Ports, 'publisher'>,
  { responder, channel }: Recipient,
  message: Message,
  what: string,
): Promise<void> {
  const outcome = await publisher.publish({ responder, channel }, message);
  if (outcome.kind === 'failed' && outcome.retryable) {
    throw new Unavailable(`SNS does not take a notice of ${what} now: it comes again`);
  }
}
