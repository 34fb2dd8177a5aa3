import { describeError } from '#runtime/log.ts';
import type { Runtime } from '#runtime/runtime.ts';
import type { RelayOutcome } from '#usecases/subject-saving.ts';

/**
 * Logs that transitions are stored and the queue did not take them yet, so that the clock sends
 * them; or that it never takes some, of which the technical service was told.
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
