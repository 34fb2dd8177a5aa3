import type { Severity } from '../alert/severity.ts';
import type { DayTable, ReportDayEntry } from '../evaluation/report-day/day.ts';
import type { Incident } from '../incident/incident.ts';
import { isSweepable } from '../incident/sweepable.ts';
import { type Duration, HOUR, type Instant } from '../time/instant.ts';
import { type Response, type ResponseMark, type ResponseOutcome, responseOf } from './response.ts';
import { TableRows } from './table-rows.ts';

/** Times are in ms, the moment from the beginning of the day on; -1: there is no such time. */
const COLUMNS = [
  'at',
  'service',
  'severity',
  'rule',
  'outcome',
  'marks',
  'detect',
  'acknowledge',
  'resolve',
] as const;

const NO_TIME = -1;

/**
 * With so many incidents an item is full, which may be exceeded by one chunk of those that are read
 * (500). With 2,000, each of a rule of its own with a long name, it is below 255 KB.
 */
export const RESPONSES_IN_ITEM = 1_500;

/** What has ended may come back for as long as this, the longest `quiet` of flapping. */
const MAY_COME_BACK: Duration = HOUR;

/** Whether nothing that a report tells of an incident can change any more. */
export function isSettled(incident: Incident, now: Instant): boolean {
  return isSweepable(incident, now - MAY_COME_BACK);
}

/** A table of responses, and the incidents of the day that are none of its rows yet. */
export type KeptResponses = Pick<ReportDayEntry, 'names' | 'columns' | 'pending'>;

/** Makes the table of incidents that were opened on a day. */
export function responsesTable(
  from: Instant,
  incidents: readonly Incident[],
  now: Instant,
): KeptResponses {
  const settled = incidents.filter((incident) => isSettled(incident, now));
  const pending = incidents.filter((incident) => !isSettled(incident, now)).map(({ id }) => id);
  return { ...withRows(undefined, from, settled), pending };
}

/**
 * Takes incidents of a day that have settled into its rows. Those that are not found have been
 * swept, and go.
 */
export function settledDay(
  day: ReportDayEntry,
  over: ReadonlySet<string>,
  found: ReadonlyMap<string, Incident>,
): ReportDayEntry {
  const settled = day.pending.filter((id) => over.has(id));
  if (settled.length === 0) {
    return day;
  }
  const incidents = settled.flatMap((id) => found.get(id) ?? []);
  const pending = day.pending.filter((id) => !over.has(id));
  return { ...day, ...withRows(day, day.from, incidents), pending };
}

function withRows(
  known: DayTable | undefined,
  from: Instant,
  incidents: readonly Incident[],
): DayTable {
  const rows = new TableRows(COLUMNS, known);
  for (const incident of incidents) {
    const response = responseOf(incident);
    const { openedAt, service, severity, rule, outcome, marks } = response;
    const { detect = NO_TIME, acknowledge = NO_TIME, resolve = NO_TIME } = response;
    rows.add({
      ...{ at: openedAt - from, service, severity, rule, outcome, marks: marks.join(' ') },
      ...{ detect, acknowledge, resolve },
    });
  }
  return rows.table();
}

/**
 * Calls `take` with each response of a kept day, without those that are pending; returns how many
 * there were. A year may have a million: nothing is made twice.
 */
export function forEachKept(day: ReportDayEntry, take: (response: Response) => void): number {
  const { names, columns } = day;
  const column = (of: (typeof COLUMNS)[number]) => columns[of] ?? [];
  const [at, service, severity, rule] = [
    ...[column('at'), column('service'), column('severity'), column('rule')],
  ] as const;
  const [outcome, marks] = [column('outcome'), column('marks')];
  const [detect, acknowledge, resolve] = [
    ...[column('detect'), column('acknowledge'), column('resolve')],
  ] as const;
  const name = (place: number | undefined) => names[place ?? -1] ?? '';
  const marksOf = names.map((text) => (text === '' ? [] : text.split(' ')) as ResponseMark[]);
  for (let row = 0; row < at.length; row++) {
    take({
      service: name(service[row]),
      severity: name(severity[row]) as Severity,
      rule: name(rule[row]),
      openedAt: day.from + (at[row] ?? 0),
      outcome: name(outcome[row]) as ResponseOutcome,
      marks: marksOf[marks[row] ?? -1] ?? [],
      detect: known(detect[row]),
      acknowledge: known(acknowledge[row]),
      resolve: known(resolve[row]),
    });
  }
  return at.length;
}

function known(time: number | undefined): Duration | undefined {
  return time === NO_TIME ? undefined : time;
}
