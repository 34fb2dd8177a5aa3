import { decodeCloudwatch } from '#protocols/cloudwatch/decode.ts';
import { logPendingTransitions } from '#protocols/log-pending-transitions.ts';
import { fifoBatch, PoisonMessage, type QueueHandler } from '#runtime/fifo-batch.ts';
import type { Runtime } from '#runtime/runtime.ts';
import { ingestAlerts } from '#usecases/ingest-alerts.ts';

/**
 * Takes in what CloudWatch's alarms tell. What is no alarm, or what no route takes, ends among the
 * dead letters: put back, it is taken once the config takes it.
 */
export function createAlarmsHandler(runtime: Runtime): QueueHandler {
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
