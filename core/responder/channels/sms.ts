import { type ChannelKind, HIDDEN } from './kind.ts';

/** Whether it is a phone number in SNS' form (E.164). */
export function isPhone(text: string): boolean {
  return /^\+[1-9]\d{6,14}$/u.test(text);
}

export const SMS: ChannelKind = {
  name: 'SMS',
  contact: 'phone',
  address: {
    example: '+46701234567',
    form: 'a plus sign, the country, the number, digits only (E.164): +46701234567',
    // Only SNS' own message tells the reason, and it may name the number. AWS does not document
    // whether a number that answered STOP is refused.
    refusal:
      'SNS does not take this phone number: it may be none, or its owner may have answered STOP (docs/contacts.md tells how to opt in again)',
    matches: isPhone,
    mask: (number) => `${number.slice(0, 3)}${HIDDEN}${number.slice(-2)}`,
  },
  protocol: 'sms',
  consent: 'until_stop',
  hasSubject: false,
};
