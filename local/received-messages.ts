import type { Channel } from '#core/responder/channel.ts';
import type { Instant } from '#core/time/instant.ts';
import type { ReceivedPage } from './phones.ts';

/** A message on a phone or in a mailbox. */
interface ReceivedMessage extends Pick<ReceivedPage, 'subject' | 'text'> {
  /** Different from that of every other message, over restarts too. */
  readonly id: string;
  readonly at: Instant;
}

/** What phones and mailboxes have received since the platform was started. */
export interface ReceivedMessages {
  keep(page: ReceivedPage): void;
  /** The newest last. */
  by(responder: string, channel: Channel): readonly ReceivedMessage[];
}

/** Of each phone or mailbox the newest are kept. */
const MOST_KEPT = 100;

export function keepMessages(clock: () => Instant): ReceivedMessages {
  const kept = new Map<string, readonly ReceivedMessage[]>();
  const began = clock();
  let received = 0;
  return {
    keep({ responder, channel, ...message }) {
      received += 1;
      const name = `${responder} ${channel}`;
      const newest = { ...message, id: `${began}-${received}`, at: clock() };
      kept.set(name, [...(kept.get(name) ?? []), newest].slice(-MOST_KEPT));
    },
    by: (responder, channel) => kept.get(`${responder} ${channel}`) ?? [],
  };
}
