import type { PageOrder } from './page.ts';

/** Compares pages by when they were ordered, the newest first, and by id within one moment. */
export function compareOrdered(
  a: Pick<PageOrder, 'at' | 'id'>,
  b: Pick<PageOrder, 'at' | 'id'>,
): number {
  return b.at - a.at || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);
}
