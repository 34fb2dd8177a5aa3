import type { Incident } from '#core/incident/incident.ts';
import { DAY, type Instant } from '#core/time/instant.ts';
import type { Interval } from '#core/time/interval.ts';
import { openedOn } from './opened-on.ts';
import type { Ports } from './ports.ts';

/** So many incidents are looked at, whatever is stored. */
const MOST = 2_000;

type Incidents = Pick<Ports['incidents'], 'open' | 'openedOn'>;

/**
 * Returns a function that finds incidents that may have been open in one of some times: those that
 * are open now, and those that were opened in these days, on the one before, or on the one after.
 * None is read where there is no such time, and none twice for the same moment and days.
 */
export function incidentsHeld(incidents: Incidents) {
  let last: { readonly key: string; readonly found: Promise<readonly Incident[]> } | undefined;
  return async (times: readonly Interval[], now: Instant): Promise<readonly Incident[]> => {
    if (times.length === 0) {
      return [];
    }
    const from = startOfDay(Math.min(...times.map((time) => time.from)) - DAY);
    const to = startOfDay(Math.min(now, Math.max(...times.map((time) => time.to)) + DAY));
    const key = [now, from, to].join(' ');
    if (last?.key !== key) {
      last = { key, found: find(incidents, { from, to }) };
    }
    return last.found;
  };
}

async function find(incidents: Incidents, { from, to }: Interval): Promise<readonly Incident[]> {
  // What cannot be read hides no other: whatever it took is told as nobody's.
  const open = await incidents.open(() => undefined);
  const found = new Map(open.slice(0, MOST).map((incident) => [incident.id, incident]));
  for (let day = to; day >= from && found.size < MOST; day -= DAY) {
    for await (const some of openedOn(incidents, day)) {
      for (const incident of some) {
        found.set(incident.id, incident);
      }
      if (found.size >= MOST) {
        break;
      }
    }
  }
  return [...found.values()];
}

function startOfDay(at: Instant): Instant {
  return Math.floor(at / DAY) * DAY;
}
