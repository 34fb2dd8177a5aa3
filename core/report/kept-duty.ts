import type { DayTable, ReportDayEntry } from '../evaluation/report-day/day.ts';
import type { HeldSpan } from '../oncall/coverage.ts';
import type { PageOrder } from '../paging/page.ts';
import type { Instant } from '../time/instant.ts';
import type { Interval } from '../time/interval.ts';
import { TableRows } from './table-rows.ts';

/** A page that was sent, as the report of time on call counts it. */
export type KeptPage = Pick<PageOrder, 'responder' | 'at' | 'incident'>;

/** How many pages one item has. */
export const PAGES_IN_ITEM = 8_000;

const PAGES = ['at', 'person'] as const;

/**
 * Makes the table of pages of a day. It has each of several channels at one moment about one
 * incident once, and of which incident it was no more.
 */
export function pagesTable(from: Instant, pages: readonly KeptPage[]): DayTable {
  const rows = new TableRows(PAGES);
  for (const { at, responder } of pages) {
    rows.add({ at: at - from, person: responder });
  }
  return rows.table();
}

/** Returns each disturbance of somebody once, whatever channels it came by. */
export function distinctPages(pages: readonly KeptPage[]): readonly KeptPage[] {
  const once = new Map(
    pages.map((page) => [JSON.stringify([page.at, page.responder, page.incident]), page]),
  );
  return [...once.values()];
}

/**
 * Calls `take` with each page of a kept day, the newest first, as they were kept, and each of an
 * incident of its own; returns how many there were.
 */
export function forEachKeptPage(day: ReportDayEntry, take: (page: KeptPage) => void): number {
  const [at = [], person = []] = PAGES.map((column) => day.columns[column]);
  for (let row = 0; row < at.length; row++) {
    const responder = day.names[person[row] ?? -1] ?? '';
    take({ responder, at: day.from + (at[row] ?? 0), incident: String(row) });
  }
  return at.length;
}

/** The turns of people; whoever has no name is nobody. */
const TURNS = ['from', 'to', 'schedule', 'person'] as const;

/** The turns of a schedule. */
export type HeldTurns = readonly [schedule: string, spans: readonly HeldSpan[]];

/**
 * Takes the turns of a window into those of its day. What is known already stays: it was so by the
 * schedules of then.
 */
export function turnsKept(
  known: ReportDayEntry | undefined,
  window: Interval,
  turns: readonly HeldTurns[],
): ReportDayEntry {
  const { from, to } = known ?? { from: window.from, to: window.from };
  if (to >= window.to) {
    return known ?? { ...EMPTY, from, to };
  }
  const fresh = turns.map(([schedule, spans]) => {
    const later = spans.filter((span) => span.to > to);
    return [schedule, later.map((span) => ({ ...span, from: Math.max(span.from, to) }))] as const;
  });
  return { ...EMPTY, from, to: window.to, ...withTurns(known, from, fresh) };
}

const EMPTY = { kind: 'report-day', names: [], columns: {}, pending: [], parts: 1 } as const;

/** What goes on from a turn that is known makes that longer. */
function withTurns(
  known: DayTable | undefined,
  day: Instant,
  turns: readonly HeldTurns[],
): DayTable {
  const rows = new TableRows(TURNS, known);
  const [ends, schedules, people] = [
    rows.column('to'),
    rows.column('schedule'),
    rows.column('person'),
  ];
  const keyOf = (schedule = 0, person = 0, to = 0) => `${schedule} ${person} ${to}`;
  const byEnd = new Map(ends.map((to, row) => [keyOf(schedules[row], people[row], to), row]));
  const add = (schedule: string, person: string, from: Instant, to: Instant) => {
    const keyAt = (end: Instant) => keyOf(rows.place(schedule), rows.place(person), end);
    const row = byEnd.get(keyAt(from)) ?? ends.length;
    if (row === ends.length) {
      rows.add({ from, to, schedule, person });
    } else {
      ends[row] = to;
    }
    byEnd.set(keyAt(to), row);
  };
  for (const [schedule, spans] of turns) {
    for (const { from, to, holders } of spans) {
      const held = holders.length === 0 ? [''] : holders.map(({ person }) => person);
      for (const person of new Set(held)) {
        add(schedule, person, from - day, to - day);
      }
    }
  }
  return rows.table();
}

/** Returns the turns of a day that is kept, by schedule, those within a window. */
export function keptTurns(
  day: ReportDayEntry,
  window: Interval,
): ReadonlyMap<string, readonly HeldSpan[]> {
  const { names, columns } = day;
  const [froms = [], tos = [], schedules = [], people = []] = TURNS.map((one) => columns[one]);
  const all = froms.map((begins, row) => {
    const person = names[people[row] ?? -1] ?? '';
    return {
      schedule: names[schedules[row] ?? -1] ?? '',
      from: Math.max(window.from, day.from + begins),
      to: Math.min(window.to, day.from + (tos[row] ?? 0)),
      holders: person === '' ? [] : [{ by: 'layer', person, layer: '' } as const],
    };
  });
  return Map.groupBy(
    all.filter(({ from, to }) => from < to),
    ({ schedule }) => schedule,
  );
}
