import { oneLine } from './one-line.ts';

/** The columns of a CSV by their names, and what stands in them. */
export type CsvColumns<Row> = Readonly<Record<string, (row: Row) => string | undefined>>;

/** Returns the first line, which names the columns. */
export function csvHead(columns: CsvColumns<never>): string {
  return `${Object.keys(columns).join(',')}\r\n`;
}

/**
 * Writes rows as lines of CSV (RFC 4180). A text that a spreadsheet would take for a formula is
 * preceded by an apostrophe: names, and what programs call themselves, come from outside
 * (CWE-1236).
 */
export function csvLines<Row>(columns: CsvColumns<Row>, rows: readonly Row[]): string {
  const cells = Object.values(columns);
  return rows.map((row) => `${cells.map((of) => cell(of(row) ?? '')).join(',')}\r\n`).join('');
}

function cell(given: string): string {
  // A terminal obeys control characters, and no name needs any.
  const text = oneLine(given);
  const safe = /^[=+\-@]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
