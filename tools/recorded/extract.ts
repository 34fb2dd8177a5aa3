import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { type Instant, MINUTE, SECOND } from '#core/time/instant.ts';
import { pythonTools } from '../python-tools.ts';
import { dataFile } from './recordings.ts';

type Row = Readonly<Record<string, string>>;

const REQUIREMENTS = fileURLToPath(new URL('vitaldsp.txt', import.meta.url));

/**
 * Writes the recordings of vital signs anew from the package vitalDSP, at a version and a checksum:
 * the numbers that its devices send each second, without the waveforms and the devices' addresses.
 */
export function extractRecordings(): void {
  const tools = pythonTools('wardbell-vitaldsp', REQUIREMENTS);
  if ('lacks' in tools) {
    throw new Error(`The recordings cannot be fetched: this machine lacks ${tools.lacks}.`);
  }
  const rows = (name: string): readonly Row[] => {
    const [file] = globSync(`${tools.bin}/../lib/*/site-packages/vitalDSP/notebooks/${name}`);
    if (file === undefined) {
      throw new Error(`The package vitalDSP has no ${name}; is ${REQUIREMENTS} as it was?`);
    }
    return parse(readFileSync(file), { columns: true });
  };
  const oximeter = rows('ppg.csv');
  writeSamples('oximeter', oximeter, [
    ['heart_rate', 'hr', '/min'],
    ['spo2', 'o2', '%'],
  ]);
  writeSamples('ecg-patch', rows('ecg.csv'), [
    ['heart_rate', 'hr', '/min'],
    ['resp_rate', 'rr', '/min'],
  ]);
  const events = { 'oximeter.csv': offTimes(oximeter).map((span) => span.map(typed)) };
  writeFileSync(dataFile('vitaldsp/labels.json'), `${JSON.stringify(events, null, 2)}\n`);
}

function writeSamples(
  subject: string,
  rows: readonly Row[],
  metrics: readonly (readonly [metric: string, column: string, unit: string])[],
): void {
  const lines = rows.flatMap((row) =>
    metrics.map(([metric, column, unit]) =>
      [new Date(timeOf(row)).toISOString(), subject, metric, row[column], unit].join(),
    ),
  );
  const text = ['time,subject,metric,value,unit', ...lines, ''].join('\n');
  writeFileSync(dataFile(`vitaldsp/${subject}.csv`), text);
}

/** The status of the oximeter while it reads nothing: its pulse wave is flat then. */
const OFF = 1;

/**
 * Returns when the oximeter itself said for a minute or longer that it reads nothing; a word to
 * the contrary of less than ten seconds counts for nothing.
 */
function offTimes(rows: readonly Row[]): readonly (readonly [Instant, Instant])[] {
  const spans: [Instant, Instant][] = [];
  for (const row of rows.filter(isOff)) {
    const at = timeOf(row);
    const last = spans.at(-1);
    if (last !== undefined && at - last[1] < 10 * SECOND) {
      last[1] = at;
    } else {
      spans.push([at, at]);
    }
  }
  return spans.filter(([from, to]) => to - from >= MINUTE);
}

function isOff({ spo2_status: status = '' }: Row): boolean {
  const words: readonly number[] = JSON.parse(status);
  return words.filter((word) => word === OFF).length > words.length / 2;
}

function timeOf({ timestamp = '' }: Row): Instant {
  return Date.parse(timestamp.replace(' ', 'T'));
}

/** Writes a moment as the Numenta Anomaly Benchmark does, in UTC. */
function typed(at: Instant): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}
