import { beforeEach, describe, expect, test } from '@jest/globals';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { observePorts } from '#adapters/memory/observe-ports.ts';
import { DAY, HOUR, MINUTE, SECOND } from '#core/time/instant.ts';
import { createClockHandler } from '#lambdas/clock/handler.ts';
import type { LogLine } from '#runtime/log.ts';
import type { Measured } from '#runtime/measure.ts';
import { incident, page } from '../../adapters/sample-states.ts';
import { hospital } from '../../support/config.ts';

const NOW = Date.UTC(2027, 5, 1, 12);

let now: number;
let logged: LogLine[];
let measured: Measured[];
let isThrottled: boolean;

beforeEach(() => {
  now = NOW;
  logged = [];
  measured = [];
  isThrottled = false;
});

/** Returns a clock with an incident that was over 401 days ago, and one page of it. */
async function clockWithOld(standby = 0) {
  const memory = memoryPorts(() => now);
  const at = NOW - 401 * DAY;
  const { due: _, ...open } = incident('old', 1, { openedAt: at });
  const old = { ...open, status: 'resolved', resolvedAt: at } as const;
  await memory.incidents.save(old, 0);
  await memory.pages.save(page(old, 1, { status: 'sent' }), 0);
  await memory.controls.putSweepProgress({ from: at - DAY, until: at - DAY });
  const ports = observePorts(memory, (operation, call) =>
    isThrottled && operation === 'incidents.remove'
      ? Promise.reject(new Error('Throughput exceeds the current capacity'))
      : call(),
  );
  const handler = createClockHandler(
    {
      ports,
      config: hospital(),
      publicUrl: 'http://x',
      clock: () => now,
      log: (line) => logged.push(line),
      measure: (values) => measured.push(values),
    },
    { standby },
  );
  const isThere = async () => (await memory.incidents.load([old.id])).size === 1;
  return { tick: () => handler(null), isThere, ports: memory };
}

describe('the clock', () => {
  test('removes what is kept no longer, counts it and says so', async () => {
    const { tick, isThere } = await clockWithOld();
    await tick();
    expect([await isThere(), measured]).toEqual([false, [{ itemsSwept: 2 }]]);
    expect(logged).toEqual([
      {
        level: 'info',
        message: 'what the config keeps no longer was removed',
        ...{
          incidents: 1,
          pages: 1,
          points: 0,
          absences: 0,
          exchanges: 0,
          told: 0,
          notes: 0,
          calendars: 0,
          inhibitors: 0,
          changes: 0,
          keys: 0,
          silences: 0,
          overrides: 0,
          tests: 0,
        },
        sessions: 0,
      },
    ]);
  });

  test('is stopped by a throttle, ticks all the same, and goes on a minute later', async () => {
    const { tick, isThere } = await clockWithOld();
    isThrottled = true;
    expect(await tick()).toMatchObject({ failures: [] });
    expect([await isThere(), logged]).toMatchObject([
      true,
      [{ level: 'error', message: 'what the config keeps no longer could not be removed' }],
    ]);
    isThrottled = false;
    now += 10 * SECOND;
    await tick();
    expect(await isThere()).toBe(true);
    now += MINUTE;
    await tick();
    expect(await isThere()).toBe(false);
  });

  test('looks again each hour once nothing is left', async () => {
    const { tick, ports } = await clockWithOld();
    await tick();
    const old = { summary: 'deploy', key: 'ci', details: {}, links: [] };
    await ports.controls.putChange({ ...old, id: 'a change', at: now - 32 * DAY });
    now += 59 * MINUTE;
    await tick();
    expect(await ports.controls.changes(0, now, 9)).toHaveLength(1);
    now += MINUTE;
    await tick();
    expect(await ports.controls.changes(0, now, 9)).toEqual([]);
  });

  test('forgets the test pages of people who have left the config', async () => {
    const { tick, ports } = await clockWithOld();
    const test = {
      channel: 'sms',
      at: now,
      by: { by: 'bo' },
      result: { outcome: 'sent' },
    } as const;
    for (const responder of ['anna', 'constructor', 'gone']) {
      await ports.controls.putContactTest({ ...test, responder, id: `${responder}#sms` });
    }
    await tick();
    expect(await ports.controls.contactTests()).toMatchObject([{ responder: 'anna' }]);
  });

  test('leaves it to the one that is expected to do it, where it stands by', async () => {
    const { tick, isThere } = await clockWithOld(HOUR);
    await tick();
    expect(await isThere()).toBe(true);
  });
});
