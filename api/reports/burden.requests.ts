import type { Paging } from '#http/paging.ts';

/** A report is in parts: the place of one is where it ends, and the whole span. */
export const BURDEN_PARTS: Paging = {
  list: 'burden',
  most: 1,
  place: ['number', 'number', 'number'],
};

/** How many days back is counted unless it is said: fewer tell little of an alarm system. */
export const BURDEN_DAYS = 31;
