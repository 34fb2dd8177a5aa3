import { RESERVED_PREFIX } from '#core/alert/reserved-prefix.ts';
import type { Gap, WeakSpot } from '#core/team/reachability.ts';
import { DAY, type Instant, SECOND } from '#core/time/instant.ts';
import type { Interval } from '#core/time/interval.ts';
import { isoTime } from '#core/time/wall-clock.ts';

/** What the platform has for itself, the canary above all, is nobody's config. */
export function isOurs(id: string): boolean {
  return !id.startsWith(RESERVED_PREFIX);
}

/** The time that is proved from this moment on. */
export function provenSpan(from: Instant) {
  return spanView({ from, to: from + 366 * DAY });
}

export function gapViews(gaps: readonly Gap[]) {
  return gaps.filter(({ service }) => isOurs(service)).map((gap) => ({ ...gap, ...spanView(gap) }));
}

export function weakSpotViews(spots: readonly WeakSpot[]) {
  return spots
    .filter(({ policy }) => isOurs(policy))
    .map(({ total, first, ...spot }) => ({
      ...spot,
      seconds: total / SECOND,
      first: first.map(spanView),
    }));
}

function spanView({ from, to }: Interval) {
  return { from: isoTime(from), to: isoTime(to) };
}
