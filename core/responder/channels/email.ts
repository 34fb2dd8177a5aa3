import { type ChannelKind, HIDDEN } from './kind.ts';

export function isMailbox(text: string): boolean {
  return text.length <= 254 && /^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z\d-]+(\.[a-z\d-]+)+$/iu.test(text);
}

export const EMAIL: ChannelKind = {
  name: 'e-mail',
  contact: 'mailbox',
  address: {
    example: 'anna@example.org',
    form: 'an e-mail address, such as anna@example.org',
    refusal: 'SNS does not take this mailbox',
    matches: isMailbox,
    mask: maskMailbox,
  },
  protocol: 'email',
  consent: 'by_link',
  confirmation: {
    next: (person) =>
      `SNS has sent it a mail with a link that works for two days. Do not open the link: copy it, and confirm with: npx --no-install wardbell contacts confirm ${person} "<link>"`,
    again: (person) =>
      `Add it again, which sends a new mail, and confirm it with "npx --no-install wardbell contacts confirm ${person} <link>".`,
  },
  hasSubject: true,
};

function maskMailbox(address: string): string {
  const at = address.lastIndexOf('@');
  return at < 0 ? HIDDEN : `${at > 1 ? address.slice(0, 1) : ''}${HIDDEN}${address.slice(at)}`;
}
