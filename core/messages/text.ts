import type { Channel } from '../responder/channel.ts';
import type { Composer, Message } from './composer.ts';
import type { Contents } from './contents.ts';
import { emailBundle, emailText } from './email.ts';
import { smsBundle, smsText } from './sms.ts';
import type { Wording } from './wording.ts';

/** Each channel has messages of its own, or this does not compile. */
const COMPOSERS: Readonly<Record<Channel, Composer>> = {
  sms: {
    page: (contents, wording) => ({ subject: '', text: smsText(contents, wording) }),
    bundle: (contents, wording) => ({ subject: '', text: smsBundle(contents, wording) }),
  },
  email: { page: emailText, bundle: emailBundle },
};

/**
 * Composes a message for its channel. It never contains labels, contains values only if the service
 * allows them, and no id of a subject that must not leave.
 */
export function messageText(channel: Channel, contents: Contents, wording: Wording): Message {
  const composer = COMPOSERS[channel];
  return contents.kind === 'page'
    ? composer.page(contents, wording)
    : composer.bundle(contents, wording);
}
