import { probe as probeBy } from '#adapters/probe/probe.ts';
import type { Probing } from '#usecases/probe-checks.ts';

/** Probes a check from where this function runs. */
export const probe: Probing['probe'] = (check) => probeBy(check, () => performance.now());
