import { sum } from '#core/collections/sum.ts';
import { reportDayIn } from '#core/evaluation/report-day/change.ts';
import {
  isKept,
  type KeptFacts,
  type ReportDayEntry,
  reportDayId,
} from '#core/evaluation/report-day/day.ts';
import { DAY, type Instant, startOfDay } from '#core/time/instant.ts';
import { countBackwards, MOST_LOOKED_AT, type ReportSpan } from './count-backwards.ts';
import { loadReadable } from './load-readable.ts';
import type { Ports } from './ports.ts';

type Subjects = Pick<Ports, 'subjects'>;

/** Of what a report was made. */
export interface ReportSources {
  /** Days that were kept. */
  readonly days: number;
  /** Incidents or pages that were read one by one: of other days, and those that may change. */
  readonly read: number;
}

/** One fact that a report counts; without `counted` it was only looked at. */
interface Looked<Fact> {
  readonly at: Instant;
  readonly counted?: Fact;
}

/** How a report reads and counts. */
export interface ReportReading<Fact> {
  readonly of: KeptFacts;
  /** Counts what a kept day has of a span; returns how many rows that were. */
  readonly takeDay: (day: ReportDayEntry, span: ReportSpan) => number;
  /** Reads incidents of a kept day that may still change. */
  readonly pending: (ids: readonly string[]) => Promise<readonly Looked<Fact>[]>;
  /** Reads a part of a day from the record, the newest first. */
  readonly record: (from: Instant, before: Instant) => AsyncGenerator<Looked<Fact>>;
  readonly take: (fact: Fact) => void;
  /**
   * Whether so much was counted that no more fits into one answer.
   * @default it is never full
   */
  readonly isFull?: () => boolean;
  /** How much of the record one call looks at. */
  readonly most?: number;
}

/** What a call looks at has these parts of all that it may look at. */
const PART_OF = { keptDay: 1 / 1_000, recordDay: 1 / 100, row: 1 / 4_000_000 };

/** A kept day is counted as a whole, a day of the record is announced before what it has. */
type Step<Fact> =
  | ({ readonly kind: 'kept'; readonly at: Instant; readonly before: Instant } & Kept<Fact>)
  | { readonly kind: 'record'; readonly at: Instant }
  | ({ readonly kind: 'looked' } & Looked<Fact>);

interface Kept<Fact> {
  readonly parts: readonly ReportDayEntry[];
  readonly pending: readonly Looked<Fact>[];
}

/**
 * Counts what came in a span, from its end backwards, as far as one call can: from days that are
 * kept, and from the record where none is.
 */
export async function countReport<Fact>(
  ports: Subjects,
  span: ReportSpan,
  reading: ReportReading<Fact>,
): Promise<{ readonly next?: Instant; readonly sources: ReportSources }> {
  const { most = MOST_LOOKED_AT, take, takeDay, isFull } = reading;
  const sources = { days: 0, read: 0 };
  const look = ({ counted }: Looked<Fact>) => {
    sources.read += 1;
    if (counted !== undefined) {
      take(counted);
    }
    return 1;
  };
  const count = (step: Step<Fact>): number => {
    if (step.kind === 'looked') {
      return look(step);
    }
    if (step.kind === 'record') {
      return most * PART_OF.recordDay;
    }
    const { at: from, before, parts, pending } = step;
    sources.days += 1;
    const rows = sum(parts.map((part) => takeDay(part, { from, before })));
    const looked = sum(pending.filter(({ at }) => at >= from && at < before).map(look));
    return isFull?.() ? most : looked + most * (PART_OF.keptDay + rows * PART_OF.row);
  };
  const next = await countBackwards(span, {
    events: (from, before) => stepsBackwards(ports, { from, before }, reading),
    take: count,
    most,
    seam: 1,
    days: Number.POSITIVE_INFINITY,
  });
  return { sources, ...(next !== undefined && { next }) };
}

async function* stepsBackwards<Fact>(
  ports: Subjects,
  span: ReportSpan,
  { of, pending, record }: ReportReading<Fact>,
): AsyncGenerator<Step<Fact>> {
  for await (const { day, kept } of daysBackwards(ports, of, span)) {
    const [from, before] = [Math.max(span.from, day), Math.min(span.before, day + DAY)];
    if (kept === undefined) {
      yield { kind: 'record', at: before - 1 };
      for await (const one of record(from, before)) {
        yield { kind: 'looked', ...one };
      }
    } else {
      const ids = kept.flatMap((part) => part.pending);
      const open = ids.length === 0 ? [] : await pending(ids);
      yield { kind: 'kept', at: from, before, parts: kept, pending: open };
    }
  }
}

/** How many days are read at once. */
const DAYS_AT_ONCE = 31;

/** A UTC day, with its parts if it is kept. */
interface KeptDay {
  readonly day: Instant;
  readonly kept?: readonly ReportDayEntry[];
}

/** Yields the UTC days of a span, the newest first. */
export async function* daysBackwards(
  ports: Subjects,
  of: KeptFacts,
  { from, before }: ReportSpan,
): AsyncGenerator<KeptDay> {
  for (let day = startOfDay(before - 1); day + DAY > from; day -= DAYS_AT_ONCE * DAY) {
    const days = Array.from({ length: DAYS_AT_ONCE }, (_, ago) => day - ago * DAY).filter(
      (one) => one + DAY > from,
    );
    yield* await keptOf(ports, of, days);
  }
}

async function keptOf(
  ports: Subjects,
  of: KeptFacts,
  days: readonly Instant[],
): Promise<readonly KeptDay[]> {
  const firsts = await loadDays(
    ports,
    days.map((day) => reportDayId(of, day)),
  );
  const further = days.flatMap((day) => furtherParts(of, day, firsts.get(reportDayId(of, day))));
  const others = further.length === 0 ? firsts : await loadDays(ports, further);
  return days.map((day) => {
    const first = firsts.get(reportDayId(of, day));
    const rest = furtherParts(of, day, first).flatMap((id) => others.get(id) ?? []);
    // A part that is gone, or cannot be read, would be missed: the record has it still, or nobody.
    const isWhole = isKept(first) && rest.length === first.parts - 1;
    return { day, ...(isWhole && { kept: [first, ...rest] }) };
  });
}

function furtherParts(
  of: KeptFacts,
  day: Instant,
  first: ReportDayEntry | undefined,
): readonly string[] {
  const parts = Math.max((first?.parts ?? 1) - 1, 0);
  return Array.from({ length: parts }, (_, part) => reportDayId(of, day, part + 1));
}

/** Loads days by the ids of their items; what cannot be read is as if it were not there. */
export async function loadDays(
  { subjects }: Subjects,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ReportDayEntry>> {
  const { found } = await loadReadable(subjects.load, ids);
  const days = [...found].flatMap(([id, stored]) => {
    const day = reportDayIn(stored);
    return day === undefined ? [] : [[id, day] as const];
  });
  return new Map(days);
}
