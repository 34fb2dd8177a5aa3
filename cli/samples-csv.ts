import { basename, extname } from 'node:path';
import { CsvError, parse } from 'csv-parse/sync';
import { type Duration, type Instant, MINUTE } from '#core/time/instant.ts';
import { parseTypedTime, resolveTypedTime } from '#core/time/typed-time.ts';
import { CliFailure } from './failure.ts';

/** Default values for columns that a CSV file does not have. */
export interface Defaults {
  readonly subject?: string;
  readonly metric?: string;
  readonly unit?: string;
  /**
   * By whose clocks times without an offset are.
   * @default UTC
   */
  readonly timeZone?: string;
}

export const DEFAULT_COLUMNS = ['subject', 'metric', 'unit'] as const;

/** Samples in the form of the API, each with its position in the file. */
export interface WrittenSamples {
  readonly samples: readonly unknown[];
  readonly places: readonly string[];
  /** Assumptions about what the file does not say, in sentences. */
  readonly assumed: readonly string[];
}

type Row = ReadonlyMap<string, string>;

const TIME_COLUMNS = ['time', 'timestamp'];
const OWN_COLUMNS = [...TIME_COLUMNS, 'value', 'subject', 'metric', 'unit'];

/**
 * Parses CSV (RFC 4180), also with semicolons or tabs as delimiters. Columns are time (or
 * timestamp), value, subject, metric and unit; every other column is a label.
 */
export function readCsv(
  text: string,
  file: string,
  { timeZone = 'UTC', ...given }: Defaults,
): WrittenSamples {
  const [heading, ...lines] = readLines(text, file);
  const columns = (heading?.cells ?? []).map(columnNamed);
  needColumns(columns, file);
  const missing = (['subject', 'metric'] as const).filter(
    (column) => !columns.includes(column) && given[column] === undefined,
  );
  const name = basename(file, extname(file));
  const defaults = { ...Object.fromEntries(missing.map((column) => [column, name])), ...given };
  const rows = lines.map(
    ({ cells }) => new Map(columns.map((column, i) => [column, cells[i] ?? ''])),
  );
  const clock = clockOf(timeZone);
  return {
    samples: rows.map((row) => toSample(row, defaults, clock)),
    places: lines.map(({ line }) => `line ${line}`),
    assumed: [
      ...missing.map(
        (column) => `It has no column ${column}: ${name} is taken for it (--${column}).`,
      ),
      ...idle(given, rows),
      ...(rows.some((row) => isWithoutOffset(timeOf(row)))
        ? [`Its times have no offset: they are taken for ${timeZone} (--utc, --zone).`]
        : []),
    ],
  };
}

/** Returns the default of a column that every row has. */
function idle(given: Defaults, rows: readonly Row[]): readonly string[] {
  return DEFAULT_COLUMNS.filter((column) => given[column] !== undefined)
    .filter((column) => rows.every((row) => (row.get(column) ?? '') !== ''))
    .map((column) => `--${column} does nothing: every line has a ${column} of its own.`);
}

interface Line {
  readonly cells: readonly string[];
  readonly line: number;
}

function readLines(text: string, file: string): readonly Line[] {
  const [first = ''] = text.split(/\r?\n/, 1);
  const delimiter = [';', '\t'].find((sign) => first.includes(sign)) ?? ',';
  try {
    const records = parse(text, {
      bom: true,
      delimiter,
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
      info: true,
    });
    // The types of the library lack `info`.
    const told = records as unknown as readonly { record: string[]; info: { lines: number } }[];
    return told.map(({ record, info }) => ({ cells: record, line: info.lines }));
  } catch (error) {
    if (!(error instanceof CsvError)) {
      throw error;
    }
    throw new CliFailure('failed', `${file} is not CSV: ${error.message}.`);
  }
}

/** The names of our own columns are case-insensitive; label names are not. */
function columnNamed(heading: string): string {
  const known = heading.toLowerCase();
  return OWN_COLUMNS.includes(known) ? known : heading;
}

function needColumns(columns: readonly string[], file: string): void {
  const missing = columns.includes('value') ? [] : ['value'];
  if (!columns.some((column) => TIME_COLUMNS.includes(column))) {
    missing.unshift('time');
  }
  if (missing.length === 0) {
    return;
  }
  throw new CliFailure(
    'failed',
    `${file} lacks ${missing.join(', ')}: it has the columns ${columns.join(', ')}. Name them in its first line.`,
  );
}

function toSample(row: Row, defaults: Defaults, clock: Clock): object {
  const cell = (column: string) => row.get(column) || undefined;
  const value = cell('value');
  const labels = [...row].filter(([column, text]) => !OWN_COLUMNS.includes(column) && text !== '');
  return {
    subject: cell('subject') ?? defaults.subject,
    metric: cell('metric') ?? defaults.metric,
    unit: cell('unit') ?? defaults.unit,
    time: toTime(timeOf(row), clock),
    // JSON has no infinity. A value that is no number is shown as it is in the file.
    value: Number.isFinite(Number(value)) ? Number(value) : value,
    labels: Object.fromEntries(labels),
  };
}

function timeOf(row: Row): string | undefined {
  return TIME_COLUMNS.map((column) => row.get(column)).find((cell) => cell);
}

/** A smaller number of milliseconds would be before March 1973, so it is taken as seconds. */
const MIN_MILLISECONDS = 100_000_000_000;

function toTime(cell: string | undefined, clock: Clock): string | number | undefined {
  if (cell !== undefined && /^\d+(\.\d+)?$/.test(cell)) {
    const number = Number(cell);
    return number < MIN_MILLISECONDS ? number * 1_000 : number;
  }
  return cell !== undefined && isWithoutOffset(cell) ? (clock(cell) ?? cell) : cell;
}

function isWithoutOffset(cell: string | undefined): boolean {
  return /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?$/.test(cell ?? '');
}

/** Returns the moment of a time without an offset; undefined if there is no such time. */
type Clock = (time: string) => Instant | undefined;

/**
 * Resolves each hour of the file in which the offset is constant only once: resolving takes a tenth
 * of a ms.
 */
function clockOf(timeZone: string): Clock {
  const offsets = new Map<string, Duration | undefined>();
  return (time) => {
    const hour = time.slice(0, 13);
    if (!offsets.has(hour)) {
      offsets.set(hour, offsetOf(hour));
    }
    const offset = offsets.get(hour);
    return offset === undefined ? exactly(time) : shownBy(time, offset);
  };

  function exactly(time: string): Instant | undefined {
    const parsed = parseTypedTime(time);
    return parsed.ok ? resolveTypedTime(parsed.typed, { timeZone, after: 0 }).at : undefined;
  }

  function offsetOf(hour: string): Duration | undefined {
    const [first, last] = [exactly(`${hour}:00`), exactly(`${hour}:59`)];
    if (first === undefined || last === undefined || last - first !== 59 * MINUTE) {
      return undefined;
    }
    return (shownBy(`${hour}:00`, 0) ?? Number.NaN) - first;
  }
}

function shownBy(time: string, offset: Duration): Instant | undefined {
  const at = Date.parse(`${time.replace(' ', 'T')}Z`) - offset;
  return Number.isNaN(at) ? undefined : at;
}
