import { z } from 'zod';
import { CHANNELS, type Channel } from '#core/responder/channel.ts';
import { isMailbox } from '#core/responder/channels/email.ts';
import { isPhone } from '#core/responder/channels/sms.ts';
import { quoted, textFormat } from './text-format.ts';

const phone = textFormat({
  title: 'a phone number in quotes, such as "+46701234567"',
  pattern: '^\\+[1-9][0-9]{6,14}$',
  examples: ['+46701234567'],
  read: (text) =>
    isPhone(text)
      ? { value: text }
      : {
          wrong: `${quoted(text)} is not an international phone number (E.164)`,
          hint: 'a plus sign, the country, the number, digits only: "+46701234567"',
        },
});

const mailbox = textFormat({
  title: 'an e-mail address',
  pattern: '^[^@ ]+@[^@ ]+[.][^@ ]+$',
  read: (text) =>
    isMailbox(text)
      ? { value: text }
      : { wrong: `${quoted(text)} is not an e-mail address`, hint: 'such as anna@example.org' },
});

/** The address of each channel: each has one, or this does not compile. */
const addresses = {
  sms: phone.optional().describe('Phone number, in quotes: "+46701234567".'),
  email: mailbox.optional().describe('Mailbox.'),
} satisfies Readonly<Record<Channel, z.ZodType<string | undefined>>>;

export const CONTACTS_TITLE = `a mapping with ${CHANNELS.join(' and ')}`;

/** The addresses of a person that the team keeps in its config. */
export const contacts = z.strictObject(addresses).default({}).meta({ title: CONTACTS_TITLE });

export const CHANNEL_TITLE = `one of ${CHANNELS.join(', ')}`;

export const channel = z.enum(CHANNELS).meta({ title: CHANNEL_TITLE });
