import { decodeCloudwatch } from '#protocols/cloudwatch/decode.ts';
import { noteWaiting } from '#protocols/note-waiting.ts';
import { fifoBatch, type QueueHandler, Unacceptable } from '#runtime/fifo-batch.ts';
import type { Runtime } from '#runtime/runtime.ts';
import { takeAlerts } from '#usecases/take-alerts.ts';

/**
 * Takes in what CloudWatch's alarms tell. What is no alarm, or what no route takes, ends among the
 * dead letters: put back, it is taken once the config takes it.
 */
export function createAlarmsHandler(runtime: Runtime): QueueHandler {
  const take = takeAlerts(runtime.ports, runtime.config);
  return fifoBatch<string>(
    runtime,
    async ([text = ''], now) => {
      const event = decodeCloudwatch(text, now);
      if ('detail' in event) {
        throw new Unacceptable(event.detail);
      }
      if (event.kind === 'nothing') {
        return;
      }
      const result = await take([event], now);
      const [refused] = result.rejected;
      if (refused !== undefined) {
        throw new Unacceptable(refused.detail);
      }
      runtime.measure({ alertsTaken: 1 }, { door: 'alarms' });
      noteWaiting(runtime, result);
    },
    { read: String },
  );
}
