import { checkReport } from '#core/health/check-report.ts';
import { ownKey } from '#http/own-key.ts';
import { loggedFailure } from '#runtime/logged-failure.ts';
import { postSamples } from '#runtime/post-samples.ts';
import { reportCheck } from '#runtime/report-check.ts';
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
  { inbox, place }: { readonly inbox: CanaryInbox<Message>; readonly place: string },
): CanaryHandler {
  const report = reportCheck({ ports, log });
  return async () => {
    const run = { check: 'canary' as const, place, at: clock() };
    try {
      const token = await ownKey('canary', ports.controls, clock());
      const timeToPage = await runCanary(inbox, postSamples(publicUrl, token), clock);
      measure({ canaryTimeToPage: timeToPage });
      await report(checkReport({ ...run, findings: [], timeToPage }));
    } catch (error) {
      // It handles only its own samples, so the full reason may be logged.
      const reason = error instanceof Error ? error.message : String(error);
      await report(checkReport({ ...run, findings: [{ kind: 'canary', text: reason }] }));
      throw loggedFailure(log, 'the canary failed', error, { reason });
    }
  };
}
