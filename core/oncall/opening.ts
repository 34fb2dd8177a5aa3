import { DAY, type Instant } from '../time/instant.ts';
import type { Interval } from '../time/interval.ts';
import { appliedHours } from './hours.ts';
import { LOOK_AHEAD } from './on-call.ts';
import type { Layer } from './schedule.ts';

/** Hours of some days in a zone, as a layer of a schedule has them. */
export interface OpeningHours extends Pick<Layer, 'restrictions' | 'exceptions'> {
  /** An IANA zone. */
  readonly timeZone: string;
}

/** Returns the spans of a window in which the hours run, in order. */
export function openSpans(hours: OpeningHours, window: Interval): readonly Interval[] {
  return appliedHours(hours, hours.timeZone, window);
}

/**
 * Returns when the hours run next: the moment itself while they run; undefined if they do not begin
 * within `LOOK_AHEAD`. An incident asks several times at each look, so the span that was found last
 * is remembered.
 */
export function opensAt(hours: OpeningHours, at: Instant): Instant | undefined {
  const last = found.get(hours);
  const next = last !== undefined && last.asked <= at && at < last.to ? last : nextSpan(hours, at);
  found.set(hours, next);
  return next.from === Infinity ? undefined : Math.max(at, next.from);
}

/** The span that runs next, from the moment `asked` on; it begins never if none was found. */
type NextSpan = Interval & { readonly asked: Instant };

const found = new WeakMap<OpeningHours, NextSpan>();

/** Looks ahead in growing steps, since most hours begin within days. */
function nextSpan(hours: OpeningHours, asked: Instant): NextSpan {
  const end = asked + LOOK_AHEAD;
  for (let from = asked, days = 4; from < end; days *= 8) {
    const to = Math.min(from + days * DAY, end);
    const [first] = openSpans(hours, { from, to });
    if (first !== undefined) {
      return { ...first, asked };
    }
    from = to;
  }
  return { from: Infinity, to: asked + DAY, asked };
}
