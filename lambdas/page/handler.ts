import type { PageRecord } from '#core/notification/page.ts';
import { deliverPages } from '#usecases/deliver-pages.ts';
import type { PageMessage } from '#usecases/ports.ts';
import { fifoBatch, type QueueHandler } from '../support/fifo-batch.ts';
import type { PublishingRuntime } from '../support/runtime.ts';
import { countPages } from './count-pages.ts';

/** Delivers pages, those of one mailbox in order. */
export function createPageHandler(runtime: PublishingRuntime): QueueHandler {
  const { ports, config, publicUrl, clock, measure } = runtime;
  const deliver = deliverPages(ports, config, publicUrl);
  return fifoBatch<PageMessage>(runtime, async (message, now) => {
    const ended: PageRecord[] = [];
    try {
      await deliver(message, now, (record) => ended.push(record));
    } finally {
      measure(countPages(ended, clock()));
    }
  });
}
