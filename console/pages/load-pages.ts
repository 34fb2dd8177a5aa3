import { type LoggedPage, pages } from '#api/client/index.ts';
import { api } from '../frame/api.ts';
import type { LogQuery } from './filter.ts';

/** So many are loaded at once. */
const STEP = 50;

/** So often it is asked for as many: a search for something rare finds nothing for a while. */
const MOST_ASKED = 4;

export interface LoadedPages {
  readonly pages: readonly LoggedPage[];
  /** Whether there may be more. */
  readonly areMore: boolean;
}

/** Loads the newest pages that a filter finds, as many steps of them as are wanted. */
export async function loadPages(query: LogQuery, steps: number): Promise<LoadedPages> {
  const found: LoggedPage[] = [];
  let asked = 0;
  for await (const some of pages(api.listPages, { query: { ...query, limit: STEP } })) {
    found.push(...some.pages);
    asked += 1;
    if (found.length >= steps * STEP || asked >= steps * MOST_ASKED) {
      return { pages: found, areMore: some.next !== undefined };
    }
  }
  return { pages: found, areMore: false };
}
