import { toGsm7 } from '#core/messages/gsm7.ts';
import type { Channel } from '#core/responder/channel.ts';
import type { Person } from '#core/responder/person.ts';
import { oneLine } from '#core/text/one-line.ts';
import type { Ports, PublishOutcome } from './ports.ts';

/** What came of a test page. `sent`: SNS took it; whether it arrived only its owner can tell. */
export interface TestedChannel {
  readonly channel: Channel;
  readonly outcome: PublishOutcome;
}

/** Sends a person a message that says it is a test, by the topics that pages go by. */
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
