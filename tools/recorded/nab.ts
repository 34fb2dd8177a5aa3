import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import type { Instant } from '#core/time/instant.ts';
import type { Labelled } from './nab-score.ts';

/** A series of the benchmark, with its samples. */
export interface NabSeries extends Labelled {
  readonly name: string;
  readonly samples: readonly { readonly at: Instant; readonly value: number }[];
}

/** The copy that is fetched, which belongs to nobody's repository but its own. */
const COPY = fileURLToPath(new URL('../../build/nab', import.meta.url));
const REPOSITORY = 'https://github.com/numenta/NAB.git';
const COMMIT = 'ea702d75cc2258d9d7dd35ca8e5e2539d71f3140';

/** Fetches the benchmark with git, at one commit, unless that was done. Returns the folder. */
export function fetchNab(): string {
  if (!existsSync(join(COPY, 'labels'))) {
    execFileSync('git', ['clone', '--quiet', REPOSITORY, COPY], { stdio: 'inherit' });
    execFileSync('git', ['-C', COPY, 'checkout', '--quiet', COMMIT], { stdio: 'inherit' });
  }
  return COPY;
}

/** Reads the series of a copy of the benchmark, with the windows around their anomalies. */
export function readNab(folder: string): readonly NabSeries[] {
  const labels: Readonly<Record<string, readonly (readonly [string, string])[]>> = readJson(
    join(folder, 'labels/combined_windows.json'),
  );
  return Object.entries(labels).map(([name, spans]) => {
    const rows = readRows(join(folder, 'data', name));
    const samples = rows.map(({ timestamp = '', value }) => ({
      at: timeOf(timestamp),
      value: Number(value),
    }));
    const rowAt = (text: string) => samples.findIndex(({ at }) => at === timeOf(text));
    const windows = spans.map(([from, to]) => [rowAt(from), rowAt(to)] as const);
    return { name, samples, rows: rows.length, windows };
  });
}

/** The benchmark's names of its profiles, with the scores of a detector, or its thresholds. */
type ByProfile<T> = Readonly<Record<'standard' | 'reward_low_FP_rate' | 'reward_low_FN_rate', T>>;

/** Reads the scores that are published with the benchmark, by detector. */
export function publishedScores(folder: string): Readonly<Record<string, ByProfile<number>>> {
  return readJson(join(folder, 'results/final_results.json'));
}

/** Reads at which rows a published detector finds something, by its threshold of the profile. */
export function publishedDetections(
  folder: string,
  detector: string,
  { name }: NabSeries,
): readonly number[] {
  const thresholds: Readonly<Record<string, ByProfile<{ threshold: number }>>> = readJson(
    join(folder, 'config/thresholds.json'),
  );
  const threshold = thresholds[detector]?.standard.threshold ?? Number.POSITIVE_INFINITY;
  const file = name.replace('/', `/${detector}_`);
  return readRows(join(folder, 'results', detector, file)).flatMap(
    ({ anomaly_score: score }, row) => (Number(score) >= threshold ? [row] : []),
  );
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8'));
}

function readRows(file: string): readonly Readonly<Record<string, string>>[] {
  return parse(readFileSync(file), { columns: true });
}

/** Times are without a zone: the same time of the clock is the same hour. */
function timeOf(text: string): Instant {
  return Date.parse(`${text.slice(0, 19).replace(' ', 'T')}Z`);
}
