import type { ItemCounts, StoreName } from '#local/count-items.ts';
import { type Platform, startPlatform } from '#local/platform.ts';
import { bedsideConfig, oneSample } from './bedside.ts';

const WARM_UP = 30;
const PAGES = 300;

/**
 * Measures the time from the POST of one breaching sample until SNS has accepted the page, on the
 * one-machine platform, one at a time and warm. Counts the items read and written for a sample that
 * changes nothing, and for a breach with its page.
 */
export async function timeToPage() {
  const wards = WARM_UP + PAGES;
  const published = new Map<string, (at: number) => void>();
  const platform = await startPlatform({
    config: bedsideConfig(wards),
    port: 0,
    tickEvery: null,
    log: ({ level, message }) => process.stderr.write(`${level}: ${message}\n`),
  });
  watchPublishing(platform, (responder) => published.get(responder)?.(performance.now()));
  try {
    const times: number[] = [];
    for (let i = 0; i < WARM_UP; i++) {
      await breach(platform, published, i);
    }
    const { counts } = platform;
    counts.reset();
    for (let i = WARM_UP; i < wards; i++) {
      times.push(await breach(platform, published, i));
    }
    await settled(counts);
    const perBreach = perStore(counts, PAGES);
    counts.reset();
    for (let i = 0; i < PAGES; i++) {
      await post(platform, oneSample('ward-0', 'bed-well', 97, Date.now()));
    }
    times.sort((a, b) => a - b);
    return {
      pages: times.length,
      postToSnsPublishMs: {
        p50: quantile(times, 0.5),
        p99: quantile(times, 0.99),
        max: quantile(times, 1),
      },
      itemsPerSampleThatChangesNothing: perStore(counts, PAGES),
      itemsPerBreachWithItsPage: perBreach,
    };
  } finally {
    await platform.stop();
  }
}

/** Reports the recipient of each page that SNS has accepted, taken from its topic name. */
export function watchPublishing(
  { clients }: Platform,
  onPublished: (responder: string) => void,
): void {
  clients.sns.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const answer = await next(args);
        const { TopicArn = '' } = args.input as { TopicArn?: string };
        const responder = /(nurse-ward-\d+)-sms$/.exec(TopicArn)?.[1];
        if (commandName === 'PublishCommand' && responder !== undefined) {
          onPublished(responder);
        }
        return answer;
      },
    { step: 'initialize', name: 'watchPublishing' },
  );
}

async function breach(
  platform: Platform,
  published: Map<string, (at: number) => void>,
  ward: number,
): Promise<number> {
  const left = new Promise<number>((resolve) => published.set(`nurse-ward-${ward}`, resolve));
  const started = performance.now();
  await post(platform, oneSample(`ward-${ward}`, `bed-of-${ward}`, 80, Date.now()));
  return (await left) - started;
}

async function post({ url, adminKey }: Platform, body: string): Promise<void> {
  const headers = { authorization: `Bearer ${adminKey}`, 'content-type': 'application/json' };
  const response = await fetch(`${url}/v1/samples`, { method: 'POST', headers, body });
  if (response.status !== 200) {
    throw new Error(`${response.status} ${await response.text()}`);
  }
  await response.arrayBuffer();
}

/** Waits until the last record of an outcome has been written. */
async function settled(counts: ItemCounts): Promise<void> {
  for (let seen = -1; seen !== counts.writes(); await new Promise((r) => setTimeout(r, 300))) {
    seen = counts.writes();
  }
}

const STORES: readonly StoreName[] = ['subjects', 'incidents', 'pages', 'mailboxes', 'controls'];

function perStore(counts: ItemCounts, over: number) {
  const rounded = (count: number) => Math.round((100 * count) / over) / 100;
  return Object.fromEntries(
    STORES.map((name) => [
      name,
      { read: rounded(counts.reads(name)), written: rounded(counts.writes(name)) },
    ]),
  );
}

/** Returns a quantile of sorted values, rounded to one decimal. */
export function quantile(sorted: readonly number[], q: number): number {
  const value = sorted[Math.min(sorted.length - 1, Math.ceil(q * sorted.length) - 1)] ?? Number.NaN;
  return Math.round(value * 10) / 10;
}
