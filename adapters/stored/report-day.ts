import type { ReportDayEntry } from '#core/evaluation/report-day/day.ts';
import { damaged } from './document.ts';
import { listOf, mapOf, number, object, optional, text } from './shape.ts';

/**
 * A day of a report. A column is a text of its numbers, which is read ten times as fast as a list
 * of them is checked. What is pending, and that there are parts, is only written where it is so.
 */
export interface StoredReportDay
  extends Pick<ReportDayEntry, 'from' | 'to' | 'names'>,
    Partial<Pick<ReportDayEntry, 'pending' | 'parts'>> {
  readonly columns: Readonly<Record<string, string>>;
}

const TEXTS = listOf<string>(text);

export const REPORT_DAY = object<StoredReportDay>({
  from: number,
  to: number,
  names: TEXTS,
  columns: mapOf<string>(text),
  pending: optional(TEXTS),
  parts: optional(number),
});

export function reportDayToStored({
  from,
  to,
  names,
  columns,
  pending,
  parts,
}: ReportDayEntry): StoredReportDay {
  const texts = Object.entries(columns).map(([name, numbers]) => [name, numbers.join(',')]);
  return {
    ...{ from, to, names, columns: Object.fromEntries(texts) },
    ...(pending.length > 0 && { pending }),
    ...(parts !== 1 && { parts }),
  };
}

export function reportDayFromStored({
  columns,
  pending = [],
  parts = 1,
  ...kept
}: StoredReportDay): ReportDayEntry {
  const read = Object.entries(columns).map(([name, numbers]) => [name, numbersIn(name, numbers)]);
  return { kind: 'report-day', ...kept, columns: Object.fromEntries(read), pending, parts };
}

function numbersIn(column: string, numbers: string): readonly number[] {
  try {
    return JSON.parse(`[${numbers}]`);
  } catch {
    throw damaged(`A day of a report cannot be read. Its column ${column} has what is no number.`);
  }
}
