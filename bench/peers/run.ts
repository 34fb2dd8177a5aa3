import { existsSync } from 'node:fs';
import { printTable } from '#cli/print.ts';
import { alertsPerCpuSecond } from './alerts.ts';
import { type Peer, startAlertmanager, startPrometheus, startWardbell, versionOf } from './peer.ts';
import { sampleRequests, samplesPerCpuSecond } from './samples.ts';
import { prometheusTimeToPage, wardbellTimeToPage } from './time-to-page.ts';
import { startWebhook } from './webhook.ts';

const INGEST = 'Wardbell, ingest with a store in memory';
const PLATFORM = 'Wardbell, all of it with SQLite, SQS and SNS';

/**
 * `npm run bench:peers`: sends the same requests to Wardbell, Prometheus and Alertmanager in turn,
 * each in its own process. Run nothing else on the machine meanwhile. A missing peer is reported
 * and skipped.
 */
if (existsSync('/proc/self/stat')) {
  await compare();
} else {
  console.log('Not run: CPU time and memory of a process are read from /proc, which is not here.');
}

async function compare(): Promise<void> {
  const [prometheus, alertmanager] = [
    installed('prometheus'),
    installed('prometheus-alertmanager'),
  ];
  await compareSamples(prometheus);
  await compareAlerts(alertmanager);
  await compareTimeToPage(prometheus && alertmanager);
}

function installed(program: string): boolean {
  const version = versionOf(program);
  console.log(`${program}: ${version ?? 'not in PATH, left out'}`);
  return version !== undefined;
}

/** Prints a name, the throughput per CPU-second and the peak memory. */
async function row(
  name: string,
  start: () => Promise<Peer>,
  measure: (peer: Peer) => Promise<number>,
): Promise<readonly string[]> {
  const peer = await start();
  try {
    const rate = await measure(peer);
    return [name, String(Math.round(rate)), String(Math.round(peer.peakMegabytes()))];
  } finally {
    await peer.stop();
  }
}

async function compareSamples(prometheus: boolean): Promise<void> {
  const requests = sampleRequests(Date.now());
  const measure = (peer: Peer) => samplesPerCpuSecond(peer, requests);
  const rows = [
    await row(INGEST, () => startWardbell('function'), measure),
    await row(PLATFORM, () => startWardbell('platform'), measure),
  ];
  if (prometheus) {
    rows.push(await row('Prometheus, storing', () => startPrometheus(), measure));
  }
  console.log('\nRemote write 1.0 over HTTP, 500 samples a request, none breaches');
  printTable(['', 'samples per CPU-second', 'peak memory, MB'], rows);
}

async function compareAlerts(alertmanager: boolean): Promise<void> {
  const rows = [
    await row(INGEST, () => startWardbell('function'), alertsPerCpuSecond),
    await row(PLATFORM, () => startWardbell('platform'), alertsPerCpuSecond),
  ];
  if (alertmanager) {
    const webhook = await startWebhook(() => undefined);
    const start = () => startAlertmanager(webhook.url);
    rows.push(await row('Alertmanager', start, alertsPerCpuSecond));
    webhook.stop();
  }
  console.log(
    '\nPOST /api/v2/alerts, 64 firing alerts a request, 8 sets of them sent again and again',
  );
  printTable(['', 'alerts per CPU-second', 'peak memory, MB'], rows);
}

async function compareTimeToPage(peers: boolean): Promise<void> {
  const ours = await wardbellTimeToPage();
  const rows = [['Wardbell, to SNS', String(ours.p50), String(ours.p99)]];
  if (peers) {
    const { p50, p99 } = await prometheusTimeToPage();
    rows.push(['Prometheus (1 s) and Alertmanager (0 s), to a webhook', String(p50), String(p99)]);
  }
  console.log('\nFrom a sample that breaches until somebody is told');
  printTable(['', 'p50, ms', 'p99, ms'], rows);
}
