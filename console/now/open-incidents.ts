import type { IncidentSummary, Incidents } from '#api/client/index.ts';
import { api } from '../frame/api.ts';

let pagesBefore: readonly Incidents[] = [];
let all: readonly IncidentSummary[] = [];

/**
 * All that is open. Its pages are asked for by their tags; where none has changed, the answer is
 * the very same list as before.
 */
export async function openIncidents(): Promise<readonly IncidentSummary[]> {
  const pages: Incidents[] = [];
  let cursor: string | undefined;
  do {
    const page = await api.listIncidents({ query: { cursor } });
    pages.push(page);
    cursor = page.next;
  } while (cursor !== undefined);
  const isSame =
    pages.length === pagesBefore.length && pages.every((page, i) => page === pagesBefore[i]);
  if (!isSame) {
    pagesBefore = pages;
    all = pages.flatMap(({ incidents }) => incidents);
  }
  return all;
}
