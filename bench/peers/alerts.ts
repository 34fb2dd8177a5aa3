import { paced } from './paced.ts';
import type { Peer } from './peer.ts';

const ALERTS = 64;
const SETS = 8;
const WARM_UP = 500;
const REQUESTS = 2_000;

const MINUTE = 60_000;

/**
 * Measures alerts per CPU-second. Sets of firing alerts are sent repeatedly as Prometheus does,
 * each time with a slightly later end.
 */
export async function alertsPerCpuSecond(peer: Peer): Promise<number> {
  const started = Date.now();
  const send = (number: number) =>
    peer.post('/api/v2/alerts', alertSet(number % SETS, started), JSON_BODY);
  const numbers = Array.from({ length: WARM_UP + REQUESTS }, (_, i) => i);
  await paced(numbers.slice(0, WARM_UP), send);
  const before = peer.cpuSeconds();
  await paced(numbers.slice(WARM_UP), send);
  return (REQUESTS * ALERTS) / (peer.cpuSeconds() - before);
}

const JSON_BODY = { 'content-type': 'application/json' };

function alertSet(set: number, startsAt: number): string {
  return JSON.stringify(
    Array.from({ length: ALERTS }, (_, i) => ({
      labels: {
        alertname: 'SpO2Low',
        instance: `gateway-${i % 4}.ward-${set}.example:9100`,
        job: 'bedside-gateway',
        severity: 'critical',
        subject: `bed-${set}-${i}`,
        ward: `ward-${set}`,
      },
      annotations: { summary: 'SpO2 is low', runbook_url: 'https://wiki.example/spo2' },
      startsAt: new Date(startsAt).toISOString(),
      endsAt: new Date(Date.now() + 4 * MINUTE).toISOString(),
      generatorURL: 'http://prometheus.example:9090/graph?g0.expr=spo2',
    })),
  );
}
