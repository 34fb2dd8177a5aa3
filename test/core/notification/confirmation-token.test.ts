import { expect, test } from '@jest/globals';
import { confirmationToken } from '#core/notification/confirmation-token.ts';

const TOKEN = '2336412f37fb687f5d51e6e241d09c805a5a57b30d712f794cc5f6a988666d92768dd60a747ba6f3';
const TOPIC = 'arn:aws:sns:eu-north-1:123456789012:wardbell-anna-email';
const LINK = `https://sns.eu-north-1.amazonaws.com/confirmation.html?TopicArn=${TOPIC}&Token=${TOKEN}&Endpoint=anna@example.org`;

test.each([
  ['the link', LINK],
  ['the link between signs of a mail in text', ` <${LINK}>\n`],
  ['the API link', LINK.replace('confirmation.html?', '?Action=ConfirmSubscription&')],
  [
    'the link as a mail filter rewrote it',
    `https://eur01.safelinks.protection.outlook.com/?url=${encodeURIComponent(LINK)}&data=05%7C01&reserved=0`,
  ],
  ['the token alone', TOKEN],
])('is found in %s', (_, copied) => {
  expect(confirmationToken(copied)).toBe(TOKEN);
});

test.each([
  ['nothing', ''],
  ['a word', 'yes'],
  ['another link', 'https://example.org/?token=1'],
  ['broken percent-encoding', 'https://example.org/%E0%A4%A'],
  ['a sentence', 'I have confirmed it already, thank you'],
])('is not found in %s', (_, copied) => {
  expect(confirmationToken(copied)).toBeUndefined();
});
