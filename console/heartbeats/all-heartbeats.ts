import { api } from '../frame/api.ts';
import { wholeList } from '../frame/whole-list.ts';

export const allHeartbeats = wholeList(
  (cursor) => api.listHeartbeats({ query: { cursor } }),
  ({ heartbeats }) => heartbeats,
);
