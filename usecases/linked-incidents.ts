import type { Incident } from '#core/incident/incident.ts';
import { allInParallel } from './in-parallel.ts';
import type { Ports } from './ports.ts';

/** The incidents that a config change has linked to an incident, in both directions. */
export interface LinkedIncidents {
  /** The incidents in which its alerts continue. */
  readonly goesOnAs: readonly Incident[];
  /** The incidents from which its alerts came. */
  readonly cameFrom: readonly Incident[];
}

const READS_AT_ONCE = 10;

/**
 * Finds the newest incidents of the groups that an incident is linked with, however long ago they
 * were opened: one read for each, none if there are no links.
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
