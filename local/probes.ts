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

/** Probes one check now. */
export async function probeNow(check: Check): Promise<ProbeOutcome> {
  const at = Date.now();
  return { check, at, ...(await probe(check, () => performance.now())) };
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
      if (!signal.aborted) {
        onOutcome(await probeNow(check));
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
