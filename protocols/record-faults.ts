import type { SenderFault } from '#core/alert/sender-fault.ts';
import type { Instant } from '#core/time/instant.ts';
import { describeError } from '#runtime/log.ts';
import type { Runtime } from '#runtime/runtime.ts';
import { recordSenderFaults } from '#usecases/record-sender-faults.ts';
import { logPendingTransitions } from './log-pending-transitions.ts';

/** Records faults of senders; see `recordSenderFaults`. It never fails. */
export type RecordFaults = (faults: readonly SenderFault[], now: Instant) => Promise<void>;

/**
 * Create it once for each function: it holds back what it has just recorded. A failure of the store
 * is only logged: the request has been handled, and must not be sent again because of this.
 */
export function createFaultRecorder(
  runtime: Pick<Runtime, 'ports' | 'config' | 'log' | 'measure'>,
): RecordFaults {
  const { ports, config, log, measure } = runtime;
  const note = recordSenderFaults(ports, config);
  return async (faults, now) => {
    if (faults.length === 0) {
      return;
    }
    measure({ senderFaults: faults.length });
    try {
      const result = await note(faults, now);
      for (const { kind, key, sender, detail, address } of result.noted) {
        log({ level: 'error', message: 'a sender is wrong', kind, key, sender, detail, address });
      }
      logPendingTransitions(runtime, result);
    } catch (error) {
      const message = 'a fault of a sender could not be noted';
      log({ level: 'error', message, error: describeError(error) });
    }
  };
}
