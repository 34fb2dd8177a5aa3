import { setTimeout as wait } from 'node:timers/promises';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import type { MemoryQueue } from '#adapters/memory/queue.ts';
import type { Sample } from '#core/sample/sample.ts';
import type { Config } from '#core/team/config.ts';
import { startPlatform } from '#local/platform.ts';
import { deliverPages } from '#usecases/deliver-pages.ts';
import { groupMessages, handleIncidentMessages } from '#usecases/handle-incident-message.ts';
import { ingestSamples } from '#usecases/ingest-samples.ts';
import { bedsideConfig } from './bedside.ts';
import { quantile, watchPublishing } from './time-to-page.ts';

const BREACHES = 2_000;
const WARDS = 40;
const REQUESTS = 20;

/** A platform to run a storm on: takes requests, and reports each page as it leaves. */
interface Stage {
  post(samples: readonly Sample[]): Promise<void>;
  stop(): Promise<void>;
}

type Start = (config: Config, onPublished: (responder: string) => void) => Promise<Stage>;

/**
 * Measures, when 2,000 subjects breach within a second, how long after the POST of a person's first
 * breach that person's first page leaves: with 20 requests over a second and 40 people, with a
 * single request, and with a single person.
 */
export async function storm() {
  return {
    breaches: BREACHES,
    firstPageMs: {
      memoryStores: await figures(inMemory, 5),
      oneMachine: await figures(onOneMachine, 1),
    },
  };
}

async function figures(start: Start, runs: number) {
  return {
    people40Requests20: await firstPages(start, WARDS, REQUESTS, runs),
    people40Requests1: await firstPages(start, WARDS, 1, runs),
    people1Requests20: await firstPages(start, 1, REQUESTS, runs),
  };
}

async function firstPages(start: Start, wards: number, requests: number, runs: number) {
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    times.push(...(await oneStorm(start, wards, requests)));
  }
  times.sort((a, b) => a - b);
  return {
    people: times.length,
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
    max: quantile(times, 1),
  };
}

/** Returns the time to each person's first page. */
async function oneStorm(start: Start, wards: number, requests: number): Promise<number[]> {
  const posted = new Map<string, number>();
  const first = new Map<string, number>();
  const all = Promise.withResolvers<void>();
  const stage = await start(bedsideConfig(wards), (responder) => {
    if (!first.has(responder)) {
      first.set(responder, performance.now());
    }
    if (first.size === wards) {
      all.resolve();
    }
  });
  try {
    // One breach of every ward comes first, so that each has the others' breaches queued behind it.
    const samples = Array.from({ length: BREACHES }, (_, n) => breach(n % wards, n));
    const share = BREACHES / requests;
    const answers = [];
    for (let n = 0; n < requests; n++) {
      const mine = samples.slice(n * share, (n + 1) * share);
      for (const { labels } of mine) {
        const nurse = `nurse-${labels['ward']}`;
        if (!posted.has(nurse)) {
          posted.set(nurse, performance.now());
        }
      }
      answers.push(stage.post(mine));
      if (requests > 1) {
        await wait(1_000 / requests);
      }
    }
    await all.promise;
    await Promise.all(answers);
  } finally {
    await stage.stop();
  }
  return [...first].map(([nurse, at]) => at - (posted.get(nurse) ?? 0));
}

function breach(ward: number, n: number): Sample {
  const labels = { ward: `ward-${ward}` };
  return { subject: `bed-${n}`, metric: 'spo2', value: 80, unit: '%', at: Date.now(), labels };
}

/** Runs the functions concurrently on stores and queues in memory. */
const inMemory: Start = async (config, onPublished) => {
  const ports = memoryPorts();
  const take = ingestSamples(ports, config);
  const handle = handleIncidentMessages(ports, config);
  const deliver = deliverPages(
    {
      ...ports,
      publisher: {
        async publish(to, message) {
          onPublished(to.responder);
          return ports.publisher.publish(to, message);
        },
      },
    },
    config,
    'https://wardbell.example',
  );
  let isRunning = true;
  const work = async <Message>(
    queue: MemoryQueue<Message>,
    run: (messages: readonly Message[]) => Promise<unknown>,
  ) => {
    while (isRunning) {
      const messages = queue.receive(10);
      await Promise.all(messages.map(({ body, acknowledge }) => run([body]).then(acknowledge)));
      await wait(messages.length > 0 ? 0 : 1);
    }
  };
  const working = [
    work(ports.incidentQueue, async (messages) => {
      for (const run of groupMessages(messages)) {
        await handle(run, Date.now());
      }
    }),
    work(ports.pageQueue, async ([message]) => message && deliver(message, Date.now())),
  ];
  return {
    async post(samples) {
      const { accepted } = await take(samples, Date.now());
      if (accepted !== samples.length) {
        throw new Error(`${accepted} samples were accepted`);
      }
    },
    async stop() {
      isRunning = false;
      await Promise.all(working);
    },
  };
};

/** Runs the one-machine platform, over HTTP. */
const onOneMachine: Start = async (config, onPublished) => {
  const platform = await startPlatform({
    config,
    port: 0,
    tickEvery: null,
    log: ({ level, message }) => process.stderr.write(`${level}: ${message}\n`),
  });
  watchPublishing(platform, onPublished);
  const headers = {
    authorization: `Bearer ${platform.adminKey}`,
    'content-type': 'application/json',
  };
  return {
    async post(samples) {
      const body = JSON.stringify({
        samples: samples.map(({ at, ...rest }) => ({ ...rest, time: at })),
      });
      const answer = await fetch(`${platform.url}/v1/samples`, { method: 'POST', headers, body });
      if (answer.status !== 200) {
        throw new Error(`${answer.status} ${await answer.text()}`);
      }
      await answer.arrayBuffer();
    },
    stop: platform.stop,
  };
};
