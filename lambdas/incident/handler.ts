import { fifoBatch, type QueueHandler } from '#runtime/fifo-batch.ts';
import type { Runtime } from '#runtime/runtime.ts';
import { groupMessages, handleIncidentMessages } from '#usecases/handle-incident-message.ts';
import type { IncidentMessage } from '#usecases/ports.ts';

/** Folds transitions and due times into incidents, in order for each group key. */
export function createIncidentHandler(runtime: Runtime): QueueHandler {
  const handle = handleIncidentMessages(runtime.ports, runtime.config);
  const { read } = runtime.ports.formats.incident;
  return fifoBatch<IncidentMessage>(runtime, handle, { read, runs: groupMessages });
}
