import { describe, expect, test } from '@jest/globals';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { MINUTE } from '#core/time/instant.ts';
import { createApiKey } from '#http/api-key.ts';
import { createIngestHandler } from '#lambdas/ingest/handler.ts';
import { gatewayEvent } from '#local/gateway-event.ts';
import type { LogLine } from '#runtime/log.ts';
import type { Measured } from '#runtime/measure.ts';
import type { SampleArchive } from '#usecases/ports.ts';
import { hospital } from '../support/config.ts';
import { NIGHT } from '../support/incident.ts';

interface Sent {
  readonly subject?: string;
  readonly metric?: string;
  readonly value: number;
  readonly time?: number;
}

/** The ingest function with an archive, or without. */
async function ingest(append?: SampleArchive['append'], load?: () => Promise<never>) {
  const memory = memoryPorts(() => NIGHT);
  const { token, key } = createApiKey('a test', ['samples'], NIGHT);
  await memory.controls.putKey(key);
  const measured: Measured[] = [];
  const logged: LogLine[] = [];
  let now = NIGHT;
  const handler = createIngestHandler({
    ports: {
      ...memory,
      ...(load !== undefined && { subjects: { ...memory.subjects, load } }),
      ...(append !== undefined && { archive: { append } }),
    },
    config: hospital(),
    publicUrl: 'https://x',
    clock: () => now,
    log: (line) => logged.push(line),
    measure: (values) => measured.push(values),
  });
  return {
    measured,
    logged,
    memory,
    pass: (time: number) => {
      now += time;
    },
    async post(...samples: readonly Sent[]) {
      const written = samples.map((one) => ({ subject: 'bed-1', metric: 'spo2', ...one }));
      const { event } = gatewayEvent({
        ...{ method: 'POST', url: '/v1/samples', sourceIp: '::1', id: 'r', at: now },
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: Buffer.from(JSON.stringify({ samples: written })),
      });
      const { statusCode } = await handler(event, {} as never);
      return statusCode;
    },
  };
}

/** An archive that keeps lines. */
function keeping() {
  const lines: string[] = [];
  return {
    append: async (some: readonly string[]) => {
      lines.push(...some);
    },
    kept: () => lines.map((line) => JSON.parse(line)),
  };
}

describe('with an archive', () => {
  test('every sample that is taken in is archived with both its times, read by a rule or not', async () => {
    const { append, kept } = keeping();
    const { post } = await ingest(append);
    const time = NIGHT - 5_000;
    expect(await post({ value: 97 }, { value: 40, metric: 'etco2', time })).toBe(200);
    const common = { subject: 'bed-1', received: NIGHT };
    expect(kept()).toEqual([
      { ...common, metric: 'spo2', value: 97, time: NIGHT },
      { ...common, metric: 'etco2', value: 40, time },
    ]);
  });

  test('what is refused is not: what is too old, what cannot be, and what no key sent', async () => {
    const { append, kept } = keeping();
    const { post } = await ingest(append);
    const old = NIGHT - 24 * 60 * MINUTE;
    expect(await post({ value: 97, time: old }, { value: 96 })).toBe(200);
    expect(kept().map(({ value }) => value)).toEqual([96]);
  });

  test('a breach is decided and answered while the archive has not answered yet', async () => {
    const open = Promise.withResolvers<void>();
    const { post, memory } = await ingest(() => open.promise);
    const answered = post({ value: 80 });
    // The message goes out although nothing answers for the archive.
    for (let turns = 0; turns < 1_000 && memory.incidentQueue.waiting().length === 0; turns++) {
      await new Promise(setImmediate);
    }
    expect(memory.incidentQueue.waiting()).toHaveLength(1);
    open.resolve();
    expect(await answered).toBe(200);
  });

  test('what it does not take is counted, logged once a minute, and answered 200 all the same', async () => {
    const { post, measured, logged, pass } = await ingest(async () => {
      throw new Error('throttled');
    });
    expect(await post({ value: 97 }, { value: 98, metric: 'pulse' })).toBe(200);
    expect(await post({ value: 96 })).toBe(200);
    expect(measured.flatMap(({ samplesUnarchived }) => samplesUnarchived ?? [])).toEqual([2, 1]);
    const told = () => logged.filter(({ message }) => message === 'samples could not be archived');
    expect(told()).toHaveLength(1);
    expect(told()[0]).toMatchObject({ samples: 2, error: { name: 'Error' } });
    expect(JSON.stringify(told())).not.toContain('bed-1');
    pass(MINUTE);
    await post({ value: 95 });
    expect(told()).toHaveLength(2);
  });

  test('it is waited for where the store fails, too, since the function is frozen with its answer', async () => {
    let isOver = false;
    const append = async () => {
      await new Promise(setImmediate);
      isOver = true;
    };
    const failing = async () => {
      throw new Error('no store');
    };
    const { post } = await ingest(append, failing);
    expect(await post({ value: 80 })).toBe(503);
    expect(isOver).toBe(true);
  });

  test('a request of which nothing is taken in archives nothing', async () => {
    let calls = 0;
    const { post } = await ingest(async () => {
      calls += 1;
    });
    await post({ value: 97, time: 1_000 });
    expect(calls).toBe(0);
  });
});

test('without an archive nothing is said of one', async () => {
  const { post, measured, logged } = await ingest();
  expect(await post({ value: 97 })).toBe(200);
  expect(JSON.stringify([measured, logged])).not.toContain('rchive');
});
