import type { Channel } from '../responder/channel.ts';
import type { Contents } from './contents.ts';
import { type Email, emailBundle, emailText } from './email.ts';
import { smsBundle, smsText } from './sms.ts';
import type { Wording } from './wording.ts';

/**
 * A message in the words of its channel. Labels never stand in it, values only where the service
 * lets them, and no subject by its own id that is to stay in the house.
 */
export function messageText(channel: Channel, contents: Contents, wording: Wording): Email {
  if (channel === 'sms') {
    const isPage = contents.kind === 'page';
    const text = isPage ? smsText(contents, wording) : smsBundle(contents, wording);
    return { subject: '', text };
  }
  return contents.kind === 'page' ? emailText(contents, wording) : emailBundle(contents, wording);
}
