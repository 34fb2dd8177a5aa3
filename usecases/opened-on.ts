import { compareOpened } from '#core/incident/compare-opened.ts';
import type { Incident } from '#core/incident/incident.ts';
import { DAY, type Instant } from '#core/time/instant.ts';
import type { OnUnreadable, OpenedAt, Ports } from './ports.ts';

/** How many incidents are held in memory at once: each may have thousands of alerts. */
export const INCIDENTS_AT_ONCE = 500;

/** Yields all incidents that were opened on the UTC day of a moment, in chunks, newest first. */
export async function* openedOn(
  incidents: Pick<Ports['incidents'], 'openedOn'>,
  day: Instant,
  after?: OpenedAt,
  onUnreadable?: OnUnreadable,
): AsyncGenerator<readonly Incident[]> {
  let place = after;
  for (;;) {
    const some = await incidents.openedOn(day, INCIDENTS_AT_ONCE, place, onUnreadable);
    if (some.length > 0) {
      yield some;
    }
    place = some.at(-1);
    if (some.length < INCIDENTS_AT_ONCE) {
      return;
    }
  }
}

interface Wanted {
  /** How many UTC days to look back; today is the first. */
  readonly days: number;
  readonly limit: number;
  readonly isWanted: (incident: Incident) => boolean;
  /** The place after which to continue. */
  readonly after: OpenedAt | undefined;
}

/**
 * Returns the newest matching incidents of the last days, at least `limit` if there are that many.
 */
export async function openedLately(
  incidents: Pick<Ports['incidents'], 'openedOn'>,
  now: Instant,
  { days, limit, isWanted, after }: Wanted,
): Promise<readonly Incident[]> {
  const found: Incident[] = [];
  // Days after the place have nothing behind it, so they are not read.
  const first = after === undefined ? 0 : Math.max(0, daysBack(after.openedAt, now));
  for (let day = first; day < days && found.length < limit; day++) {
    for await (const some of openedOn(incidents, now - day * DAY, after)) {
      found.push(...some.filter(isWanted));
      if (found.length >= limit) {
        break;
      }
    }
  }
  return found;
}

/** How many UTC days ago a moment was; negative if it is ahead. */
function daysBack(at: Instant, now: Instant): number {
  return Math.floor(now / DAY) - Math.floor(at / DAY);
}

/** Returns each incident once, after a place, newest first. */
export function newestFirst(
  found: readonly Incident[],
  after: OpenedAt | undefined,
): readonly Incident[] {
  const once = new Map(found.map((incident) => [incident.id, incident]));
  return [...once.values()]
    .filter((incident) => after === undefined || compareOpened(after, incident) < 0)
    .sort(compareOpened);
}
