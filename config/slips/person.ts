import { allChannels, type Channel } from '#core/responder/channel.ts';
import { isMailbox } from '#core/responder/channels/email.ts';
import { isPhone } from '#core/responder/channels/sms.ts';

/** Suggests an international phone number for a text that is none. */
export function phoneSlip(text: string, input: unknown): string | undefined {
  if (typeof input === 'object') {
    return 'write one number alone, without brackets';
  }
  if (typeof input === 'number' && isPhone(text)) {
    return `put it in quotes: "${text}"`;
  }
  if (typeof input === 'number') {
    return `put it in quotes, with a plus sign and the country: without them YAML reads a number, and loses + and the first 0: "+46701234567"`;
  }
  const digits = text.replace(/\(0\)/gu, '').replace(/[\s().\-/\u00a0]/gu, '');
  const number = digits.replace(/^00(?=[1-9])/u, '+');
  if (number !== text && isPhone(number)) {
    return `write "${number}"`;
  }
  if (/^0[1-9]\d{5,}$/u.test(digits)) {
    return `put the country in place of the first 0, as "+46${digits.slice(1)}" for Sweden`;
  }
  return /^[1-9]\d{9,14}$/u.test(digits) ? `begin with a plus sign: "+${digits}"` : undefined;
}

/** `Anna <anna@example.org>`, `mailto:anna@example.org`. */
export function mailboxSlip(text: string): string | undefined {
  const [, inner = ''] = /^(?:mailto:|.*<)?([^<>\s]+@[^<>\s]+?)>?$/iu.exec(text.trim()) ?? [];
  return inner !== text && isMailbox(inner) ? `write ${inner}` : undefined;
}

const CHANNEL_WORDS: Readonly<Record<string, Channel>> = {
  phone: 'sms',
  text: 'sms',
  mobile: 'sms',
  call: 'sms',
  mail: 'email',
  'e-mail': 'email',
};

/** Suggests a channel for a text that is none. */
export function channelSlip(text: string): string | undefined {
  const meant = CHANNEL_WORDS[text.toLowerCase()];
  return meant === undefined
    ? `pages leave by ${allChannels('and')} alone`
    : `did you mean "${meant}"? Pages leave by ${allChannels('and')} alone`;
}
