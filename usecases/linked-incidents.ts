import type { Incident } from '#core/incident/incident.ts';
import { allInParallel } from './in-parallel.ts';
import type { Ports } from './ports.ts';

/** What a change of the config has made of an incident, and what it has made of it before. */
export interface LinkedIncidents {
  /** The incidents in which its alerts go on. */
  readonly goesOnAs: readonly Incident[];
  /** Those in which they were known before. */
  readonly cameFrom: readonly Incident[];
}

const READS_AT_ONCE = 10;

/**
 * The newest incidents of the groups with which an incident is linked, however long ago they were
 * opened: one read for each, and none where there are none.
 */
export function findLinked({ incidents }: Pick<Ports, 'incidents'>) {
  const newestOf = async (groupKeys: readonly string[]) => {
    const found = await allInParallel(groupKeys, READS_AT_ONCE, (key) => incidents.latest(key));
    return found.filter((incident) => incident !== undefined);
  };
  return async ({ goesOnIn = [], cameFrom = [] }: Incident): Promise<LinkedIncidents> => ({
    goesOnAs: await newestOf(goesOnIn),
    cameFrom: await newestOf(cameFrom),
  });
}
