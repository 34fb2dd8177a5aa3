import type { SpentBy } from '#core/evaluation/objective/month.ts';
import type { Incident } from '#core/incident/incident.ts';
import { DAY, type Instant, startOfDay } from '#core/time/instant.ts';
import type { Interval } from '#core/time/interval.ts';
import { loadReadable } from './load-readable.ts';
import { onceAMoment } from './once-a-moment.ts';
import { openedOn } from './opened-on.ts';
import type { Ports } from './ports.ts';

/** So many incidents are looked at, whatever is stored. */
const MOST = 2_000;

type Incidents = Pick<Ports['incidents'], 'open' | 'openedOn' | 'load'>;

/** What incidents took of days before, by when those began. */
type SpentBefore = readonly (Pick<SpentBy, 'incident'> & { readonly day: Instant })[];

export type IncidentsHeld = (
  times: readonly Interval[],
  before: SpentBefore,
  now: Instant,
) => Promise<readonly Incident[]>;

/**
 * Returns a function that finds incidents that may have been open in one of some times: those that
 * are open now; those that were opened in these days, on the one before, or on the one after; and
 * those that took of the days just before, which may have gone on. None is read where there is no
 * such time, and no day twice at the same moment.
 */
export function incidentsHeld(incidents: Incidents): IncidentsHeld {
  const readAt = onceAMoment(() => readOnce(incidents));
  return async (times, before, now) => {
    if (times.length === 0) {
      return [];
    }
    const { open, openedOnDay } = readAt(now);
    const from = startOfDay(Math.min(...times.map((time) => time.from)) - DAY);
    const to = startOfDay(Math.min(now, Math.max(...times.map((time) => time.to)) + DAY));
    const found = [...(await open())];
    for (let day = to; day >= from; day -= DAY) {
      found.push(...(await openedOnDay(day)));
    }
    const known = new Map(found.map((incident) => [incident.id, incident]));
    const since = from - DAY;
    const ids = before.flatMap(({ day, incident }) => (day >= since ? [incident] : []));
    const earlier = [...new Set(ids)].filter((id) => !known.has(id)).slice(0, MOST);
    const went = await loadReadable(incidents.load, earlier);
    return [...known.values(), ...went.found.values()];
  };
}

/** What is read at one moment; several may ask for the same. */
interface ReadOnce {
  readonly open: () => Promise<readonly Incident[]>;
  readonly openedOnDay: (day: Instant) => Promise<readonly Incident[]>;
}

function readOnce(incidents: Incidents): ReadOnce {
  let room = MOST;
  const take = (some: readonly Incident[]) => {
    const taken = some.slice(0, room);
    room -= taken.length;
    return taken;
  };
  let open: Promise<readonly Incident[]> | undefined;
  const days = new Map<Instant, Promise<readonly Incident[]>>();
  const readDay = async (day: Instant) => {
    const found: Incident[] = [];
    if (room > 0) {
      for await (const some of openedOn(incidents, day)) {
        found.push(...take(some));
        if (room === 0) {
          break;
        }
      }
    }
    return found;
  };
  return {
    // What cannot be read hides no other: whatever it took is told as nobody's.
    open: () => (open ??= incidents.open(() => undefined).then(take)),
    openedOnDay(day) {
      const known = days.get(day) ?? readDay(day);
      days.set(day, known);
      return known;
    },
  };
}
