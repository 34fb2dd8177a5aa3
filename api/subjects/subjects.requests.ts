import type { Paging } from '#http/paging.ts';

/**
 * How many items one answer looks at: so that it takes a bounded time and cost, whatever is stored.
 * `next` leads on; a part may hold fewer subjects, or none.
 */
export const LOOKED_AT = 200;

export const SUBJECT_PAGES: Paging = {
  list: 'subjects',
  most: LOOKED_AT,
  place: ['string'],
  choices: { state: ['firing', 'pending', 'healthy'] },
};

/** What is sent and not read stands before what is read and not sent; both by their metrics. */
export const UNREAD_PAGES: Paging = {
  list: 'unread',
  most: 1_000,
  place: ['number', 'string', 'string'],
};
