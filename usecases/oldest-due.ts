import type { Duration, Instant } from '#core/time/instant.ts';
import type { Ports } from './ports.ts';

/** Returns how long the oldest due item has been due; 0 if nothing is due. */
export function oldestDue({
  subjects,
  incidents,
  pages,
}: Pick<Ports, 'subjects' | 'incidents' | 'pages'>) {
  const stores = [subjects, incidents, pages];
  return async (now: Instant): Promise<Duration> => {
    const due = (await Promise.all(stores.map((store) => store.dueBefore(now, 1)))).flat();
    return Math.max(0, ...due.map((item) => now - item.due));
  };
}
