import type { Sample } from '#core/sample/sample.ts';
import type { Instant } from '#core/time/instant.ts';
import { decodeJson } from '#lambdas/ingest/decoders/json.ts';
import { wellFormedJson } from '#lambdas/support/json-text.ts';
import { CliFailure } from './failure.ts';

/** What a row of a CSV file lacks when it has no such column. */
export interface Defaults {
  readonly subject?: string;
  readonly metric?: string;
  readonly unit?: string;
}

/** Samples of a file: the JSON of the API, a JSON list of samples, or CSV with a heading. */
export function readSamples(text: string, file: string, defaults: Defaults): readonly Sample[] {
  const body = /^\s*[[{]/.test(text) ? jsonBody(text, file) : csvBody(text, file, defaults);
  // A sample without a time would be dated by the decoder; a simulation has no present.
  const decoded = decodeJson(body, Number.NaN);
  if (decoded.kind === 'malformed') throw new CliFailure('failed', `${file}: ${decoded.detail}`);
  const [error] = decoded.errors;
  if (error !== undefined)
    throw new CliFailure('failed', `${file}: sample ${error.index + 1}: ${error.detail}.`);
  const undated = decoded.samples.findIndex((sample) => Number.isNaN(sample.at));
  if (undated >= 0) throw new CliFailure('failed', `${file}: sample ${undated + 1} has no time.`);
  if (decoded.samples.length === 0) throw new CliFailure('failed', `${file} holds no samples.`);
  return decoded.samples;
}

/** The samples moved in time together, so that the first is at `start`. */
export function movedTo(start: Instant, samples: readonly Sample[]): readonly Sample[] {
  const first = samples.reduce((least, sample) => Math.min(least, sample.at), Infinity);
  return samples.map((sample) => ({ ...sample, at: sample.at - first + start }));
}

function jsonBody(text: string, file: string): string {
  const json = wellFormedJson(text).text;
  if (!json.trimStart().startsWith('[')) return json;
  try {
    return JSON.stringify({ samples: JSON.parse(json) });
  } catch (error) {
    throw new CliFailure(
      'failed',
      `${file} is not JSON: ${error instanceof Error ? error.message : error}.`,
    );
  }
}

const TIME_COLUMNS = ['time', 'timestamp'];

/** Columns: time (or timestamp), value, subject, metric, unit; every other one is a label. */
function csvBody(text: string, file: string, defaults: Defaults): string {
  const [heading = '', ...lines] = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const columns = heading.split(',').map((column) => column.trim());
  const required = ['value', ...(['subject', 'metric'] as const).filter((c) => !defaults[c])];
  const missing = required.filter((column) => !columns.includes(column));
  if (!columns.some((column) => TIME_COLUMNS.includes(column))) missing.unshift('time');
  if (missing.length > 0)
    throw new CliFailure(
      'failed',
      `${file} lacks ${missing.join(', ')}: it has the columns ${columns.join(', ')}. Name them in its first line; --subject and --metric stand for a column each.`,
    );
  const samples = lines.map((line) => {
    if (line.includes('"'))
      throw new CliFailure('failed', `${file}: quotes are not read in CSV; use JSON.`);
    const cells = line.split(',').map((cell) => cell.trim());
    return toSample(new Map(columns.map((column, i) => [column, cells[i] ?? ''])), defaults);
  });
  return JSON.stringify({ samples });
}

function toSample(row: Map<string, string>, defaults: Defaults): object {
  const take = (column: string): string | undefined => {
    const cell = row.get(column);
    row.delete(column);
    return cell === '' ? undefined : cell;
  };
  const time = TIME_COLUMNS.map(take).find((cell) => cell !== undefined);
  const value = take('value');
  const subject = take('subject') ?? defaults.subject;
  const metric = take('metric') ?? defaults.metric;
  const unit = take('unit') ?? defaults.unit;
  const labels = Object.fromEntries([...row].filter(([, cell]) => cell !== ''));
  return {
    subject,
    metric,
    unit,
    time: time && toTime(time),
    // JSON has no infinity. What is no number is shown to the person as it stands in the file.
    value: Number.isFinite(Number(value)) ? Number(value) : value,
    labels,
  };
}

/**
 * Recorded data often has no offset; it is then taken for UTC. Whole numbers are milliseconds since
 * 1970.
 */
function toTime(cell: string): string | number {
  if (/^\d+$/.test(cell)) return Number(cell);
  return /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?$/.test(cell) ? `${cell}Z` : cell;
}
