import { toGsm7 } from '#core/messages/gsm7.ts';
import type { Channel } from '#core/responder/channel.ts';
import type { Person } from '#core/responder/person.ts';
import { oneLine } from '#core/text/one-line.ts';
import type { Ports, PublishOutcome } from './ports.ts';

/**
 * The outcome of a test page. `sent`: SNS accepted it; only the owner can tell whether it arrived.
 */
export interface TestedChannel {
  readonly channel: Channel;
  readonly outcome: PublishOutcome;
}

/** Sends a person a test message through the topics that pages use. */
export function sendTestPage({ publisher }: Pick<Ports, 'publisher'>) {
  return async (
    { id, name }: Person,
    channels: readonly Channel[],
  ): Promise<readonly TestedChannel[]> => {
    const text = toGsm7(`This is a test page from Wardbell to ${oneLine(name)}. Nothing is wrong.`);
    const message = { subject: 'Test page from Wardbell', text };
    return Promise.all(
      channels.map(async (channel) => ({
        channel,
        outcome: await publisher.publish({ responder: id, channel }, message),
      })),
    );
  };
}
