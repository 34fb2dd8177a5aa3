import { expect, test } from '@jest/globals';
import { pageResultText } from '#core/messages/page-result-text.ts';
import type { PageResult, PageResultCode } from '#core/paging/result.ts';

const error = 'SomeException';

/** An example of every code, and the words for it. */
const EXAMPLES: {
  readonly [Code in PageResultCode]: readonly [Extract<PageResult, { code: Code }>, string];
} = {
  sent: [{ code: 'sent', message: 'm-1', others: 0 }, 'message m-1'],
  topic_missing: [
    { code: 'topic_missing', error },
    'there is no topic for this responder and channel (SomeException)',
  ],
  message_refused: [
    { code: 'message_refused', error },
    'SNS refuses the message or the topic (SomeException)',
  ],
  not_permitted: [
    { code: 'not_permitted', error },
    'the function may not use the topic (SomeException)',
  ],
  signature_refused: [
    { code: 'signature_refused', error },
    'SNS refuses the signature of the function (SomeException)',
  ],
  endpoint_disabled: [
    { code: 'endpoint_disabled', error },
    'the phone or mailbox is disabled (SomeException)',
  ],
  key_not_permitted: [
    { code: 'key_not_permitted', error },
    'the function may not use the key of the topic (SomeException)',
  ],
  key_disabled: [
    { code: 'key_disabled', error },
    'the key of the topic is disabled (SomeException)',
  ],
  key_unusable: [
    { code: 'key_unusable', error },
    'the key of the topic cannot be used (SomeException)',
  ],
  key_missing: [{ code: 'key_missing', error }, 'the key of the topic is gone (SomeException)'],
  key_service_refused: [
    { code: 'key_service_refused', error },
    'the account has no access to KMS (SomeException)',
  ],
  unavailable: [
    { code: 'unavailable', error },
    'SNS could not be reached or was busy (SomeException)',
  ],
  left_config: [{ code: 'left_config', person: 'anna' }, 'anna has left the config'],
  channel_gone: [
    { code: 'channel_gone', person: 'anna', channel: 'email' },
    'Anna has no mailbox in the config any more',
  ],
  incident_unknown: [{ code: 'incident_unknown' }, 'the incident is unknown'],
  incident_not_triggered: [
    { code: 'incident_not_triggered', status: 'snoozed' },
    'the incident is snoozed',
  ],
  silenced: [
    { code: 'silenced', silence: 's-1', author: { createdBy: 'ben', byPerson: true } },
    'silenced by ben (silence s-1)',
  ],
  declined: [{ code: 'declined', person: 'anna' }, 'Anna declined'],
  reassigned: [{ code: 'reassigned' }, 'reassigned'],
  escalation_restarted: [{ code: 'escalation_restarted' }, 'the escalation began anew'],
  severity_pages_nobody: [{ code: 'severity_pages_nobody' }, 'nobody is paged for this severity'],
  incident_withdrew_it: [{ code: 'incident_withdrew_it' }, 'the incident withdrew it'],
  no_outcome: [{ code: 'no_outcome' }, 'no outcome on record, and nobody is to be paged any more'],
  text: [{ code: 'text', text: 'as it was told before' }, 'as it was told before'],
};

const nameOf = () => 'Anna';

test.each(Object.values(EXAMPLES))('the result %j is told as "%s"', (result, text) => {
  expect(pageResultText(result, { nameOf })).toBe(text);
});

test.each([
  [1, 'message m-1, in one message with another page'],
  [2, 'message m-1, in one message with 2 other pages'],
])('a page that left together with %d more says so', (others, text) => {
  expect(pageResultText({ code: 'sent', message: 'm-1', others }, { nameOf })).toBe(text);
});
