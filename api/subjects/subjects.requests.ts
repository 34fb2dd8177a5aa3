import type { Paging } from '#http/paging.ts';

/**
 * How many items one answer looks at, which bounds its time and cost, whatever is stored. `next`
 * continues; a page may hold fewer subjects, or none.
 */
export const LOOKED_AT = 1_000;

export const SUBJECT_PAGES: Paging = {
  list: 'subjects',
  most: LOOKED_AT,
  place: ['string'],
  choices: { state: ['firing', 'pending', 'healthy'], times: ['none'] },
};

/** What is sent and not read is sorted before what is read and not sent; both by metric. */
export const UNREAD_PAGES: Paging = {
  list: 'unread',
  most: 1_000,
  place: ['number', 'string', 'string'],
};
