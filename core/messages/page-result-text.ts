import { describeRecordedAuthor } from '../actor/actor.ts';
import { undeliverableInWords } from '../escalation/in-words.ts';
import type { PageDoubt, PageResult, PageResultCode, PublishFault } from '../paging/result.ts';
import type { Reader } from '../responder/reader.ts';

type Names = Pick<Reader, 'nameOf'>;

type Words = {
  readonly [Code in PageResultCode]: (
    result: Extract<PageResult, { readonly code: Code }>,
    names: Names,
  ) => string;
};

/** Part of the words that are compared with stored ones: see `WORDS`. */
const PUBLISH_FAULTS: Readonly<Record<PublishFault['code'], string>> = {
  topic_missing: 'there is no topic for this responder and channel',
  message_refused: 'SNS refuses the message or the topic',
  not_permitted: 'the function may not use the topic',
  signature_refused: 'SNS refuses the signature of the function',
  endpoint_disabled: 'the phone or mailbox is disabled',
  key_not_permitted: 'the function may not use the key of the topic',
  key_disabled: 'the key of the topic is disabled',
  key_unusable: 'the key of the topic cannot be used',
  key_missing: 'the key of the topic is gone',
  key_service_refused: 'the account has no access to KMS',
  unavailable: 'SNS could not be reached or was busy',
};

/** Why a publish failed, with the name of the service's error, by which it can be looked up. */
export function publishFaultText({ code, error }: PublishFault): string {
  return `${PUBLISH_FAULTS[code]} (${error})`;
}

/**
 * The English of every code. It is stored beside the code too, for 0.1.0, and whether 0.1.0 has
 * changed a document since is seen by comparing these words with those (`adapters/stored/
 * in-words.ts`): a text that is changed here before the stored words are given up makes the codes
 * of such documents count as words alone.
 */
const WORDS: Words = {
  sent: ({ message, others }) => {
    const more = others === 1 ? 'another page' : `${others} other pages`;
    return `message ${message}${others === 0 ? '' : `, in one message with ${more}`}`;
  },
  topic_missing: publishFaultText,
  message_refused: publishFaultText,
  not_permitted: publishFaultText,
  signature_refused: publishFaultText,
  endpoint_disabled: publishFaultText,
  key_not_permitted: publishFaultText,
  key_disabled: publishFaultText,
  key_unusable: publishFaultText,
  key_missing: publishFaultText,
  key_service_refused: publishFaultText,
  unavailable: publishFaultText,
  left_config: undeliverableInWords,
  channel_gone: undeliverableInWords,
  incident_unknown: () => 'the incident is unknown',
  incident_not_triggered: ({ status }) => `the incident is ${status}`,
  silenced: ({ silence, author }) =>
    author === undefined
      ? `silenced by ${silence}`
      : `silenced by ${describeRecordedAuthor(author)} (silence ${silence})`,
  inhibited: ({ rule, incident }) => `inhibited by incident ${incident} (inhibit rule ${rule})`,
  declined: ({ person }, { nameOf }) => `${nameOf(person)} declined`,
  answered: ({ person }, { nameOf }) => `${nameOf(person)} has answered`,
  reassigned: () => 'reassigned',
  escalation_restarted: () => 'the escalation began anew',
  outside_hours: () => 'it can wait for the hours of the service',
  severity_pages_nobody: () => 'nobody is paged for this severity',
  incident_withdrew_it: () => 'the incident withdrew it',
  no_outcome: () => 'no outcome on record, and nobody is to be paged any more',
  text: ({ text }) => text,
};

/**
 * What became of a page, in words. A code of a later version is told in that version's words, if it
 * has left any, or else by itself.
 */
export function pageResultText(result: PageResult, names: Names): string {
  const { code } = result;
  if (!isKnownResult(result)) {
    return textOfLater(result);
  }
  const words = WORDS[code] as (result: unknown, names: Names) => string;
  return words(result, names);
}

/** Whether its code is not one that only a later version knows. */
export function isKnownResult({ code }: { readonly code: string }): boolean {
  return Object.hasOwn(WORDS, code);
}

/** Why a page that was sent may reach nobody. */
export function pageDoubtText(doubt: PageDoubt): string {
  switch (doubt.code) {
    case 'nobody_subscribed':
      return 'as far as SNS knows nobody is subscribed';
    case 'text':
      return doubt.text;
    default:
      return textOfLater(doubt);
  }
}

/** Something whose code this version does not know: `text` is what its own version called it. */
function textOfLater({ code, text }: { readonly code: string; readonly text?: string }): string {
  return text ?? code.replaceAll('_', ' ');
}
