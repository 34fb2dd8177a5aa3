import type { Config } from '#core/team/config.ts';
import { type Duration, type Instant, SECOND } from '#core/time/instant.ts';
import { type ChosenPoint, choosePoints, type JudgedSamples } from '#core/trend/choose.ts';
import type { Ports } from './ports.ts';
import { slotMarks } from './slot-marks.ts';

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

/** After a store has failed, requests do not wait for it for a while. */
const HELD_OFF: Duration = 10 * SECOND;

/**
 * Records points of what was sent, if the config keeps trends. Keep the returned function: it
 * remembers for each series the newest slot that has a point. Before the first point of a slot it
 * asks the store, since another instance may have written it: so a point is written once, and a
 * well series is asked about once a slot and instance. A sender may begin only so many series. It
 * does not throw.
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

  /** Returns those that were not stored. */
  async function store(chosen: readonly ChosenPoint[]): Promise<readonly ChosenPoint[]> {
    const points = chosen.map(({ point }) => point);
    const ofSlots = points.filter(({ slot }) => slot !== undefined);
    const there = new Set(ofSlots.length === 0 ? [] : await trends.stored(ofSlots));
    const missing = points.filter((point) => !there.has(point));
    const left = new Set(missing.length === 0 ? [] : await trends.append(missing, keep));
    return chosen.filter(({ point }) => left.has(point));
  }

  return async (judged, { sender, now }) => {
    const room = marks.room(sender, now);
    const { points, crowdedOut } = choosePoints(judged, marks.at(now), { now, keep, room });
    if (points.length === 0) {
      return { lost: 0, crowdedOut };
    }
    if (Math.abs(now - failedAt) < HELD_OFF) {
      return { lost: points.length, crowdedOut };
    }
    try {
      const lost = new Set(await store(points));
      const stored = points.filter((one) => !lost.has(one));
      marks.add(stored, sender, now);
      return { lost: lost.size, crowdedOut };
    } catch (cause) {
      failedAt = now;
      return { lost: points.length, crowdedOut, cause };
    }
  };
}
