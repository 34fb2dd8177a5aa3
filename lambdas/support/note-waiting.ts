import type { HandedOver } from '#usecases/subject-saving.ts';
import { describeError } from './log.ts';
import type { Runtime } from './runtime.ts';

/** Logs that transitions are stored and the queue did not take them yet: the clock sends them. */
export function noteWaiting(
  { log }: Pick<Runtime, 'log'>,
  { handedOver }: { readonly handedOver: HandedOver },
): void {
  if (handedOver.kind !== 'waiting') return;
  const { transitions, cause } = handedOver;
  const message = 'transitions wait for the queue';
  log({ level: 'error', message, transitions, error: describeError(cause) });
}
