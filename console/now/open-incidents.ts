import type { IncidentSummary } from '#api/client/index.ts';
import { api } from '../frame/api.ts';
import { wholeList } from '../frame/whole-list.ts';

const wholeOf = wholeList(
  (cursor) => api.listIncidents({ query: { cursor } }),
  ({ incidents }) => incidents,
);

/** All that is open. */
export async function openIncidents(): Promise<readonly IncidentSummary[]> {
  return (await wholeOf()).items;
}
