import { toGsm7 } from '#core/messages/gsm7.ts';
import {
  type ContactTest,
  type ContactTestResult,
  contactTestId,
} from '#core/paging/contact-test.ts';
import type { Channel } from '#core/responder/channel.ts';
import type { Person } from '#core/responder/person.ts';
import { oneLine } from '#core/text/one-line.ts';
import type { Ports, PublishOutcome } from './ports.ts';

/** Sends a person a test message through the topics that pages use; returns what SNS said. */
export function sendTestPage({ publisher }: Pick<Ports, 'publisher'>) {
  return async (
    { id, name }: Person,
    channels: readonly Channel[],
    { by, at }: Pick<ContactTest, 'by' | 'at'>,
  ): Promise<readonly ContactTest[]> => {
    const text = toGsm7(`This is a test page from Wardbell to ${oneLine(name)}. Nothing is wrong.`);
    const message = { subject: 'Test page from Wardbell', text };
    return Promise.all(
      channels.map(async (channel) => {
        const to = { responder: id, channel };
        const result = resultOf(await publisher.publish(to, message));
        return { ...to, id: contactTestId(to), at, by, result };
      }),
    );
  };
}

function resultOf(outcome: PublishOutcome): ContactTestResult {
  if (outcome.kind === 'failed') {
    return { outcome: 'failed', fault: outcome.fault };
  }
  const { doubt } = outcome;
  return { outcome: 'sent', ...(doubt !== undefined && { doubt }) };
}
