import { RESERVED_PREFIX } from '../alert/reserved-prefix.ts';
import { isRetraction } from '../evaluation/retraction.ts';
import { toJsonNumber } from '../sample/json-number.ts';
import type { Sample } from '../sample/sample.ts';
import type { Duration, Instant } from '../time/instant.ts';
import { slotOf, type TrendPoint, trendPointId, trendSeries } from './point.ts';
import { seriesName } from './unwell.ts';

/** The samples of one subject in a request that a rule reads. */
export interface JudgedSamples {
  readonly subject: string;
  readonly samples: readonly Sample[];
  /** The names of the series of which every sample is kept; see `unwellSeries`. */
  readonly unwell: ReadonlySet<string>;
}

/** A point to keep, the sample of which it is, and the name of its series in this process. */
export interface ChosenPoint {
  readonly point: TrendPoint;
  readonly sample: Sample;
  readonly name: string;
}

/** What is remembered of the series whose points are kept, by their names in this process. */
export interface KnownSeries {
  /** Whether a point is known to be kept for a slot, or a later one, of a series. */
  isMarked(name: string, slot: Instant): boolean;
  /** Whether any slot of a series is known to have a point. */
  isKnown(name: string): boolean;
}

/** The points of a request to keep. */
interface Chosen {
  readonly points: readonly ChosenPoint[];
  /** How many samples stand for a slot of a series for which there was no room. */
  readonly crowdedOut: number;
}

/**
 * Chooses the points of a request to keep: every sample of a series that is pending or firing, and
 * of the others the first sample of each slot that is not marked. No two are at one place, which
 * DynamoDB would refuse with all others of the call. Our own subjects are left out, and so is what
 * is older than points are kept.
 *
 * @param room how many series that are well and not known may begin
 */
export function choosePoints(
  judged: readonly JudgedSamples[],
  { isMarked, isKnown }: KnownSeries,
  { now, keep, room }: { readonly now: Instant; readonly keep: Duration; readonly room: number },
): Chosen {
  const chosen = new Map<string, ChosenPoint>();
  const slots = new Set<string>();
  const begun = new Set<string>();
  let crowdedOut = 0;
  for (const { subject, samples, unwell } of judged) {
    if (subject.startsWith(RESERVED_PREFIX)) {
      continue;
    }
    for (const sample of samples) {
      if (isRetraction(sample) || sample.at < now - keep) {
        continue;
      }
      const name = nameInProcess(sample);
      if (unwell.size > 0 && unwell.has(seriesName(sample.metric, sample.labels))) {
        const point = pointOf(sample);
        chosen.set(trendPointId(point), { point, sample, name });
        continue;
      }
      // A sender whose clock is fast marks no slot that is still to come.
      const slot = slotOf(Math.min(sample.at, now));
      if (isMarked(name, slot) || slots.has(`${name}\n${slot}`)) {
        continue;
      }
      if (!isKnown(name) && !begun.has(name)) {
        if (begun.size >= room) {
          crowdedOut += 1;
          continue;
        }
        begun.add(name);
      }
      slots.add(`${name}\n${slot}`);
      const point = { ...pointOf(sample), slot };
      const id = trendPointId(point);
      chosen.set(id, chosen.get(id) ?? { point, sample, name });
    }
  }
  return { points: [...chosen.values()], crowdedOut };
}

/**
 * Returns a name of a series that takes little to make. One whose labels come in another order has
 * another, which costs a question to the store and no point.
 */
function nameInProcess({ subject, metric, unit = '', labels }: Sample): string {
  let name = `${subject}\n${metric}\n${unit}`;
  for (const label in labels) {
    name += `\n${label}=${labels[label]}`;
  }
  return name;
}

function pointOf(sample: Sample): TrendPoint {
  return { series: trendSeries(sample), at: sample.at, value: toJsonNumber(sample.value) };
}
