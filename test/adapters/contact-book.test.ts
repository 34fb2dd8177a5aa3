import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { snsContactBook } from '#adapters/sns/contact-book.ts';
import { createTopics } from '#adapters/sns/create-topics.ts';
import { topicArn, topicRecipient } from '#adapters/sns/topic-arn.ts';
import { CHANNELS, channelKind } from '#core/responder/channel.ts';
import type { ContactBook } from '#usecases/ports.ts';
import { startQueuesAndTopics } from '../support/aws-engines.ts';

const PHONE = '+15550100101';
const MAILBOX = 'anna@example.org';
const ANNA_SMS = { responder: 'anna', channel: 'sms' } as const;
const ANNA_EMAIL = { responder: 'anna', channel: 'email' } as const;

describe('in the contact book of an SNS', () => {
  let started: Awaited<ReturnType<typeof startQueuesAndTopics>>;
  let prefix: string;
  let book: ContactBook;

  beforeAll(async () => {
    started = await startQueuesAndTopics();
    const responders = ['anna', 'bo', 'many', 'system'];
    const topics = responders.flatMap((responder) =>
      CHANNELS.map((channel) => ({ responder, channel })),
    );
    prefix = await createTopics(started.clients.sns, 'wardbell-', topics);
    book = snsContactBook(started.clients.sns, prefix);
  });
  afterAll(() => started.stop());

  test('a phone is added, found, and removed by an id that does not tell it', async () => {
    const added = await book.add(ANNA_SMS, PHONE);
    const contact = { protocol: 'sms', address: PHONE, state: 'confirmed' };
    const id = expect.stringMatching(/^anna-sms:[0-9a-f-]{36}$/);
    expect(added).toEqual({ kind: 'contact', contact: { ...contact, id } });
    expect(await book.add(ANNA_SMS, PHONE)).toEqual(added);
    const [listed, ...others] = await book.list(ANNA_SMS);
    expect(listed).toEqual({ ...contact, id });
    expect(others).toEqual([]);
    expect(await book.remove(listed?.id ?? '')).toEqual({ kind: 'removed', contact: listed });
    expect(await book.list(ANNA_SMS)).toEqual([]);
    expect(await book.remove(listed?.id ?? '')).toEqual({ kind: 'unknown' });
  });

  test('a mailbox waits, is not removed meanwhile, and is confirmed by its token alone', async () => {
    const added = await book.add(ANNA_EMAIL, MAILBOX);
    expect(added).toMatchObject({ kind: 'contact', contact: { state: 'pending' } });
    const id = added.kind === 'contact' ? (added.contact.id ?? '') : '';
    expect(await book.remove(id)).toEqual({ kind: 'pending' });
    const bo = { responder: 'bo', channel: 'email' } as const;
    for (const [to, token] of [
      [ANNA_EMAIL, 'another'],
      [bo, prefix + id],
    ] as const) {
      expect(await book.confirm(to, token)).toEqual({
        kind: 'refused',
        reason: expect.stringContaining('does not know this link'),
      });
    }
    expect(await book.confirm(ANNA_EMAIL, prefix + id)).toMatchObject({
      kind: 'contact',
      contact: { id, state: 'confirmed' },
    });
    expect(await book.remove(id)).toMatchObject({ kind: 'removed' });
  });

  test.each(CHANNELS)(
    'an address by %s is subscribed by its protocol, and is found',
    async (channel) => {
      const to = { responder: 'bo', channel };
      const { address, protocol, confirmation } = channelKind(channel);
      const contact = {
        id: expect.stringMatching(`^bo-${channel}:`),
        protocol,
        address: address.example,
        state: confirmation === undefined ? 'confirmed' : 'pending',
      };
      expect(await book.add(to, address.example)).toEqual({ kind: 'contact', contact });
      expect(await book.list(to)).toEqual([contact]);
    },
  );

  test('what another system has subscribed is listed, and not removed', async () => {
    const system = { responder: 'system', channel: 'sms' } as const;
    const queue = 'arn:aws:sqs:us-east-1:000000000000:q';
    await started.clients.sns.send(
      new SubscribeCommand({
        TopicArn: `${prefix}system-sms`,
        Protocol: 'sqs',
        Endpoint: queue,
      }),
    );
    const [listed] = await book.list(system);
    expect(listed).toMatchObject({ protocol: 'sqs', address: queue, state: 'confirmed' });
    expect(await book.remove(listed?.id ?? '')).toEqual({ kind: 'unknown' });
    expect(await book.list(system)).toHaveLength(1);
  });

  test('what is subscribed to another topic is not removed, even if its name begins alike', async () => {
    const { sns } = started.clients;
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'wardbell-alarms' }));
    const operator = { TopicArn, Protocol: 'sms', Endpoint: PHONE };
    const { SubscriptionArn = '' } = await sns.send(new SubscribeCommand(operator));
    const id = SubscriptionArn.slice(prefix.length);
    expect(id).toMatch(/^alarms:/);
    expect(await book.remove(id)).toEqual({ kind: 'unknown' });
  });

  test('more contacts are listed than SNS returns at a time', async () => {
    const to = { responder: 'many', channel: 'sms' } as const;
    for (let i = 0; i < 101; i++) {
      await book.add(to, `+1555${String(i).padStart(7, '0')}`);
    }
    expect(new Set((await book.list(to)).map((c) => c.address)).size).toBe(101);
  });

  test('without a topic nobody is listed, and nobody can be added', async () => {
    const nobody = { responder: 'nobody', channel: 'sms' } as const;
    expect(await book.list(nobody)).toEqual([]);
    expect(await book.add(nobody, PHONE)).toEqual({
      kind: 'refused',
      reason: expect.stringContaining('there is no topic'),
    });
  });

  test.each([
    '',
    'x',
    'anna-sms:x',
    `../other:${'0'.repeat(36)}`,
    `anna-sms:${'0'.repeat(36)}`,
    `anna-sms:${'-'.repeat(36)}`,
    'anna-sms:00000000-0000-4000-8000-000000000000',
  ])('the id %j names no contact', async (id) => {
    expect(await book.remove(id)).toEqual({ kind: 'unknown' });
  });
});

const TOPIC = 'arn:aws:sns:eu-north-1:1:wardbell-';
const ID = 'anna-email:12345678-1234-1234-1234-123456789012';
const ARN = TOPIC + ID;

describe('the recipient of a topic', () => {
  test.each(CHANNELS)('is read from its ARN by %s', (channel) => {
    for (const responder of ['anna', 'dr-bo-sms', 'email']) {
      const arn = topicArn(TOPIC, { responder, channel });
      expect(topicRecipient(TOPIC, arn)).toEqual({ responder, channel });
    }
  });

  test.each([
    `${TOPIC}alarms-in`,
    `${TOPIC}sms`,
    TOPIC.slice(0, -1),
    'arn:aws:sns:eu-north-1:1:ward-anna-sms',
  ])('is nobody for %s', (arn) => {
    expect(topicRecipient(TOPIC, arn)).toBeUndefined();
  });
});

describe('in SNS itself', () => {
  test('a pending subscription has no ARN in a list, and one that was removed is said to be "Deleted"', async () => {
    const { book } = answering({
      ListSubscriptionsByTopicCommand: {
        Subscriptions: [
          { SubscriptionArn: 'PendingConfirmation', Protocol: 'email', Endpoint: MAILBOX },
          { SubscriptionArn: 'Deleted', Protocol: 'email', Endpoint: 'bo@example.org' },
        ],
      },
    });
    expect(await book.list(ANNA_EMAIL)).toEqual([
      { protocol: 'email', address: MAILBOX, state: 'pending' },
    ]);
  });

  test.each([
    ['email', 'false', 'unprotected'],
    ['email', 'true', 'confirmed'],
    ['sqs', 'false', 'confirmed'],
  ])('%s, confirmed with a signature: %s, is %s', async (Protocol, authenticated, state) => {
    const Attributes = {
      Protocol,
      Endpoint: MAILBOX,
      PendingConfirmation: 'false',
      ConfirmationWasAuthenticated: authenticated,
    };
    const { book } = answering({
      ListSubscriptionsByTopicCommand: { Subscriptions: [{ SubscriptionArn: ARN }] },
      GetSubscriptionAttributesCommand: { Attributes },
    });
    expect(await book.list(ANNA_EMAIL)).toMatchObject([{ state }]);
  });

  test.each([
    [{ isOptedOut: true }, 'opted_out', 'it answered STOP'],
    [{ isOptedOut: false }, 'confirmed', 'it did not'],
    ['ThrottledException', 'unchecked', 'it cannot be found out, which must not hide the rest'],
    ['AuthorizationErrorException', 'unchecked', 'we may not ask'],
    ['InvalidAction', 'confirmed', 'an engine on one machine has no such call'],
  ])('a phone about which SNS says %j is %s: %s', async (answer, state, _why) => {
    const { book } = answering({
      ListSubscriptionsByTopicCommand: { Subscriptions: [{ SubscriptionArn: ARN }] },
      GetSubscriptionAttributesCommand: { Attributes: { Protocol: 'sms', Endpoint: PHONE } },
      CheckIfPhoneNumberIsOptedOutCommand: answer,
    });
    expect(await book.list(ANNA_SMS)).toMatchObject([{ state }]);
  });

  test('a mailbox is confirmed so that only we can remove it', async () => {
    const { book, asked } = answering({ ConfirmSubscriptionCommand: 'InvalidParameterException' });
    await book.confirm(ANNA_EMAIL, 'token');
    expect(asked).toEqual([
      {
        TopicArn: `${TOPIC}anna-email`,
        Token: 'token',
        AuthenticateOnUnsubscribe: 'true',
      },
    ]);
  });

  test.each([`anna-email:${'0'.repeat(36)}`, `anna-email:${'-'.repeat(36)}`])(
    'SNS is not asked about %j, which it would call wrong',
    async (id) => {
      const { book, asked } = answering({ GetSubscriptionAttributesCommand: 'InternalError' });
      expect(await book.remove(id)).toEqual({ kind: 'unknown' });
      expect(asked).toEqual([]);
    },
  );

  test.each(['InvalidParameterException', 'InvalidParameter'])(
    '%s for an id means that there is no such contact',
    async (name) => {
      const { book } = answering({ GetSubscriptionAttributesCommand: name });
      expect(await book.remove(ID)).toEqual({ kind: 'unknown' });
    },
  );

  test.each([
    [ANNA_SMS, PHONE, /^SNS does not take this phone number: .* STOP/],
    [ANNA_EMAIL, MAILBOX, /^SNS does not take this mailbox$/],
  ])(
    'the refusal of an address says what may be wrong for its channel: %j',
    async (to, address, reason) => {
      const { book } = answering({ SubscribeCommand: 'InvalidParameterException' });
      const outcome = await book.add(to, address);
      expect(outcome).toEqual({ kind: 'refused', reason: expect.stringMatching(reason) });
    },
  );

  test.each([
    ['InvalidParameterException', /does not take this phone number/],
    ['NotFoundException', /there is no topic/],
    ['AuthorizationErrorException', /may not use the topic/],
  ])('%s when adding is a refusal that does not tell the number', async (name, reason) => {
    const { book } = answering({ SubscribeCommand: name });
    const outcome = await book.add(ANNA_SMS, PHONE);
    expect(outcome).toMatchObject({ kind: 'refused', reason: expect.stringMatching(reason) });
    expect(JSON.stringify(outcome)).not.toContain(PHONE);
  });

  test.each(['ThrottledException', 'InternalErrorException', 'TimeoutError'])(
    '%s is thrown as what may pass, without what SNS said',
    async (name) => {
      const { book } = answering({
        SubscribeCommand: name,
        ListSubscriptionsByTopicCommand: name,
        GetSubscriptionAttributesCommand: name,
      });
      for (const call of [
        () => book.add(ANNA_SMS, PHONE),
        () => book.list(ANNA_SMS),
        () => book.remove(ID),
      ]) {
        const error = await call().then(
          () => new Error('nothing was thrown'),
          (thrown: Error) => thrown,
        );
        expect(error).toMatchObject({ name: 'ServiceUnavailable', code: name });
        expect([error.message, error.cause]).toEqual([expect.stringContaining(name), undefined]);
        expect(error.message).not.toContain(PHONE);
      }
    },
  );

  test('lists are asked for no faster than SNS allows', async () => {
    const { book } = answering({ ListSubscriptionsByTopicCommand: { Subscriptions: [] } });
    const began = performance.now();
    await Promise.all([1, 2, 3, 4].map(() => book.list(ANNA_SMS)));
    // Timers may be a millisecond early.
    expect(performance.now() - began).toBeGreaterThan(3 * 39);
  });
});

/**
 * Returns a contact book on a client that answers each command so, or fails with the named SNS
 * error.
 */
function answering(answers: Readonly<Record<string, object | string>>) {
  const client = new SNSClient({ region: 'eu-north-1' });
  const asked: unknown[] = [];
  client.middlewareStack.add(
    (_, { commandName = '' }) =>
      async (args) => {
        asked.push(args.input);
        const answer = answers[commandName] ?? {};
        if (typeof answer === 'string') {
          throw Object.assign(new Error(`failed for ${PHONE}`), { name: answer });
        }
        return { response: {}, output: { $metadata: {}, ...answer } };
      },
    { step: 'initialize' },
  );
  return { book: snsContactBook(client, TOPIC), asked };
}
