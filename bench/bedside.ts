import { loadConfig } from '#config/load.ts';
import type { Config } from '#core/team/config.ts';
import type { SentSeries } from '../test/support/remote-write.ts';

const VITALS = [
  { metric: 'spo2', unit: '%', healthy: 97, low: 91 },
  { metric: 'heart_rate', unit: '/min', healthy: 72, low: 40 },
  { metric: 'resp_rate', unit: '/min', healthy: 16, low: 8 },
  { metric: 'systolic_bp', unit: 'mm[Hg]', healthy: 121, low: 90 },
  { metric: 'temperature', unit: 'Cel', healthy: 36.8, low: 35 },
] as const;

/**
 * Returns a config with one service and one nurse for each ward, and a rule for each vital of each
 * ward.
 */
export function bedsideConfig(wards: number): Config {
  const names = Array.from({ length: wards }, (_, i) => `ward-${i}`);
  const file = {
    time_zone: 'UTC',
    people: Object.fromEntries(
      names.map((w) => [`nurse-${w}`, { name: `Nurse ${w}`, channels: ['sms'] }]),
    ),
    policies: Object.fromEntries(
      names.map((w) => [w, { steps: [{ page: [{ person: `nurse-${w}` }], wait: '5m' }] }]),
    ),
    services: Object.fromEntries(names.map((w) => [w, { name: w, policy: w }])),
    rules: names.flatMap((w) =>
      VITALS.map(({ metric, low }) => ({
        name: `${w}-${metric}`,
        title: `${metric} low`,
        service: w,
        severity: 'critical',
        metric,
        where: [`ward="${w}"`],
        below: low,
      })),
    ),
  };
  const loaded = loadConfig(JSON.stringify(file, null, 1), 'bench.yaml');
  if (!loaded.ok) {
    throw new Error(JSON.stringify(loaded.problems, null, 1));
  }
  return loaded.config;
}

/** Returns the text of a request in which every bed of ward-0 is well. */
export function healthyRequest(samples: number, time: number): string {
  return JSON.stringify({
    samples: Array.from({ length: samples }, (_, i) => {
      const { metric, unit, healthy } = VITALS[i % VITALS.length] ?? VITALS[0];
      const subject = `bed-${Math.floor(i / VITALS.length)}`;
      return { subject, metric, value: healthy, unit, time, labels: { ward: 'ward-0' } };
    }),
  });
}

/**
 * Returns the same values as Prometheus series, with the labels that a gateway and a scrape job
 * add.
 */
export function healthySeries(samples: number, at: number): readonly SentSeries[] {
  return Array.from({ length: samples }, (_, i) => {
    const { metric, healthy } = VITALS[i % VITALS.length] ?? VITALS[0];
    const bed = Math.floor(i / VITALS.length);
    return {
      labels: [
        ['__name__', metric],
        ['device', `monitor-${4711 + bed}`],
        ['instance', `gateway-${bed % 4}.ward-0.example:9100`],
        ['job', 'bedside-gateway'],
        ['model', 'patient-monitor-x3'],
        ['site', 'hospital-a'],
        ['subject', `bed-${bed}`],
        ['ward', 'ward-0'],
      ],
      samples: [{ value: healthy, at }],
    };
  });
}

/** Returns the text of a request in which one bed's SpO2 has the given value. */
export function oneSample(ward: string, subject: string, value: number, time: number): string {
  const sample = { subject, metric: 'spo2', value, unit: '%', time, labels: { ward } };
  return JSON.stringify({ samples: [sample] });
}
