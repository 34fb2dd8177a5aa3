import type { Incident } from './incident.ts';

/**
 * Compares incidents by their opening, newest first; those of one moment by their ids, so that the
 * order is unique.
 */
export function compareOpened(
  a: Pick<Incident, 'openedAt' | 'id'>,
  b: Pick<Incident, 'openedAt' | 'id'>,
): number {
  if (a.openedAt !== b.openedAt) {
    return b.openedAt - a.openedAt;
  }
  return a.id === b.id ? 0 : a.id > b.id ? -1 : 1;
}
