import { canaryKey } from '#http/canary-key.ts';
import { loggedFailure } from '#runtime/logged-failure.ts';
import { postSamples } from '#runtime/post-samples.ts';
import type { Runtime } from '#runtime/runtime.ts';
import type { CanaryInbox } from '#usecases/canary-inbox.ts';
import { runCanary } from '#usecases/run-canary.ts';

/** A function that is called every few minutes; its event is ignored. */
export type CanaryHandler = (event: unknown) => Promise<void>;

/**
 * Breaches a rule through the deployed API and measures the time to the page. Any failure is logged
 * and fails the call, for its alarm.
 */
export function createCanaryHandler<Message extends { readonly body: string }>(
  { ports, publicUrl, clock, log, measure }: Omit<Runtime, 'config'>,
  inbox: CanaryInbox<Message>,
): CanaryHandler {
  return async () => {
    try {
      const token = await canaryKey(ports.controls, clock());
      measure({ canaryTimeToPage: await runCanary(inbox, postSamples(publicUrl, token), clock) });
    } catch (error) {
      // It handles only its own samples, so the full reason may be logged.
      const reason = error instanceof Error ? error.message : String(error);
      throw loggedFailure(log, 'the canary failed', error, { reason });
    }
  };
}
