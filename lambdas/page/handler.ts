import type { PageRecord } from '#core/paging/page.ts';
import { countPages } from '#runtime/count-pages.ts';
import { fifoBatch, type QueueHandler } from '#runtime/fifo-batch.ts';
import { describeError } from '#runtime/log.ts';
import type { PublishingRuntime } from '#runtime/runtime.ts';
import { deliverPages, mergeMessages } from '#usecases/deliver-pages.ts';
import type { PageMessage } from '#usecases/ports.ts';

/**
 * Delivers pages, in order for each mailbox. The first of a batch leaves alone and at once, with
 * its full text; those behind it go together in the next message. What cannot be read is logged,
 * and keeps nobody's other pages waiting.
 */
export function createPageHandler(runtime: PublishingRuntime): QueueHandler {
  const { ports, config, publicUrl, clock, log, measure } = runtime;
  const deliver = deliverPages(ports, config, publicUrl);
  return fifoBatch<PageMessage>(
    runtime,
    async (messages, now) => {
      const ended: PageRecord[] = [];
      const message = mergeMessages(messages);
      try {
        const undecided = await deliver(message, now, (record) => ended.push(record));
        for (const { order, error } of undecided) {
          const about = { incident: order.incident, error: describeError(error) };
          log({ level: 'error', message: 'a page waits for what cannot be read', ...about });
          measure({ messagesFailed: 1 });
        }
      } finally {
        measure(countPages(ended, clock()), { channel: message.channel });
      }
    },
    {
      read: ports.formats.page.read,
      runs: (messages) => [messages.slice(0, 1), messages.slice(1)].filter((run) => run.length > 0),
    },
  );
}
