import { DAY, type Instant } from '#core/time/instant.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { type Paging, readPage } from '#http/paging.ts';
import { querySpan } from '#http/query-span.ts';
import { REPORT_DAYS } from './reports.requests.ts';

/** The part of a report that is asked for: what is from `from` on, and before `before`. */
export interface AskedPart {
  readonly from: Instant;
  readonly before: Instant;
  /** The end of the whole span. */
  readonly to: Instant;
  /** Tells what the part is of, and how to go on if `next` is where the next one ends. */
  readonly told: (next: Instant | undefined) => {
    readonly from: string;
    readonly to: string;
    readonly next?: string;
  };
}

/** Reads which part of a report is asked for, or returns what is wrong with that. */
export function askedPart(
  parts: Paging,
  query: Readonly<Record<string, string | undefined>>,
  clocks: { readonly now: Instant; readonly timeZone: string },
): AskedPart | string {
  const part = readPage(parts, query);
  if (typeof part === 'string') {
    return part;
  }
  const asked = querySpan(query, clocks, REPORT_DAYS * DAY);
  if (typeof asked === 'string') {
    return asked;
  }
  // The span of the first part is that of all, although "now" goes on meanwhile.
  const [before = asked.to, from = asked.from, to = asked.to] = (part.after ?? []).map(Number);
  return {
    from,
    before,
    to,
    told: (next) => ({
      from: isoTime(next ?? from),
      to: isoTime(before),
      ...(next !== undefined && { next: part.cursorBehind([next, from, to]) }),
    }),
  };
}
