import { channelOfProtocol } from '#core/responder/channel.ts';
import type { ContactBook } from '#usecases/ports.ts';

const NOTICE =
  'This platform runs on one machine: no SMS and no mail leaves it. Each page appears where it was started, and under Phones in its console, whether or not a phone or mailbox stands here. In AWS each person needs one.';

/**
 * The contacts of a platform on one machine. The queue that shows its pages there is nobody's
 * contact; and a mailbox is confirmed at once, since no mail with a link is ever sent.
 */
export function localContactBook(book: ContactBook, topicPrefix: string): ContactBook {
  return {
    ...book,
    notice: NOTICE,
    list: async (to) => {
      const all = await book.list(to);
      return all.filter(({ protocol }) => channelOfProtocol(protocol) !== undefined);
    },
    add: async (to, address) => {
      const added = await book.add(to, address);
      const isPending = added.kind === 'contact' && added.contact.state === 'pending';
      // The token is the ARN of the subscription here.
      return isPending ? book.confirm(to, topicPrefix + added.contact.id) : added;
    },
  };
}
