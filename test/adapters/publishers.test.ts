import {
  GetTopicAttributesCommand,
  type PublishCommandInput,
  SNSClient,
} from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { memoryPublisher } from '#adapters/memory/publisher.ts';
import { createTopics } from '#adapters/sns/create-topics.ts';
import { classifyFailure } from '#adapters/sns/failures.ts';
import { snsPublisher } from '#adapters/sns/publisher.ts';
import { createQueue } from '#adapters/sqs/create-queues.ts';
import { sqsReceiver } from '#adapters/sqs/receiver.ts';
import { publishFaultText } from '#core/messages/page-result-text.ts';
import { CHANNELS, channelKind } from '#core/responder/channel.ts';
import { MINUTE, SECOND } from '#core/time/instant.ts';
import { startQueuesAndTopics } from '../support/aws-engines.ts';
import { NOBODY_SUBSCRIBED, THROTTLED } from '../support/publish-outcomes.ts';

const MESSAGE = { subject: 'Spo2 low', text: 'Spo2 low, bed 1' };
const ANNA = { responder: 'anna', channel: 'sms' } as const;

describe('a publisher in memory', () => {
  test('keeps what each phone got, and fails as it is told', async () => {
    const publisher = memoryPublisher(() => 7);
    await publisher.publish(ANNA, MESSAGE);
    const busy = THROTTLED;
    publisher.decide(({ responder }) => (responder === 'bo' ? busy : undefined));
    expect(await publisher.publish({ responder: 'bo', channel: 'sms' }, MESSAGE)).toEqual(busy);
    await publisher.publish({ responder: 'anna', channel: 'email' }, MESSAGE);
    expect(publisher.attempts).toHaveLength(3);
    expect(publisher.received('bo')).toEqual([]);
    expect(publisher.received('anna')).toHaveLength(2);
    expect(publisher.received('anna', 'sms')).toMatchObject([{ at: 7, ...MESSAGE }]);
  });
});

describe('a publisher of SNS', () => {
  let started: Awaited<ReturnType<typeof startQueuesAndTopics>>;
  let prefix: string;
  let phone: ReturnType<typeof sqsReceiver>;
  let phoneArn: string;
  let now = 0;
  const publisher = () => snsPublisher(started.clients.sns, prefix, () => now);

  beforeAll(async () => {
    started = await startQueuesAndTopics();
    const { sqs, sns } = started.clients;
    const declared = { fifo: false, visibilityTimeoutSeconds: 30, maxReceiveCount: 10 };
    const { url, arn } = await createQueue(sqs, { ...declared, name: 'phones' });
    phone = sqsReceiver(sqs, url);
    phoneArn = arn;
    const topics = CHANNELS.map((channel) => {
      const contact = channelKind(channel).address.example;
      return { responder: 'anna', channel, contact };
    });
    prefix = await createTopics(sns, 'wardbell-', topics, arn);
    expect(await createTopics(sns, 'wardbell-', topics, arn)).toBe(prefix);
    await createTopics(sns, 'wardbell-', [{ responder: 'nobody', channel: 'sms' }]);
  });
  afterAll(() => started.stop());

  const arrived = async () => {
    const messages = await phone.receive(10, 0);
    await phone.remove(messages);
    return messages.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
  };

  test('sends an SMS as what it is, so that it does not wait behind advertisements', async () => {
    const client = new SNSClient({ region: 'us-east-1' });
    const published: unknown[] = [];
    client.middlewareStack.add(
      () => async (args) => {
        published.push((args.input as PublishCommandInput).MessageAttributes);
        return { response: {}, output: { $metadata: {} } };
      },
      { step: 'initialize' },
    );
    await snsPublisher(client, 'arn:', () => 0).publish(ANNA, MESSAGE);
    expect(published).toContainEqual({
      'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: 'Transactional' },
    });
  });

  test('says that a page is sent though SNS never tells who is subscribed', async () => {
    const client = new SNSClient({ region: 'us-east-1' });
    client.middlewareStack.add(
      (_, { commandName }) =>
        async () =>
          commandName === 'PublishCommand'
            ? { response: {}, output: { MessageId: 'm-1', $metadata: {} } }
            : new Promise<never>(() => undefined),
      { step: 'initialize' },
    );
    const outcome = await snsPublisher(client, 'arn:', () => 0).publish(ANNA, MESSAGE);
    expect(outcome).toEqual({ kind: 'sent', messageId: 'm-1' });
  });

  test('reaches the topic of the responder and channel, once', async () => {
    const outcome = await publisher().publish(ANNA, MESSAGE);
    const [first, ...others] = await arrived();
    expect(first).toMatchObject({ TopicArn: `${prefix}anna-sms`, Message: MESSAGE.text });
    expect(outcome).toEqual({ kind: 'sent', messageId: first?.['MessageId'] });
    expect(others).toEqual([]);
  });

  test.each([
    ['Spo2 low', 'Spo2 low', 'an ordinary one stays'],
    ['a\r\nBcc: x\u0007 b', 'a Bcc: x b', 'line breaks and control characters go'],
    ['Syrgasmättnad ☎', 'Syrgasm?ttnad ?', 'SNS takes ASCII only'],
    ['x'.repeat(150), 'x'.repeat(99), 'fewer than 100 characters'],
    [' \n ', 'Wardbell', 'an empty one would be refused'],
  ])('mails the subject %j as %j: %s', async (subject, expected, _why) => {
    const to = { responder: 'anna', channel: 'email' } as const;
    expect(await publisher().publish(to, { ...MESSAGE, subject })).toMatchObject({ kind: 'sent' });
    expect(await arrived()).toMatchObject([{ Subject: expected }]);
  });

  test.each(CHANNELS)('shows a subject by %s only if the channel has one', async (channel) => {
    await publisher().publish({ responder: 'anna', channel }, MESSAGE);
    const [message] = await arrived();
    expect(message).toMatchObject({ TopicArn: `${prefix}anna-${channel}`, Message: MESSAGE.text });
    expect('Subject' in (message ?? {})).toBe(channelKind(channel).hasSubject);
  });

  test('fails for good where there is no topic', async () => {
    expect(await publisher().publish({ responder: 'gone', channel: 'sms' }, MESSAGE)).toEqual({
      kind: 'failed',
      retryable: false,
      fault: { code: 'topic_missing', error: expect.stringContaining('NotFound') },
    });
  });

  test('doubts what it sends while nobody is subscribed, and no longer once somebody is', async () => {
    const sender = publisher();
    const nobody = { responder: 'nobody', channel: 'sms' } as const;
    const doubted = { kind: 'sent', doubt: NOBODY_SUBSCRIBED };
    expect(await sender.publish(nobody, MESSAGE)).toMatchObject(doubted);
    await createTopics(started.clients.sns, 'wardbell-', [nobody], phoneArn);
    now += 29 * SECOND;
    expect(await sender.publish(nobody, MESSAGE)).toMatchObject(doubted);
    expect(await arrived()).toHaveLength(1);
    now += 1 * SECOND;
    expect(await sender.publish(nobody, MESSAGE)).not.toHaveProperty('doubt');
    expect(await arrived()).toHaveLength(1);
  });

  test('sends a text with characters that XML cannot hold', async () => {
    const text = 'failed 🚑 \u0000\ufffe\uffff\ud83d.';
    const outcome = await publisher().publish(ANNA, { ...MESSAGE, text });
    expect(outcome).toMatchObject({ kind: 'sent' });
    expect(await arrived()).toMatchObject([{ Message: 'failed 🚑 \ufffd\ufffd\ufffd\ufffd.' }]);
  });

  test('can be tried again where SNS cannot be reached', async () => {
    const client = new SNSClient({
      region: 'us-east-1',
      endpoint: 'http://127.0.0.1:1',
      credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
      maxAttempts: 1,
    });
    expect(await snsPublisher(client, prefix, () => now).publish(ANNA, MESSAGE)).toMatchObject({
      kind: 'failed',
      retryable: true,
    });
  });
});

describe('asking who is subscribed', () => {
  test.each([
    ['0', true, 'publishing to it succeeds and may reach nobody'],
    ['2', false, 'somebody is subscribed'],
    [undefined, false, 'it is not told'],
    ['error', false, 'it cannot be found out'],
  ])(
    'keeps no page back: %s confirmed is doubted: %s, because %s',
    async (confirmed, doubted, _) => {
      const { client } = answering(confirmed);
      const sent = await snsPublisher(client, 'arn:', () => 0).publish(ANNA, MESSAGE);
      expect(sent.kind).toBe('sent');
      expect('doubt' in sent).toBe(doubted);
    },
  );

  test('happens once in five minutes while somebody is', async () => {
    const { client, asked } = answering('1');
    let now = 0;
    const publisher = snsPublisher(client, 'arn:', () => now);
    for (now of [0, 1, 5 * MINUTE - 1]) {
      await publisher.publish(ANNA, MESSAGE);
    }
    expect(asked()).toBe(1);
    now = 5 * MINUTE;
    await publisher.publish(ANNA, MESSAGE);
    expect(asked()).toBe(2);
  });
});

describe('a failed publish', () => {
  test.each([
    ['NotFoundException', false, 'the topic is gone'],
    ['NotFound', false, 'the same by its older name'],
    ['InvalidParameterException', false, 'the same message fails again'],
    ['AuthorizationErrorException', false, 'a policy must change first'],
    ['KMSDisabledException', false, 'a key must be enabled first'],
    ['KMSThrottlingException', true, 'KMS is only busy'],
    ['EndpointDisabledException', false, 'the phone is off the list'],
    ['ThrottledException', true, 'SNS is busy'],
    ['InternalErrorException', true, 'a fault of SNS passes'],
    ['TimeoutError', true, 'the network'],
    ['ExpiredTokenException', true, 'the next credentials are in time'],
    ['SomethingNew', true, 'nobody knows that it will not pass'],
  ])('with %s can be tried again: %s, because %s', (name, retryable, _why) => {
    const error = Object.assign(new Error('call +15550100'), { name });
    const failure = classifyFailure(error);
    expect(failure.retryable).toBe(retryable);
    expect(publishFaultText(failure.fault)).toContain(name);
    expect(JSON.stringify(failure)).not.toContain('+15550100');
  });
});

/**
 * Returns a client that accepts every publish and reports this number of confirmed subscriptions,
 * or fails to.
 */
function answering(confirmed: string | undefined) {
  const client = new SNSClient({ region: 'us-east-1' });
  let count = 0;
  client.middlewareStack.add(
    (_, { commandName }) =>
      async () => {
        if (commandName !== GetTopicAttributesCommand.name) {
          return { response: {}, output: { $metadata: {}, MessageId: 'm' } };
        }
        count += 1;
        if (confirmed === 'error') {
          throw new Error('throttled');
        }
        const Attributes = {
          ...(confirmed !== undefined && { SubscriptionsConfirmed: confirmed }),
        };
        return { response: {}, output: { $metadata: {}, Attributes } };
      },
    { step: 'initialize' },
  );
  return { client, asked: () => count };
}
