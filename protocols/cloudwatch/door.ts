import { fifoBatch, PoisonMessage, type QueueHandler } from '#runtime/fifo-batch.ts';
import type { Runtime } from '#runtime/runtime.ts';
import { ingestAlerts } from '#usecases/ingest-alerts.ts';
import { logPendingTransitions } from '../log-pending-transitions.ts';
import { decodeCloudwatch } from './decode.ts';

/**
 * Ingests the state changes of CloudWatch alarms. A message that is no alarm, or that no route
 * takes, ends in the dead-letter queue: once the config takes it, it can be redriven.
 */
export function cloudwatchDoor(runtime: Runtime): QueueHandler {
  const take = ingestAlerts(runtime.ports, runtime.config);
  return fifoBatch<string>(
    runtime,
    async ([text = ''], now) => {
      const event = decodeCloudwatch(text, now);
      if ('detail' in event) {
        throw new PoisonMessage(event.detail);
      }
      if (event.kind === 'nothing') {
        return;
      }
      const result = await take([event], now);
      const [refused] = result.rejected;
      if (refused !== undefined) {
        throw new PoisonMessage(refused.detail);
      }
      runtime.measure({ alertsTaken: 1 }, { door: 'alarms' });
      logPendingTransitions(runtime, result);
    },
    { read: String },
  );
}
