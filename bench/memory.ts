import { existsSync } from 'node:fs';
import { compress, messageV1 } from '../test/support/remote-write.ts';
import { paced } from './peers/paced.ts';
import { type Peer, startWardbell } from './peers/peer.ts';
import { REMOTE_WRITE, sampleRequests } from './peers/samples.ts';

const GETS = 10_000;
const OPEN_INCIDENTS = 100;

/** The simulated load is a day in which 100 beds send five vital signs every ten seconds. */
const DAY_REQUESTS = 8_640;
const SAMPLES = 500;

const STORM = 2_000;

/** Fractions of the run at which memory is sampled. */
const QUARTERS = [0.25, 0.5, 0.75, 1];

/**
 * Measures the memory in MB of the one-machine platform in its own process: whether it stays flat
 * over a day, and its peak during a storm.
 */
export async function memory() {
  if (!existsSync('/proc/self/status')) {
    return 'memory of a process is read from /proc, which is not here';
  }
  return {
    [`rssAfterQuartersOf${GETS}GetsOfIncidents`]: await withPlatform(gets),
    [`rssAfterQuartersOfADay${DAY_REQUESTS * SAMPLES}Samples`]: await withPlatform(day),
    [`peakInAStormOf${STORM}`]: await withPlatform(storm),
  };
}

async function withPlatform<Figures>(measure: (peer: Peer) => Promise<Figures>): Promise<Figures> {
  const peer = await startWardbell('platform');
  try {
    return await measure(peer);
  } finally {
    await peer.stop();
  }
}

async function gets(peer: Peer): Promise<readonly number[]> {
  await breach(peer, 'open', OPEN_INCIDENTS);
  return byQuarters(peer, GETS, () => peer.get('/v1/incidents'));
}

/** One bed breaches every hour. */
async function day(peer: Peer): Promise<readonly number[]> {
  const requests = sampleRequests(Date.now());
  let sent = 0;
  return byQuarters(peer, DAY_REQUESTS, async () => {
    sent += 1;
    if (sent % 360 === 0) {
      await breach(peer, `hour-${sent / 360}`, 1);
    }
    const body = requests[sent % requests.length] ?? new Uint8Array();
    await peer.post('/api/v1/write', body, REMOTE_WRITE);
  });
}

async function storm(peer: Peer): Promise<number> {
  await breach(peer, 'storm', STORM);
  // Waits until all pages have left, bundles included.
  await new Promise((resolve) => setTimeout(resolve, 60_000));
  return Math.round(peer.peakMegabytes());
}

/**
 * Posts one request in which every bed of a ward has low saturation; each becomes its own incident.
 */
async function breach(peer: Peer, name: string, beds: number): Promise<void> {
  const at = Date.now();
  const series = Array.from({ length: beds }, (_, i) => ({
    labels: [
      ['__name__', 'spo2'],
      ['subject', `${name}-${i}`],
      ['ward', 'ward-0'],
    ] as const,
    samples: [{ value: 80, at }],
  }));
  await peer.post('/api/v1/write', compress(messageV1(series)), REMOTE_WRITE);
}

async function byQuarters(
  peer: Peer,
  count: number,
  work: () => Promise<void>,
): Promise<readonly number[]> {
  const found: number[] = [];
  let done = 0;
  for (const quarter of QUARTERS) {
    const some = Array.from({ length: Math.round(count * quarter) - done });
    await paced(some, work);
    done += some.length;
    found.push(Math.round(peer.heldMegabytes()));
  }
  return found;
}
