import { type CanaryInbox, runCanary } from '#usecases/run-canary.ts';
import type { Runtime } from '../support/runtime.ts';
import { canaryKey } from './canary-key.ts';
import { postSamples } from './post-samples.ts';

/** A function that is called every few minutes, whatever calls it. */
export type CanaryHandler = (event: unknown) => Promise<void>;

/** Breaches a rule through the deployed API and measures the time to the page. What goes wrong fails the call, for its alarm and for whoever reads the log. */
export function createCanaryHandler<Message extends { readonly body: string }>(
  { ports, publicUrl, clock, measure }: Pick<Runtime, 'ports' | 'publicUrl' | 'clock' | 'measure'>,
  inbox: CanaryInbox<Message>,
): CanaryHandler {
  return async () => {
    const token = await canaryKey(ports.controls, clock());
    measure({ canaryTimeToPage: await runCanary(inbox, postSamples(publicUrl, token), clock) });
  };
}
