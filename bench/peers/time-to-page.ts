import { compress, messageV1 } from '../../test/support/remote-write.ts';
import { quantile } from '../time-to-page.ts';
import { type Peer, startAlertmanager, startPrometheus, startWardbell } from './peer.ts';
import { REMOTE_WRITE } from './samples.ts';
import { startWebhook } from './webhook.ts';

const WARM_UP = 5;
const PAGES = 40;

/** Each page concerns its own ward, so that none is bundled with another. */
export const WARDS: number = WARM_UP + PAGES;

/** Latency from a breaching sample to the notification, in ms. */
export interface TimeToPage {
  readonly p50: number;
  readonly p99: number;
}

/**
 * Measures from the sample to the webhook, with rules evaluated every second and no group wait in
 * Alertmanager.
 */
export async function prometheusTimeToPage(): Promise<TimeToPage> {
  const told = listeners();
  const webhook = await startWebhook((ward) => told.tell(ward));
  const alertmanager = await startAlertmanager(webhook.url);
  const prometheus = await startPrometheus(alertmanager.address);
  try {
    return await measure(prometheus, told);
  } finally {
    await prometheus.stop();
    await alertmanager.stop();
    webhook.stop();
  }
}

/** Measures from the sample until SNS has accepted the page. */
export async function wardbellTimeToPage(): Promise<TimeToPage> {
  const told = listeners();
  const peer = await startWardbell('platform', (nurse) => told.tell(nurse.replace('nurse-', '')));
  try {
    return await measure(peer, told);
  } finally {
    await peer.stop();
  }
}

function listeners() {
  const waiting = new Map<string, () => void>();
  return {
    tell: (ward: string) => waiting.get(ward)?.(),
    next: (ward: string) => new Promise<void>((resolve) => waiting.set(ward, resolve)),
  };
}

async function measure(peer: Peer, told: ReturnType<typeof listeners>): Promise<TimeToPage> {
  const times: number[] = [];
  for (let i = 0; i < WARDS; i++) {
    // Samples are spread evenly over the second: one sent right after a page would always just miss
    // that second's evaluation.
    await new Promise((resolve) => setTimeout(resolve, (i * 618) % 1_000));
    const ward = `ward-${i}`;
    const heard = told.next(ward);
    const started = performance.now();
    await peer.post('/api/v1/write', breach(ward), REMOTE_WRITE);
    await heard;
    if (i >= WARM_UP) {
      times.push(performance.now() - started);
    }
  }
  times.sort((a, b) => a - b);
  return { p50: quantile(times, 0.5), p99: quantile(times, 0.99) };
}

function breach(ward: string): Uint8Array {
  const labels = [
    ['__name__', 'spo2'],
    ['subject', `bed-of-${ward}`],
    ['ward', ward],
  ] as const;
  return compress(messageV1([{ labels, samples: [{ value: 80, at: Date.now() }] }]));
}
