import { describeError } from '#runtime/log.ts';
import type { Runtime } from '#runtime/runtime.ts';
import type { RelayOutcome } from '#usecases/subject-saving.ts';

/**
 * Logs transitions that are stored but not in the queue yet, which the clock will send, and those
 * that the queue never accepts, of which the technical service was notified.
 */
export function logPendingTransitions(
  { log }: Pick<Runtime, 'log'>,
  { handedOver }: { readonly handedOver: RelayOutcome },
): void {
  if (handedOver.kind === 'sent') {
    const { refused } = handedOver;
    const said = 'the queue refuses transitions for good';
    if (refused) {
      log({ level: 'error', message: said, error: describeError(refused) });
    }
    return;
  }
  const { transitions, cause } = handedOver;
  const message = 'transitions wait for the queue';
  log({ level: 'error', message, transitions, error: describeError(cause) });
}
