import type { Paging } from '#http/paging.ts';

export const HEARTBEAT_PAGES: Paging = {
  list: 'heartbeats',
  most: 1_000,
  place: ['string'],
  choices: { status: ['new', 'up', 'late', 'down'] },
};
