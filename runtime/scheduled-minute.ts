import { type Instant, MINUTE } from '#core/time/instant.ts';

/**
 * Returns the minute for which EventBridge made a call, however late it comes; for an event of
 * anybody else, the present one.
 */
export function scheduledMinute(event: unknown, now: Instant): Instant {
  const time = (event as { readonly time?: unknown } | null)?.time;
  const scheduled = typeof time === 'string' ? Date.parse(time) : Number.NaN;
  const at = Number.isNaN(scheduled) ? now : scheduled;
  return at - (at % MINUTE);
}
