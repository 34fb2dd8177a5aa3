import type { Config } from '#core/team/config.ts';
import { isHeldOff } from '#core/time/hold-off.ts';
import type { Instant } from '#core/time/instant.ts';
import { type ChosenPoint, choosePoints, type JudgedSamples } from '#core/trend/choose.ts';
import { listedSeries } from '#core/trend/series-list.ts';
import type { Ports } from './ports.ts';
import { LISTED_FOR, slotMarks } from './slot-marks.ts';

/** What became of the points of a request. */
export interface TrendsRecorded {
  /** How many points to keep were not stored; the next sample tries again for those of slots. */
  readonly lost: number;
  /** How many were left out because their sender begins too many series. */
  readonly crowdedOut: number;
  /** Why points were lost, unless the store only had too much to do. */
  readonly cause?: unknown;
}

/** Whose request it is, and when it came. */
export interface SentBy {
  /** The id of the sender's key. */
  readonly sender: string;
  readonly now: Instant;
}

const NOTHING: TrendsRecorded = { lost: 0, crowdedOut: 0 };

/**
 * Records points of what was sent, if the config keeps trends. Keep the returned function: it
 * remembers for each series the newest slot that has a point. Before the first point of a slot it
 * asks the store, since another instance may have written it: so a point is written once, and a
 * well series is asked about once a slot and instance. Beside the point of a slot it lists the
 * series with its subject, once a day. A sender may begin only so many series. It does not throw.
 */
export function recordTrends(
  { trends }: Pick<Ports, 'trends'>,
  { trends: settings }: Pick<Config, 'trends'>,
): (judged: readonly JudgedSamples[], by: SentBy) => Promise<TrendsRecorded> {
  if (settings === undefined) {
    return async () => NOTHING;
  }
  const { keep } = settings;
  const marks = slotMarks();
  let failedAt: Instant = Number.NEGATIVE_INFINITY;
  let listFailedAt: Instant = Number.NEGATIVE_INFINITY;

  /** Returns the points that were lost, those that are stored, and whose series are listed now. */
  async function store(chosen: readonly ChosenPoint[], now: Instant) {
    const ofSlots = chosen.flatMap(({ point }) => (point.slot === undefined ? [] : point));
    const there = new Set(ofSlots.length === 0 ? [] : await trends.stored(ofSlots));
    const missing = chosen.filter(({ point }) => !there.has(point));
    const points = missing.map(({ point }) => point);
    const [left, listed] = await Promise.all([
      points.length === 0 ? [] : trends.append(points, keep),
      list(
        missing.filter(({ point, name }) => point.slot !== undefined && !marks.isListed(name, now)),
        now,
      ),
    ]);
    const lost = new Set(left);
    return { lost, stored: chosen.filter(({ point }) => !lost.has(point)), listed };
  }

  /**
   * Lists the series of points, and returns those that are listed. It does not throw, since points
   * are stored without: what is not listed is with a later point.
   */
  async function list(chosen: readonly ChosenPoint[], now: Instant) {
    const series = new Map(chosen.map(({ point, sample }) => [point.series, sample]));
    if (series.size === 0 || isHeldOff(listFailedAt, now)) {
      return [];
    }
    try {
      const unlisted = [...series.values()].map(listedSeries);
      const left = await trends.list(unlisted, now + keep + LISTED_FOR);
      const ids = new Set(left.map((one) => one.series));
      return chosen.filter(({ point }) => !ids.has(point.series));
    } catch {
      listFailedAt = now;
      return [];
    }
  }

  return async (judged, { sender, now }) => {
    const room = marks.room(sender, now);
    const { points, crowdedOut } = choosePoints(judged, marks.at(now), { now, keep, room });
    if (points.length === 0) {
      return { lost: 0, crowdedOut };
    }
    if (isHeldOff(failedAt, now)) {
      return { lost: points.length, crowdedOut };
    }
    try {
      const { lost, stored, listed } = await store(points, now);
      marks.add(stored, sender, now);
      marks.noteListed(listed, now);
      return { lost: lost.size, crowdedOut };
    } catch (cause) {
      failedAt = now;
      return { lost: points.length, crowdedOut, cause };
    }
  };
}
