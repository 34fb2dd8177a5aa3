import { deliverPages } from '#usecases/deliver-pages.ts';
import type { PageMessage } from '#usecases/ports.ts';
import { fifoBatch, type QueueHandler } from '../support/fifo-batch.ts';
import type { Runtime } from '../support/runtime.ts';

/** Delivers pages, those of one mailbox in order. */
export function createPageHandler(runtime: Runtime): QueueHandler {
  const { ports, config, publicUrl } = runtime;
  return fifoBatch<PageMessage>(runtime, deliverPages(ports, config, publicUrl));
}
