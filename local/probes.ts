import { setTimeout as wait } from 'node:timers/promises';
import { probe } from '#adapters/probe/probe.ts';
import type { Check, Probed } from '#core/check/check.ts';
import { nextProbe } from '#core/check/schedule.ts';
import type { Instant } from '#core/time/instant.ts';
import type { Running } from './poll-queue.ts';

/** A check, its outcome, and when it was probed. */
export interface ProbeOutcome extends Probed {
  readonly check: Check;
  readonly at: Instant;
}

// A look-up blocks a thread, and names that nobody answers for must not stop those of others. It
// counts only until the first thread is needed.
process.env['UV_THREADPOOL_SIZE'] ??= '64';

/** Probes one check now. */
export async function probeNow(check: Check, stop?: AbortSignal): Promise<ProbeOutcome> {
  const at = Date.now();
  return { check, at, ...(await probe(check, stop)) };
}

/** Probes each check at its own moments, until it is stopped. */
export function startProbes(
  checks: readonly Check[],
  place: string,
  onOutcome: (outcome: ProbeOutcome) => void,
): Running {
  const stopping = new AbortController();
  const { signal } = stopping;
  async function goOn(check: Check): Promise<void> {
    while (!signal.aborted) {
      const now = Date.now();
      await wait(nextProbe(check, place, now) - now, undefined, { signal }).catch(() => undefined);
      const outcome = signal.aborted ? undefined : await probeNow(check, signal);
      if (outcome !== undefined && !signal.aborted) {
        onOutcome(outcome);
      }
    }
  }
  const all = Promise.all(checks.map(goOn));
  return {
    async stop() {
      stopping.abort();
      await all;
    },
  };
}
