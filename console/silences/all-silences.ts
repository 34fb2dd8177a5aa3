import { api } from '../frame/api.ts';
import { wholeList } from '../frame/whole-list.ts';

/** All silences, with what those that have not ended cover now. */
export const allSilences = wholeList(
  (cursor) => api.listSilences({ query: { covers: 'now', cursor } }),
  ({ silences }) => silences,
);
