import type { Paging } from '#http/paging.ts';

export const SLO_PAGES: Paging = {
  list: 'slos',
  most: 1_000,
  place: ['string', 'string'],
};

export const SLO_MONTH_PAGES: Paging = {
  list: 'slo-months',
  most: 500,
  place: ['string', 'string'],
};
