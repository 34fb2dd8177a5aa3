import { pageDoubtText, publishFaultText } from '#core/messages/page-result-text.ts';
import {
  type Contact,
  type ContactState,
  maskAddress,
  type Recipient,
} from '#core/paging/contact.ts';
import {
  type ChannelContacts,
  type ContactFinding,
  contactFindings,
} from '#core/paging/contact-findings.ts';
import type { ContactTest, ContactTestResult } from '#core/paging/contact-test.ts';
import { channelKind, channelOfProtocol } from '#core/responder/channel.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { formatValue } from '#http/format-value.ts';
import type { ContactBook } from '#usecases/ports.ts';
import type { ChannelView, ContactView, TestResultView, TestView } from './contacts.contract.ts';

/** A contact as an administrator sees it: enough to recognize it, too little to call it. */
export function contactView({ id, protocol, address, state }: Contact): ContactView {
  return { ...(id !== undefined && { id }), address: maskAddress({ protocol, address }), state };
}

/** Says that there is no such contact, and where ids are found. */
export function unknownContact(id: string): string {
  return `There is no contact ${formatValue(id)}. "npx --no-install wardbell contacts list" shows ids.`;
}

/** The contacts of a channel; subscriptions of other systems are counted by protocol. */
export function channelView(
  { channel, contacts }: ChannelContacts,
  test?: ContactTest,
): ChannelView {
  const isContact = ({ protocol }: Contact) => channelOfProtocol(protocol) !== undefined;
  const others = Object.groupBy(
    contacts.filter((c) => !isContact(c)),
    (c) => c.protocol,
  );
  return {
    channel,
    contacts: contacts.filter(isContact).map(contactView),
    others: Object.fromEntries(
      Object.entries(others).map(([name, all = []]) => [name, all.length]),
    ),
    ...(test !== undefined && { lastTest: testView(test) }),
  };
}

function testView({ at, by, result }: ContactTest): TestView {
  const who = { by: by.by, ...(by.key !== undefined && { byKey: by.key }) };
  return { at: isoTime(at), ...who, ...testResultView(result) };
}

/** What SNS said to a test page. */
export function testResultView(result: ContactTestResult): TestResultView {
  const { outcome } = result;
  if (outcome === 'failed') {
    return { outcome, reason: publishFaultText(result.fault), fault: result.fault.code };
  }
  const { doubt } = result;
  return {
    outcome,
    ...(doubt !== undefined && { doubt: pageDoubtText(doubt), doubtCode: doubt.code }),
  };
}

const NEXT: Readonly<Record<Exclude<ContactState, 'pending'>, (person: string) => string>> = {
  confirmed: (person) => `It gets pages. Try it: npx --no-install wardbell contacts test ${person}`,
  unchecked: (person) =>
    `It gets pages, unless its owner answered STOP: SNS would not say (docs/contacts.md). Try it: npx --no-install wardbell contacts test ${person}`,
  unprotected: () =>
    'It gets pages, but was confirmed by opening the link, so that anybody who holds one of its mails can unsubscribe it. Remove it and add it again.',
  opted_out: () =>
    'Its owner answered STOP and it gets no SMS until they opt in again: docs/contacts.md tells how.',
};

/** What stands in every answer about contacts of a platform that sends nothing. */
export function noticeOf({ notice }: Pick<ContactBook, 'notice'>): { readonly notice?: string } {
  return { ...(notice !== undefined && { notice }) };
}

/**
 * Returns what is wrong with a person's contacts. Where no message leaves nothing is: the pages of
 * somebody who has no phone are shown like those of all others.
 */
export function findingsOf(
  { notice }: Pick<ContactBook, 'notice'>,
  ...of: Parameters<typeof contactFindings>
): readonly ContactFinding[] {
  return notice === undefined ? contactFindings(...of) : [];
}

/** What to do with a contact that was just added or confirmed. */
export function nextStep({ state }: Contact, { responder, channel }: Recipient): string {
  return state === 'pending'
    ? (channelKind(channel).confirmation?.next(responder) ?? 'SNS waits for it to be confirmed.')
    : NEXT[state](responder);
}
