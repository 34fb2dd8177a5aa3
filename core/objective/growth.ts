import { fingerprint } from '../alert/fingerprint.ts';
import { omit } from '../collections/omit.ts';
import { sortedLabels } from '../sample/labels-key.ts';
import type { Sample } from '../sample/sample.ts';
import { type Duration, HOUR, type Instant, MINUTE, SECOND } from '../time/instant.ts';
import type { CounterIndicator, CounterRole } from './indicator.ts';

/** What a counter was at a time. */
export interface CounterPoint {
  /** A hash of what tells its series from others. */
  readonly series: string;
  readonly role: CounterRole;
  readonly value: number;
  readonly at: Instant;
  /** Since when it has counted, if the sender says. */
  readonly since?: Instant;
  /** The value is by how much it has grown. */
  readonly isDelta?: true;
  /** A hash of the replica that sent it, if one was named. */
  readonly replica?: string;
}

/** The newest point of a series that was counted. */
export type Counter = Pick<CounterPoint, 'series' | 'value' | 'at' | 'replica'>;

/** By how much the part and the total have grown within a minute. */
export interface Grown {
  readonly part: number;
  readonly total: number;
}

/** What is counted of points, and of how many nothing was: they were counted before. */
export interface Growth {
  readonly counters: readonly Counter[];
  /** By the number of the minute since the epoch. */
  readonly byMinute: ReadonlyMap<number, Grown>;
  readonly repeated: number;
  /** Whether totals were left out, of which no bucket has the bound that is asked for. */
  readonly lacksBucket: boolean;
  /** Whether there are more series than are kept, so that nothing was counted. */
  readonly isFull: boolean;
}

/**
 * How many series of an objective are known, of all its subjects: 40 KB in its item, which is
 * written each minute.
 */
export const MAX_SERIES = 1_000;

/** So long after its newest point a series is known. Later it begins anew. */
const KNOWN_FOR: Duration = HOUR;

/** So long after its newest point a series gives way to others if there is no room. */
const SURE_FOR: Duration = 5 * MINUTE;

/**
 * So long after its newest point one replica alone counts for a series. Clocks of two are never
 * quite alike, and a counter that seems lower than before would begin anew.
 */
const LEADS_FOR: Duration = 90 * SECOND;

/** How many digits of a hash tell series apart: among a thousand, two are alike once in 10⁸. */
const SERIES_LENGTH = 12;

/** What stands behind the series of a part: of a bucket, the total has the same without it. */
const PART = '<';

/** A replica's name may be as long as a label, and stands beside each of a thousand series. */
const REPLICA_LENGTH = 6;

/** Makes a point of a sample. */
export function pointOf(
  indicator: CounterIndicator,
  role: CounterRole,
  { metric, subject, unit = '', labels, value, at, since, isDelta, replica }: Sample,
): CounterPoint {
  // Where a sender turns to increases, its series begins anew.
  const form = isDelta ? 'delta' : 'total';
  const isPart = role === 'part';
  const parts =
    indicator.kind === 'histogram'
      ? [form, subject, ...sortedLabels(isPart ? omit(labels, 'le') : labels)]
      : [form, subject, metric, unit, ...sortedLabels(labels)];
  const series = fingerprint(parts).slice(0, SERIES_LENGTH);
  return {
    series: isPart ? series + PART : series,
    ...{ role, value, at },
    ...(since !== undefined && { since }),
    ...(isDelta !== undefined && { isDelta }),
    ...(replica !== undefined && { replica: fingerprint([replica]).slice(0, REPLICA_LENGTH) }),
  };
}

/** Whether a series counts a part alone, which says nothing without its total. */
export function isOfPart({ series }: Pick<Counter, 'series'>): boolean {
  return series.endsWith(PART);
}

/** Whether the next point of a series is counted by how much it has grown since. */
export function isKnown({ at }: Pick<Counter, 'at'>, now: Instant): boolean {
  return now - at <= KNOWN_FOR;
}

/**
 * Counts by how much counters have grown since what is known of them. Of each series only points
 * count that are newer than the newest one before. What grew since then is spread over the minutes
 * between, since nobody knows when it did. A counter that is lower than before, or counts since
 * later, began at nothing.
 * @param room how many series may be known
 */
export function grow(
  known: readonly Counter[],
  points: readonly CounterPoint[],
  { kind }: Pick<CounterIndicator, 'kind'>,
  room = MAX_SERIES,
): Growth {
  const counters = new Map(known.map((one) => [one.series, one]));
  const byMinute = new Map<number, Grown>();
  const hasBucket = kind === 'histogram' ? bucketsAmong(counters, points) : always;
  const inOrder = points.toSorted((a, b) => a.at - b.at);
  const newest = inOrder.at(-1)?.at ?? 0;
  let [repeated, lacking, lacksBucket] = [0, 0, false];
  for (const point of inOrder) {
    const last = counters.get(point.series);
    if (last !== undefined && isToldBy(last, point)) {
      repeated += 1;
    } else if (!hasBucket(point.series)) {
      lacking += 1;
      // What was sent before a bound was put right is told no more.
      lacksBucket ||= newest - point.at < SURE_FOR;
    } else if (point.value >= 0 && Number.isFinite(point.value)) {
      spread(byMinute, point, growthOf(last, point));
      counters.set(point.series, counterAt(point));
    }
  }
  const told = { repeated, lacksBucket };
  if (repeated + lacking === points.length) {
    return { counters: known, byMinute: new Map(), isFull: false, ...told };
  }
  const kept = keep([...counters.values()], room);
  return kept === undefined
    ? { counters: known, byMinute: new Map(), isFull: true, ...told }
    : { counters: kept, byMinute, isFull: false, ...told };
}

const always = () => true;

/** Whether a point says nothing that its series does not tell already, or another replica will. */
function isToldBy(last: Counter, { at, replica }: CounterPoint): boolean {
  return at <= last.at || (replica !== last.replica && at - last.at < LEADS_FOR);
}

function counterAt({ series, value, at, replica }: CounterPoint): Counter {
  return { series, value, at, ...(replica !== undefined && { replica }) };
}

/** A total whose bucket nobody sends would be all bad. */
function bucketsAmong(
  counters: ReadonlyMap<string, Counter>,
  points: readonly CounterPoint[],
): (series: string) => boolean {
  const sent = new Set(points.map(({ series }) => series));
  return (series) => {
    const bucket = isOfPart({ series }) ? series : series + PART;
    return counters.has(bucket) || sent.has(bucket);
  };
}

/** How much, and since when. */
interface Since {
  readonly amount: number;
  readonly from: Instant;
}

/** Undefined if nothing is known of how much it grew, or since when. */
function growthOf(
  last: Counter | undefined,
  { value, at, since, isDelta }: CounterPoint,
): Since | undefined {
  if (isDelta) {
    return { amount: value, from: since ?? last?.at ?? at };
  }
  // A sender that does not know since when it counts says: since now (OTLP's data model).
  const began = since !== undefined && since < at ? since : undefined;
  if (last === undefined || !isKnown(last, at)) {
    return began !== undefined && isKnown({ at: began }, at)
      ? { amount: value, from: began }
      : undefined;
  }
  const isReset = value < last.value || (began ?? 0) > last.at;
  return isReset
    ? { amount: value, from: Math.max(began ?? 0, last.at) }
    : { amount: value - last.value, from: last.at };
}

/** From the minute after the one in which it was last known, to that of the point. */
function spread(
  byMinute: Map<number, Grown>,
  { role, at }: CounterPoint,
  growth: Since | undefined,
): void {
  if (growth === undefined || growth.amount === 0) {
    return;
  }
  const to = Math.floor(at / MINUTE);
  const since = Math.floor(Math.max(growth.from, at - KNOWN_FOR) / MINUTE);
  const from = Math.min(since + 1, to);
  const each = growth.amount / (to - from + 1);
  for (let minute = from; minute <= to; minute++) {
    const { part, total } = byMinute.get(minute) ?? { part: 0, total: 0 };
    byMinute.set(minute, {
      part: role === 'total' ? part : part + each,
      total: role === 'part' ? total : total + each,
    });
  }
}

/** Leaves out what is no longer known; undefined if there is no room for the rest. */
function keep(counters: readonly Counter[], room: number): readonly Counter[] | undefined {
  const newest = counters.reduce((latest, { at }) => Math.max(latest, at), 0);
  const known = counters.filter((one) => isKnown(one, newest));
  if (known.length <= room) {
    return known;
  }
  const sure = known.filter(({ at }) => newest - at <= SURE_FOR);
  return sure.length <= room ? sure : undefined;
}
