import type { Incident } from '#core/incident/incident.ts';
import { incidentOfInhibited, keyOfInhibitor } from '#core/suppression/inhibition.ts';
import { allInParallel } from './in-parallel.ts';
import { loadReadable } from './load-readable.ts';
import type { Ports } from './ports.ts';

/** The incidents that an incident keeps quiet: some of them, and how many more there are. */
export interface InhibitedIncidents {
  readonly incidents: readonly Incident[];
  readonly more: number;
}

/** So many are read, and so many are counted. */
const SHOWN = 50;
const COUNTED = 1_000;

const READS_AT_ONCE = 10;

/**
 * Finds what is quiet because of an incident, by what waits for its inhibitors: without a scan of
 * open incidents, and without a read where it inhibits nothing.
 */
export function findInhibited({ controls, incidents }: Pick<Ports, 'controls' | 'incidents'>) {
  return async ({ id, inhibits = [] }: Incident): Promise<InhibitedIncidents> => {
    const keys = [...new Set(inhibits.map(keyOfInhibitor))];
    const waiting = await allInParallel(keys, READS_AT_ONCE, (key) =>
      controls.inhibited(key, COUNTED),
    );
    const ids = [...new Set(waiting.flat().map((one) => incidentOfInhibited(one.id)))];
    const { found } = await loadReadable(incidents.load, ids.slice(0, SHOWN));
    const quiet = [...found.values()].filter((one) => one.id !== id && one.inhibited !== undefined);
    return { incidents: quiet, more: Math.max(0, Math.min(ids.length, COUNTED) - SHOWN) };
  };
}
