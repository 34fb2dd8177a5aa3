import type { Channel } from '../responder/channel.ts';
import type { Contents } from './contents.ts';
import { type Email, emailBundle, emailText } from './email.ts';
import { smsBundle, smsText } from './sms.ts';
import type { Wording } from './wording.ts';

/**
 * Composes a message for its channel. It never contains labels, contains values only if the service
 * allows them, and no id of a subject that must not leave.
 */
export function messageText(channel: Channel, contents: Contents, wording: Wording): Email {
  if (channel === 'sms') {
    const isPage = contents.kind === 'page';
    const text = isPage ? smsText(contents, wording) : smsBundle(contents, wording);
    return { subject: '', text };
  }
  return contents.kind === 'page' ? emailText(contents, wording) : emailBundle(contents, wording);
}
