import type { Config } from '#core/team/config.ts';
import { type Duration, type Instant, SECOND } from '#core/time/instant.ts';
import { type ChosenPoint, choosePoints, type JudgedSamples } from '#core/trend/choose.ts';
import { slotOf } from '#core/trend/point.ts';
import type { Ports } from './ports.ts';

/** What became of the points of a request. */
export interface TrendsRecorded {
  /** How many points to keep were not stored; the next sample tries again for those of slots. */
  readonly lost: number;
  /** Why, unless the store only had too much to do. */
  readonly cause?: unknown;
}

const NOTHING: TrendsRecorded = { lost: 0 };

/** After a store has failed, requests do not wait for it for a while. */
const HELD_OFF: Duration = 10 * SECOND;

/** For how many series their newest slot is remembered; beyond that all are looked up anew. */
const MAX_SERIES = 200_000;

/**
 * Records points of what was sent, if the config keeps trends. Keep the returned function: it
 * remembers for each series the newest slot that has a point. Before the first point of a slot it
 * asks the store, since another instance may have written it: so a point is written once, and a
 * well series is asked about once a slot and instance. It does not throw.
 */
export function recordTrends(
  { trends }: Pick<Ports, 'trends'>,
  { trends: settings }: Pick<Config, 'trends'>,
): (judged: readonly JudgedSamples[], now: Instant) => Promise<TrendsRecorded> {
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

  return async (judged, now) => {
    const isMarked = (name: string, slot: Instant) => marks.has(name, slot, now);
    const chosen = choosePoints(judged, isMarked, { now, keep });
    if (chosen.length === 0) {
      return NOTHING;
    }
    if (Math.abs(now - failedAt) < HELD_OFF) {
      return { lost: chosen.length };
    }
    try {
      const lost = new Set(await store(chosen));
      marks.add(chosen.filter((one) => !lost.has(one)));
      return { lost: lost.size };
    } catch (cause) {
      failedAt = now;
      return { lost: chosen.length, cause };
    }
  };
}

/** Remembers the newest slot of each series that has a point. */
function slotMarks() {
  const newest = new Map<string, Instant>();
  return {
    has(name: string, slot: Instant, now: Instant): boolean {
      const known = newest.get(name);
      // A mark that is ahead of the clock was made before the clock went back.
      return known !== undefined && slot <= known && known <= slotOf(now);
    },
    add(chosen: readonly ChosenPoint[]): void {
      if (newest.size + chosen.length > MAX_SERIES) {
        newest.clear();
      }
      for (const { name, point } of chosen) {
        if (point.slot !== undefined) {
          newest.set(name, Math.max(point.slot, newest.get(name) ?? 0));
        }
      }
    },
  };
}
