import { expect, test } from '@jest/globals';
import { confirmationToken } from '#core/paging/confirmation-token.ts';

const TOKEN = '2336412f37fb687f5d51e6e241d09c805a5a57b30d712f794cc5f6a988666d92768dd60a747ba6f3';
const TOPIC = 'arn:aws:sns:eu-north-1:123456789012:wardbell-anna-email';
const LINK = `https://sns.eu-north-1.amazonaws.com/confirmation.html?TopicArn=${TOPIC}&Token=${TOKEN}&Endpoint=anna@example.org`;

const twice = (link: string) => encodeURIComponent(encodeURIComponent(link));

/** Its own escapes: a hyphen for the percent sign, an underline for a slash. */
const PROOFPOINT = `https://urldefense.proofpoint.com/v2/url?u=${encodeURIComponent(
  LINK.replaceAll('-', '%2D'),
)
  .replaceAll('%2F', '_')
  .replaceAll('%252D', '%2D')
  .replaceAll('%', '-')}&d=DwMFAg&c=euGZ-26x%&r=5-2Dz&m=a_b&s=c-d&e=`;

test.each([
  ['the link', LINK],
  ['the link between signs of a mail in text', ` <${LINK}>\n`],
  ['the API link', LINK.replace('confirmation.html?', '?Action=ConfirmSubscription&')],
  [
    'the link as a mail filter rewrote it',
    `https://eur01.safelinks.protection.outlook.com/?url=${encodeURIComponent(LINK)}&data=05%7C01&reserved=0`,
  ],
  ['the link out of the source of a mail', LINK.replaceAll('&', '&amp;')],
  ['the same with numbers for signs', LINK.replaceAll('&', '&#38;')],
  ['the link, encoded twice', `https://f.example/?u=${twice(LINK)}&s=1`],
  ['the link out of the source, encoded twice', twice(LINK.replaceAll('&', '&amp;'))],
  ['the link as Proofpoint rewrote it', PROOFPOINT],
  ['the same within another filter', `https://f.example/?u=${encodeURIComponent(PROOFPOINT)}`],
  ['the link as Proofpoint does it now', `https://urldefense.com/v3/__${LINK}__;!!ab-cd!ef$`],
  ['a link beside broken percent-encoding', `%E0%A4%A&u=${encodeURIComponent(LINK)}`],
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

test('ends, however often what is none is encoded', () => {
  expect(confirmationToken(`%${'25'.repeat(3_900)}`)).toBeUndefined();
});
