import { api } from '../frame/api.ts';
import { now } from '../frame/clock.ts';
import { subjectsEvery } from '../frame/every.ts';
import { wholeList } from '../frame/whole-list.ts';
import type { Listed } from './board.ts';

const wholeOf = wholeList(
  (cursor) => api.listSubjects({ query: { times: 'none', cursor } }),
  ({ subjects }) => subjects,
);

/** All that are listed, and whether there are more. */
export interface ListedSubjects extends Listed {
  readonly isCut: boolean;
}

export async function listedSubjects(): Promise<ListedSubjects> {
  const at = now.peek();
  const { items, isCut } = await wholeOf();
  return { at, subjects: items, isCut };
}

/** How long the list is believed; what begins to fire is known sooner, by its incident. */
export function listedFor(listed: Listed | undefined): number {
  return subjectsEvery(listed?.subjects.length ?? 0);
}
