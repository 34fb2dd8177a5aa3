import { compress, messageV1 } from '../../test/support/remote-write.ts';
import { quantile } from '../time-to-page.ts';
import { type Peer, startAlertmanager, startPrometheus, startWardbell } from './peer.ts';
import { REMOTE_WRITE } from './samples.ts';
import { startWebhook } from './webhook.ts';

const WARM_UP = 5;
const PAGES = 40;

/** Each page is for a ward of its own, so that none waits for another. */
export const WARDS: number = WARM_UP + PAGES;

/** How long it takes from a sample that breaches until somebody is told, in ms. */
export interface TimeToPage {
  readonly p50: number;
  readonly p99: number;
}

/**
 * From the sample to the webhook: rules evaluated each second, and Alertmanager waits for nothing.
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

/** From the sample until SNS has accepted the page. */
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
    // At all moments of a second alike: a sample that followed a page at once would always be just
    // too late for the evaluation of that second.
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
