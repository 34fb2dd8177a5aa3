import { type Duration, SECOND } from '#core/time/instant.ts';

/** How long a sender waits for what nothing else depends on, retries included. */
const PATIENCE: Duration = SECOND;

/** Ends a call of an SDK for which nobody waits longer. */
export function inTime(): { readonly abortSignal: AbortSignal } {
  return { abortSignal: AbortSignal.timeout(PATIENCE) };
}
