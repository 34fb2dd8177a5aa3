import type { Incident } from '#core/incident/incident.ts';
import type { Instant } from '#core/time/instant.ts';
import { openedLately } from './opened-on.ts';
import type { Ports } from './ports.ts';

/** What a change of the config has made of an incident, and what it has made of it before. */
export interface LinkedIncidents {
  /** The incidents in which its alerts go on. */
  readonly goesOnAs: readonly Incident[];
  /** Those in which they were known before. */
  readonly cameFrom: readonly Incident[];
}

/** How far back they are looked for, beside those that are open. */
const DAYS_BACK = 31;

/**
 * The newest incidents of the groups with which an incident is linked: nothing is read where there
 * are none.
 */
export function findLinked({ incidents }: Pick<Ports, 'incidents'>) {
  return async (
    { id, goesOnIn = [], cameFrom = [] }: Incident,
    now: Instant,
  ): Promise<LinkedIncidents> => {
    const missing = new Set([...goesOnIn, ...cameFrom]);
    if (missing.size === 0) return { goesOnAs: [], cameFrom: [] };
    const isWanted = (one: Incident) => one.id !== id && missing.delete(one.groupKey);
    const open = (await incidents.open()).filter(isWanted);
    const wanted = { days: DAYS_BACK, limit: missing.size, isWanted, after: undefined };
    const lately = await openedLately(incidents, now, wanted);
    const found = [...open, ...lately];
    const of = (keys: readonly string[]) => found.filter(({ groupKey }) => keys.includes(groupKey));
    return { goesOnAs: of(goesOnIn), cameFrom: of(cameFrom) };
  };
}
