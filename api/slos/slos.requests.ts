import type { Paging } from '#http/paging.ts';

export const SLO_PAGES: Paging = {
  list: 'slos',
  most: 1_000,
  place: ['string', 'string'],
};

/** Of each of them up to 20 incidents are read. */
export const SLO_MONTH_PAGES: Paging = {
  list: 'slo-months',
  most: 100,
  place: ['string', 'string'],
};
