import { z } from 'zod';
import { PUBLISH_FAULTS } from '#core/paging/result.ts';
import { CHANNELS, channelKind } from '#core/responder/channel.ts';
import { jsonAnswer, jsonBody, list, moment, type Operation, type ViewOf } from '#http/contract.ts';
import { BY_WORDS, byQuery, next, pageQuery } from '#http/query-contract.ts';
import { gap, weakSpot } from '../platform/reachability.contract.ts';
import {
  CONFIRMATION,
  CONTACT_PAGES,
  MOST_LOSSES,
  NEW_CONTACT,
  TEST_PAGE,
} from './contacts.requests.ts';

const channel = z.enum(CHANNELS);

const contact = z
  .strictObject({
    id: z.string().optional().describe('the id for removal; absent while it is pending'),
    address: z.string().describe('masked, so that it can be recognized but not used'),
    state: z.enum(['confirmed', 'unchecked', 'unprotected', 'pending', 'opted_out']),
  })
  .meta({ id: 'Contact' });

const finding = z
  .strictObject({
    kind: z.enum(['missing', 'pending', 'opted_out', 'unprotected', 'unreachable']),
    person: z.string(),
    channel: channel.optional(),
    text: z.string().describe('what is wrong, and what to do'),
  })
  .meta({ id: 'ContactFinding' });

const changed = z
  .strictObject({
    person: z.string(),
    channel,
    contact,
    next: z.string().describe('what to do next, in words'),
  })
  .meta({ id: 'ContactChanged' });

const notice = z
  .string()
  .optional()
  .describe('where pages go instead, on a platform that sends nothing');

const testResult = z.strictObject({
  outcome: z.enum(['sent', 'failed']),
  reason: z.string().optional(),
  fault: z.enum(PUBLISH_FAULTS).optional().describe('the same for programs'),
  doubt: z.string().optional(),
  doubtCode: z.string().optional(),
});

const lastTest = z
  .strictObject({
    at: moment,
    by: z.string(),
    byKey: z.string().optional(),
    ...testResult.shape,
  })
  .meta({ id: 'ContactTest' });

const channelContacts = z.strictObject({
  channel,
  contacts: list(contact),
  others: z
    .record(z.string(), z.int())
    .describe('number of subscriptions of other systems, by protocol'),
  lastTest: lastTest.optional().describe('the last test page by this channel'),
});

const personContacts = z.strictObject({
  person: z.string(),
  name: z.string(),
  channels: list(channelContacts),
});

const removal = z
  .strictObject({
    person: z.string(),
    channel,
    contact,
    left: list(z.strictObject({ channel, working: z.int() })).describe(
      'how many phones or mailboxes would work after that; of a person who has left the config none is listed',
    ),
    from: moment,
    to: moment,
    gaps: list(gap).describe(
      `when an alert of a service would page nobody, or too few, and does not now; at most ${MOST_LOSSES}`,
    ),
    moreGaps: z.int().optional().describe('how many more there are'),
    weakSpots: list(weakSpot).describe(
      `when a step would reach nobody and does now; at most ${MOST_LOSSES}`,
    ),
    moreWeakSpots: z.int().optional().describe('how many more there are'),
  })
  .meta({ id: 'ContactRemoval' });

export type ContactView = ViewOf<typeof contact>;
export type ChannelView = ViewOf<typeof channelContacts>;
export type PersonView = ViewOf<typeof personContacts>;
export type TestView = ViewOf<typeof lastTest>;
export type TestResultView = ViewOf<typeof testResult>;
export type RemovalView = ViewOf<typeof removal>;

const person = 'a person of the config, by id';

export const CONTACTS = {
  'GET /v1/contacts': {
    operationId: 'listContacts',
    tag: 'contacts',
    summary: 'Lists the phones and mailboxes of the people, and what is wrong with them.',
    description: 'Whoever is no admin sees their own.',
    access: { right: 'respond' },
    query: {
      ...pageQuery(CONTACT_PAGES),
      person: z.string().describe('only those of this person'),
    },
    answers: {
      200: jsonAnswer(
        'A page of people.',
        z
          .strictObject({
            people: list(personContacts),
            findings: list(finding),
            notice,
            next,
          })
          .meta({ id: 'Contacts' }),
      ),
    },
    problems: ['not_found'],
    example: { query: { person: 'anna' } },
  },
  'POST /v1/contacts': {
    operationId: 'addContact',
    tag: 'contacts',
    summary: 'Adds a phone or a mailbox of a person.',
    description: 'A mailbox gets a mail with a link for its confirmation.',
    access: { right: 'admin' },
    body: jsonBody(NEW_CONTACT, {
      person,
      channel: 'one that the config lets them be paged by',
      address: CHANNELS.map((one) => `for \`${one}\` ${channelKind(one).address.form}`).join('; '),
      by: BY_WORDS,
    }),
    answers: { 201: jsonAnswer('It is subscribed, or waits to be confirmed.', changed) },
    problems: ['unknown_name', 'refused'],
    example: {
      body: { person: 'anna', channel: 'sms', address: '+46701234567', by: 'anna' },
    },
  },
  'POST /v1/contacts/confirm': {
    operationId: 'confirmContact',
    tag: 'contacts',
    summary: 'Confirms a mailbox, so that nobody else can unsubscribe it.',
    description: 'Whoever is no admin confirms their own.',
    access: { right: 'respond' },
    body: jsonBody(CONFIRMATION, {
      person,
      link: 'the whole link of the mail from AWS Notifications, or what follows `Token=` in it',
      by: BY_WORDS,
    }),
    answers: { 200: jsonAnswer('It is confirmed.', changed) },
    problems: ['unknown_name', 'refused'],
  },
  'POST /v1/contacts/test': {
    operationId: 'sendTestPage',
    tag: 'contacts',
    summary: 'Sends a person a test page.',
    description: 'Whoever is no admin sends it to themselves.',
    access: { right: 'respond' },
    body: jsonBody(TEST_PAGE, { person, channel: 'left out: all of theirs', by: BY_WORDS }),
    answers: {
      200: jsonAnswer(
        'What SNS said. Whether it arrived only its owner can tell.',
        z
          .strictObject({
            person: z.string(),
            name: z.string(),
            results: list(z.strictObject({ channel, ...testResult.shape })),
            findings: list(finding),
            notice,
          })
          .meta({ id: 'TestPage' }),
      ),
    },
    problems: ['unknown_name'],
    example: { body: { person: 'anna', channel: 'sms' } },
  },
  'GET /v1/contacts/{id}/removal': {
    operationId: 'previewRemoval',
    tag: 'contacts',
    summary: 'Shows what removing a phone or a mailbox would leave uncovered in the coming year.',
    description:
      'Nothing is removed. A channel counts while one of its phones or mailboxes works; everybody else counts as the config has them, without overrides.',
    access: { right: 'admin' },
    path: { id: z.string().describe('the id of a contact') },
    answers: { 200: jsonAnswer('What would not be covered any more.', removal) },
    problems: ['not_found'],
  },
  'DELETE /v1/contacts/{id}': {
    operationId: 'removeContact',
    tag: 'contacts',
    summary: 'Removes a phone or a mailbox.',
    access: { right: 'admin' },
    path: { id: z.string().describe('the id of a contact') },
    query: byQuery,
    answers: { 200: jsonAnswer('It is removed; this is what it was.', contact) },
    problems: ['unknown_name', 'not_found', 'refused'],
  },
} satisfies Record<string, Operation>;
