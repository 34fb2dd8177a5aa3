import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Contact, isWorking } from '#core/paging/contact.ts';
import { type ChannelContacts, contactFindings } from '#core/paging/contact-findings.ts';
import { CHANNELS } from '#core/responder/channel.ts';
import { person } from '../../support/config.ts';

const PHONE = '+15550100101';
const MAILBOX = 'anna.lind@example.org';

const phone = (state: Contact['state']): Contact => ({ protocol: 'sms', address: PHONE, state });
const mailbox = (state: Contact['state']): Contact => ({
  protocol: 'email',
  address: MAILBOX,
  state,
});
const queue: Contact = { protocol: 'sqs', address: 'arn:aws:sqs:x', state: 'confirmed' };

const sms = (...contacts: Contact[]): ChannelContacts => ({ channel: 'sms', contacts });
const email = (...contacts: Contact[]): ChannelContacts => ({ channel: 'email', contacts });

const kinds = (channels: readonly ChannelContacts[]) => {
  const anna = person(
    'anna',
    channels.map((c) => c.channel),
  );
  return contactFindings(anna, channels).map(({ kind, channel }) =>
    [kind, channel].join(' ').trim(),
  );
};

describe('what is wrong', () => {
  test.each<[string, readonly ChannelContacts[], readonly string[]]>([
    ['all well', [sms(phone('confirmed')), email(mailbox('confirmed'))], []],
    ['no channel in the config', [], []],
    ['nobody', [sms()], ['unreachable', 'missing sms']],
    ['a phone only', [sms(phone('confirmed')), email()], ['missing email']],
    ['a queue only', [sms(queue)], []],
    ['a phone of which it is not known', [sms(phone('unchecked'))], []],
    ['STOP', [sms(phone('opted_out'))], ['unreachable', 'opted_out sms']],
    ['STOP on one of two', [sms(phone('opted_out'), phone('confirmed'))], ['opted_out sms']],
    ['not confirmed', [email(mailbox('pending'))], ['unreachable', 'pending email']],
    ['confirmed by its link', [email(mailbox('unprotected'))], ['unprotected email']],
    [
      'the same twice is told once',
      [sms(phone('confirmed')), email(mailbox('pending'), mailbox('pending'))],
      ['pending email'],
    ],
  ])('%s', (_, channels, expected) => {
    expect(kinds(channels)).toEqual(expected);
  });
});

test('what waits to be confirmed is told by how its channel asks', () => {
  const textsOf = (channels: readonly ChannelContacts[]) =>
    contactFindings(person('anna', CHANNELS), channels)
      .filter(({ kind }) => kind === 'pending')
      .map(({ text }) => text);
  expect(textsOf([email(mailbox('pending'))])).toEqual([
    expect.stringMatching(/^A mailbox of anna .* new mail, .* contacts confirm anna <link>/),
  ]);
  expect(textsOf([sms({ ...queue, state: 'pending' })])).toEqual([
    expect.stringContaining('another system, which must confirm it'),
  ]);
});

const contacts = fc.array(
  fc.record({
    protocol: fc.constantFrom('sms', 'email', 'sqs'),
    address: fc.constantFrom(PHONE, MAILBOX, '+15550100199'),
    state: fc.constantFrom<Contact['state']>(
      'confirmed',
      'unchecked',
      'unprotected',
      'pending',
      'opted_out',
    ),
  }),
  { maxLength: 4 },
);

test('every channel that does not work is named, nobody who is reached is called unreachable, and no address is told', () => {
  const found = fc.tuple(
    ...CHANNELS.map((channel) => fc.record({ channel: fc.constant(channel), contacts })),
  );
  fc.assert(
    fc.property(found, (channels: readonly ChannelContacts[]) => {
      const findings = contactFindings(person('anna', CHANNELS), channels);
      const broken = channels.filter((one) => !one.contacts.some(isWorking));
      const named = findings.map((f) => f.channel);
      expect(named).toEqual(expect.arrayContaining(broken.map(({ channel }) => channel)));
      expect(findings.some((f) => f.kind === 'unreachable')).toBe(
        broken.length === CHANNELS.length,
      );
      expect(JSON.stringify(findings)).not.toMatch(/\+\d|@/);
      for (const finding of findings) {
        expect(finding).toMatchObject({ person: 'anna' });
      }
      const names = findings.map(({ kind, channel }) => `${kind} ${channel}`);
      expect(new Set(names).size).toBe(names.length);
    }),
  );
});
