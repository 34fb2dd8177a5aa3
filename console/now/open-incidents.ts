import { api } from '../frame/api.ts';
import { wholeList } from '../frame/whole-list.ts';

/** All that is open. */
export const openIncidents = wholeList(
  (cursor) => api.listIncidents({ query: { cursor } }),
  ({ incidents }) => incidents,
);
