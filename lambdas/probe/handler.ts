import { ownKey } from '#http/own-key.ts';
import { loggedFailure } from '#runtime/logged-failure.ts';
import { postSamples } from '#runtime/post-samples.ts';
import type { Runtime } from '#runtime/runtime.ts';
import { scheduledMinute } from '#runtime/scheduled-minute.ts';
import { type Probing, probeChecks } from '#usecases/probe-checks.ts';

/** A function that EventBridge calls each minute; the event says which. */
export type ProbeHandler = (event: unknown) => Promise<void>;

/** Probes the checks of the config that are due, and posts what it finds as any agent does. */
export function createProbeHandler(
  { ports, config, publicUrl, clock, log }: Omit<Runtime, 'measure'>,
  parts: Pick<Probing, 'place' | 'probe'>,
): ProbeHandler {
  return async (event) => {
    try {
      const post = postSamples(publicUrl, await ownKey('probe', ports.controls, clock()));
      const probe = probeChecks(config.checks ?? [], { ...parts, post, clock });
      for (const failed of await probe(scheduledMinute(event, clock()))) {
        log({ level: 'info', message: 'a check fails', ...failed });
      }
    } catch (error) {
      // It handles only what it has probed itself, so the full reason may be logged.
      const reason = error instanceof Error ? error.message : String(error);
      throw loggedFailure(log, 'what was probed could not be sent', error, { reason });
    }
  };
}
