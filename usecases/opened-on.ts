import { compareOpened } from '#core/incident/compare-opened.ts';
import type { Incident } from '#core/incident/incident.ts';
import { DAY, type Instant } from '#core/time/instant.ts';
import type { OpenedAt, Ports } from './ports.ts';

/** So many are held in memory at once: each may have thousands of alerts. */
const AT_ONCE = 500;

/** All incidents that were opened on the UTC day of a moment, in chunks, the newest first. */
export async function* openedOn(
  incidents: Pick<Ports['incidents'], 'openedOn'>,
  day: Instant,
  after?: OpenedAt,
): AsyncGenerator<readonly Incident[]> {
  let place = after;
  for (;;) {
    const some = await incidents.openedOn(day, AT_ONCE, place);
    if (some.length > 0) {
      yield some;
    }
    place = some.at(-1);
    if (some.length < AT_ONCE) {
      return;
    }
  }
}

interface Wanted {
  /** How many UTC days back, today being the first. */
  readonly days: number;
  readonly limit: number;
  readonly isWanted: (incident: Incident) => boolean;
  /** Behind which place to go on. */
  readonly after: OpenedAt | undefined;
}

/**
 * The newest incidents of the last days that are wanted: no fewer than `limit` where there are so
 * many.
 */
export async function openedLately(
  incidents: Pick<Ports['incidents'], 'openedOn'>,
  now: Instant,
  { days, limit, isWanted, after }: Wanted,
): Promise<readonly Incident[]> {
  const found: Incident[] = [];
  // Nothing of a later day stands behind the place: those days need not be asked again.
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

/** How many UTC days a moment is back; negative where it is ahead. */
function daysBack(at: Instant, now: Instant): number {
  return Math.floor(now / DAY) - Math.floor(at / DAY);
}

/** Each incident once, behind a place, the newest first. */
export function newestFirst(
  found: readonly Incident[],
  after: OpenedAt | undefined,
): readonly Incident[] {
  const once = new Map(found.map((incident) => [incident.id, incident]));
  return [...once.values()]
    .filter((incident) => after === undefined || compareOpened(after, incident) < 0)
    .sort(compareOpened);
}
