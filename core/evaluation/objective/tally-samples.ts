import { fingerprint } from '../../alert/fingerprint.ts';
import { isGood, type Objective } from '../../objective/objective.ts';
import { type SampleTally, TALLIED_FOR, talliesOf } from '../../objective/tally.ts';
import type { Plausible } from '../../rule/plausible.ts';
import { labelsKey } from '../../sample/labels-key.ts';
import type { Sample } from '../../sample/sample.ts';
import type { Config } from '../../team/config.ts';
import { type Instant, MINUTE } from '../../time/instant.ts';
import { plausibility, whyImplausible } from '../plausibility.ts';
import { allMatch, type SeriesIdentity } from '../rule-index.ts';
import { TOGETHER } from './item.ts';

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
  const reads = objectives.map((objective) => ({
    objective,
    of: talliesOf(objective),
    plausible: ranges.get(objective.metric) ?? [],
  }));
  return Map.groupBy(reads, ({ objective }) => objective.metric);
}

/** Whether an objective asks for the series. */
export function isReadByObjective(
  reader: ObjectiveReader | undefined,
  series: SeriesIdentity,
): boolean {
  const reads = reader?.get(series.metric);
  return reads?.some(({ objective }) => allMatch(objective.matchers, series)) ?? false;
}

/**
 * Counts the samples of a request, for each objective, subject that stands alone, and minute. A
 * series counts once at one time. What is implausible, revised, or so old that its minute is
 * settled, is left out. The same samples make the same tallies, in whatever order they come.
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
        count(openFor(open, read, sample), read.objective, sample);
      }
    }
  }
  return [...open.values()].map(({ held, ...tally }) => ({
    ...tally,
    batch: fingerprint([...held].map(([series, value]) => `${series} ${value}`).sort(inOrder)),
  }));
}

/** A tally that is being counted, with the values that it holds by series and time. */
interface Open extends Omit<SampleTally, 'good' | 'bad' | 'batch'> {
  good: number;
  bad: number;
  readonly held: Map<string, number>;
}

function counts({ objective, plausible }: Read, sample: Sample, now: Instant): boolean {
  return (
    sample.revision === undefined &&
    minuteOf(sample) > now - TALLIED_FOR &&
    allMatch(objective.matchers, sample) &&
    whyImplausible(plausible, sample) === undefined
  );
}

/** Whole minutes are counted or not: sent again a little later, they hold the same. */
const minuteOf = ({ at }: Sample): Instant => Math.floor(at / MINUTE) * MINUTE;

function openFor(open: Map<string, Open>, { objective, of }: Read, sample: Sample): Open {
  const subject = objective.isPerSubject ? sample.subject : TOGETHER;
  const at = minuteOf(sample);
  const key = `${of} ${at} ${subject}`;
  const known = open.get(key) ?? { of, subject, at, good: 0, bad: 0, held: new Map() };
  open.set(key, known);
  return known;
}

function count(tally: Open, { good }: Objective, sample: Sample): void {
  const series = `${sample.at} ${labelsKey(sample.labels)} ${sample.subject}`;
  if (tally.held.has(series)) {
    return;
  }
  tally.held.set(series, sample.value);
  if (isGood(good, sample.value)) {
    tally.good += 1;
  } else {
    tally.bad += 1;
  }
}

const inOrder = (a: string, b: string) => (a < b ? -1 : 1);
