import { readFileSync } from 'node:fs';
import type { Instant } from '#core/time/instant.ts';

/** A sample in the form of `POST /v1/samples`. */
export interface WireSample {
  readonly subject: string;
  readonly metric: string;
  readonly value: number;
  readonly unit: string;
  readonly time: Instant;
}

const HEALTHY = [
  { metric: 'spo2', unit: '%', value: 97 },
  { metric: 'heart_rate', unit: '/min', value: 72 },
  { metric: 'resp_rate', unit: '/min', value: 16 },
  { metric: 'systolic_bp', unit: 'mm[Hg]', value: 121 },
  { metric: 'temperature', unit: 'Cel', value: 36.8 },
] as const;

/**
 * Returns the vital signs of one bed. Values that are not given are healthy, and vary a little with
 * `round`.
 */
export function vitals(
  bed: number,
  round: number,
  time: Instant,
  given: Readonly<Record<string, number>> = {},
): readonly WireSample[] {
  return HEALTHY.map(({ metric, unit, value }, index) => ({
    subject: `bed-${bed}`,
    metric,
    unit,
    time,
    value:
      given[metric] ?? value + (metric === 'temperature' ? 0 : ((bed + round + index) % 3) - 1),
  }));
}

/** One five-minute step of the recorded failure. */
export interface RecordedStep {
  readonly latencyMs: number;
  readonly cpuPercent: number;
}

/** Returns the two recorded series side by side; see examples/hospital/recorded/README.md. */
export function recordedOutage(): readonly RecordedStep[] {
  const latency = readColumn('latency_ms.csv');
  const cpu = readColumn('cpu_percent.csv');
  return latency.map((latencyMs, i) => ({ latencyMs, cpuPercent: cpu[i] ?? Number.NaN }));
}

function readColumn(file: string): readonly number[] {
  const path = new URL(`../examples/hospital/recorded/${file}`, import.meta.url);
  const [, ...rows] = readFileSync(path, 'utf8').trim().split('\n');
  return rows.map((row) => Number(row.split(',')[1]));
}
