import { deliverPages } from '#usecases/deliver-pages.ts';
import type { PageMessage } from '#usecases/ports.ts';
import { fifoBatch, type QueueHandler } from '../support/fifo-batch.ts';
import type { Runtime } from '../support/runtime.ts';
import { countPages } from './count-pages.ts';

/** Delivers pages, those of one mailbox in order. */
export function createPageHandler(runtime: Runtime): QueueHandler {
  const { ports, config, publicUrl, clock, measure } = runtime;
  const deliver = deliverPages(ports, config, publicUrl);
  return fifoBatch<PageMessage>(runtime, async (message, now) => {
    measure(countPages(await deliver(message, now), clock()));
  });
}
