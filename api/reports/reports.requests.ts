import type { Paging } from '#http/paging.ts';

/** A report is in parts: the place of one is where it ends, and the whole span. */
function inParts(list: string): Paging {
  return { list, most: 1, place: ['number', 'number', 'number'] };
}

export const BURDEN_PARTS = inParts('burden');
export const RESPONSE_PARTS = inParts('response');
export const ON_CALL_PARTS = inParts('on-call');

/** How many days back is counted unless it is said: fewer tell little of an alarm system. */
export const REPORT_DAYS = 31;
