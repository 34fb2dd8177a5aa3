import type { Interval } from '#core/time/interval.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { MOST_SPANS } from './oncall.requests.ts';

/** Returns the first of some spans, as many as a list of the API has. */
export function shownOf<Span extends Interval>(spans: readonly Span[]) {
  return spans.slice(0, MOST_SPANS).map(spanView);
}

/** Returns a span with its ends as people and machines can read them. */
export function spanView<Span extends Interval>(span: Span) {
  return { ...span, from: isoTime(span.from), to: isoTime(span.to) };
}
