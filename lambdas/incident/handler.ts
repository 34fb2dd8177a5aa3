import { handleIncidentMessage } from '#usecases/handle-incident-message.ts';
import type { IncidentMessage } from '#usecases/ports.ts';
import { fifoBatch, type QueueHandler } from '../support/fifo-batch.ts';
import type { Runtime } from '../support/runtime.ts';

/** Folds transitions and due times into incidents, those of one group key in order. */
export function createIncidentHandler(runtime: Runtime): QueueHandler {
  return fifoBatch<IncidentMessage>(runtime, handleIncidentMessage(runtime.ports, runtime.config));
}
