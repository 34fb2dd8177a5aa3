import { fingerprint } from '../../alert/fingerprint.ts';
import { minutesOf } from '../../objective/count.ts';
import { type Bounds, noteBound } from '../../objective/fault.ts';
import { type CounterPoint, pointOf } from '../../objective/growth.ts';
import {
  type CounterIndicator,
  type CounterRole,
  isGood,
  metricsOf,
  type ValueIndicator,
} from '../../objective/indicator.ts';
import type { Objective } from '../../objective/objective.ts';
import {
  MAX_POINTS,
  MAX_SAMPLES,
  type SampleTally,
  sampleHashes,
  TALLIED_FOR,
  talliesOf,
} from '../../objective/tally.ts';
import type { Plausible } from '../../rule/plausible.ts';
import { labelsKey } from '../../sample/labels-key.ts';
import type { Sample } from '../../sample/sample.ts';
import type { Config } from '../../team/config.ts';
import { type Instant, MINUTE } from '../../time/instant.ts';
import { plausibility, whyImplausible } from '../plausibility.ts';
import type { SeriesIdentity } from '../rule-index.ts';
import { TOGETHER } from './item.ts';
import { roleOf } from './role.ts';

/** The objectives of a config, by the metrics that they read. */
export type ObjectiveReader = ReadonlyMap<string, readonly Read[]>;

interface Read {
  readonly objective: Objective;
  readonly of: string;
  readonly plausible: readonly Plausible[];
}

/** Undefined if there are none. */
export function objectiveReader({
  objectives = [],
  plausible,
}: Pick<Config, 'objectives' | 'plausible'>): ObjectiveReader | undefined {
  if (objectives.length === 0) {
    return undefined;
  }
  const ranges = plausibility(plausible);
  const reads = objectives.flatMap((objective) => {
    const of = talliesOf(objective);
    return metricsOf(objective.indicator).map((metric) => ({
      metric,
      read: { objective, of, plausible: ranges.get(metric) ?? [] },
    }));
  });
  const byMetric = Map.groupBy(reads, ({ metric }) => metric);
  return new Map([...byMetric].map(([metric, all]) => [metric, all.map(({ read }) => read)]));
}

/** Whether an objective asks for the series. */
export function isReadByObjective(
  reader: ObjectiveReader | undefined,
  series: SeriesIdentity,
): boolean {
  const reads = reader?.get(series.metric);
  return reads?.some(({ objective }) => roleOf(objective.indicator, series)) ?? false;
}

/**
 * Counts the samples of a request, for each objective, subject that stands alone, and minute; of
 * counters it gathers what they were. A series counts once at one time. What is implausible,
 * revised, or so old that its minute is settled, is left out. The same samples make the same
 * tallies, in whatever order they come.
 */
export function tallySamples(
  reader: ObjectiveReader,
  samples: readonly Sample[],
  now: Instant,
): readonly SampleTally[] {
  const open = new Map<string, Open>();
  for (const sample of samples) {
    for (const read of reader.get(sample.metric) ?? []) {
      if (counts(read, sample, now)) {
        take(open, read, sample);
      }
    }
  }
  return [...open.values()].flatMap(({ held, series, bounds, ...tally }) => {
    if (series.size > 0) {
      return [ofCounters({ ...tally, bounds }, [...series.values()].flatMap(telling))];
    }
    return held.size > 0 ? [ofValues(tally, held)] : [];
  });
}

/** A tally that is being counted, with the values or points that it holds by series and time. */
interface Open extends Omit<SampleTally, 'good' | 'bad' | 'batch' | 'points' | 'samples'> {
  bounds: Bounds;
  readonly held: Map<string, { readonly value: number; readonly isGood: boolean }>;
  /** Points by time, of each series and replica. */
  readonly series: Map<string, Map<Instant, CounterPoint>>;
}

function counts({ plausible }: Read, sample: Sample, now: Instant): boolean {
  return (
    sample.revision === undefined &&
    minuteOf(sample) * MINUTE > now - TALLIED_FOR &&
    whyImplausible(plausible, sample) === undefined
  );
}

/** Whole minutes are counted or not: sent again a little later, they hold the same. */
const minuteOf = ({ at }: Sample): number => Math.floor(at / MINUTE);

function take(open: Map<string, Open>, read: Read, sample: Sample): void {
  const { indicator } = read.objective;
  const role = roleOf(indicator, sample);
  if (role === undefined || indicator.kind === 'heartbeat') {
    return;
  }
  if (indicator.kind === 'values') {
    for (const minute of minutesOf(indicator, sample.at)) {
      countValue(openFor(open, read, { sample, minute }), indicator, sample);
    }
    return;
  }
  const tally = openFor(open, read, { sample, minute: minuteOf(sample) });
  if (role === 'other_bucket') {
    tally.bounds = noteBound(indicator, tally.bounds, sample);
  } else if (role !== 'value') {
    notePoint(tally, indicator, role, sample);
  }
}

function openFor(
  open: Map<string, Open>,
  { objective, of }: Read,
  { sample, minute }: { readonly sample: Sample; readonly minute: number },
): Open {
  const subject = objective.isPerSubject ? sample.subject : TOGETHER;
  const at = minute * MINUTE;
  const key = `${of} ${at} ${subject}`;
  const known = open.get(key) ?? {
    ...{ of, subject, at, bounds: {} },
    ...{ held: new Map(), series: new Map() },
  };
  open.set(key, known);
  return known;
}

function countValue(tally: Open, { good }: ValueIndicator, { value, ...sample }: Sample): void {
  const series = `${sample.at} ${labelsKey(sample.labels)} ${sample.subject}`;
  if (!tally.held.has(series)) {
    tally.held.set(series, { value, isGood: isGood(good, value) });
  }
}

function notePoint(
  { series }: Open,
  indicator: CounterIndicator,
  role: CounterRole,
  sample: Sample,
): void {
  const point = pointOf(indicator, role, sample);
  const key = `${point.series} ${point.replica}`;
  const others = series.get(key) ?? new Map<Instant, CounterPoint>();
  series.set(key, others);
  if (point.value > (others.get(point.at)?.value ?? Number.NEGATIVE_INFINITY)) {
    others.set(point.at, point);
  }
}

/** Leaves out the points of a series on which the next has only grown: that says as much. */
function telling(points: ReadonlyMap<Instant, CounterPoint>): readonly CounterPoint[] {
  const inTime = [...points.values()].sort((a, b) => a.at - b.at);
  return inTime.filter(({ value, at, isDelta }, i) => {
    const next = inTime[i + 1];
    return isDelta || next === undefined || next.value < value || (next.since ?? 0) > at;
  });
}

type Place = Pick<SampleTally, 'of' | 'subject' | 'at'>;

function ofValues(place: Place, held: Open['held']): SampleTally {
  const all = [...held];
  const [good = [], bad = []] = [true, false].map((which) =>
    all.filter(([, { isGood }]) => isGood === which).map(([series]) => series),
  );
  return {
    ...{ ...place, good: good.length, bad: bad.length },
    batch: hashOf(all.map(([series, { value }]) => `${series} ${value}`)),
    ...(all.length <= MAX_SAMPLES && {
      samples: { good: sampleHashes(good), bad: sampleHashes(bad) },
    }),
  };
}

function ofCounters(
  { bounds, ...place }: Place & { readonly bounds: Bounds },
  all: readonly CounterPoint[],
): SampleTally {
  const points = all.slice(0, MAX_POINTS);
  const hasBounds = bounds.below !== undefined || bounds.above !== undefined;
  return {
    ...{ ...place, good: 0, bad: 0 },
    batch: hashOf(points.map(({ series, value, at }) => `${series} ${at} ${value}`)),
    points,
    ...(all.length > MAX_POINTS && { isCut: true }),
    ...(hasBounds && { bounds }),
  };
}

/** Returns the same hash in whatever order they come. */
function hashOf(parts: readonly string[]): string {
  return fingerprint(parts.toSorted((a, b) => (a < b ? -1 : 1)));
}
