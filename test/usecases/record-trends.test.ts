import { describe, expect, test } from '@jest/globals';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { observePorts } from '#adapters/memory/observe-ports.ts';
import { DAY, HOUR, MINUTE, SECOND } from '#core/time/instant.ts';
import { slotOf, trendSeries } from '#core/trend/point.ts';
import { listedSeries, seriesListOf } from '#core/trend/series-list.ts';
import { ingestSamples } from '#usecases/ingest-samples.ts';
import type { TrendStore } from '#usecases/ports.ts';
import { recordTrends } from '#usecases/record-trends.ts';
import { NEW_SERIES_PER_SENDER, slotMarks } from '#usecases/slot-marks.ts';
import { below, hospital } from '../support/config.ts';

const START = Date.UTC(2026, 10, 28, 12);
const KEEP = 7 * DAY;
const rules = [below('spo2', 88, { for: 20 * SECOND }), below('pulse', 40)];
const config = hospital({ rules, config: { trends: { keep: KEEP } } });

/** A store, and instances of a function in front of it. */
function given({
  config: used = config,
  ...faulty
}: { config?: typeof config } & Partial<Pick<TrendStore, 'append' | 'list'>> = {}) {
  const memory = memoryPorts(() => START);
  const calls: string[] = [];
  const observed = observePorts(memory, async (operation, call) => {
    calls.push(operation);
    return call();
  });
  const ports = { ...observed, trends: { ...observed.trends, ...faulty } };
  const instance = () => {
    const take = ingestSamples(memory, used);
    const record = recordTrends(ports, used);
    return async (after: number, value: number, subject = 'bed-1') => {
      const now = START + after * SECOND;
      const sample = { subject, metric: 'spo2', value, at: now, labels: {} };
      const { judged } = await take([sample], now);
      return record(judged, { sender: 'k-1', now });
    };
  };
  const series = trendSeries({ subject: 'bed-1', metric: 'spo2', labels: {} });
  const span = { from: START - DAY, until: START + DAY };
  return {
    calls,
    instance,
    listed: async () => (await memory.trends.listed(seriesListOf('bed-1'), 10)).series,
    kept: async () =>
      (await memory.trends.between(series, span, 1_000)).map(({ at }) => (at - START) / SECOND),
  };
}

describe('a series that is well', () => {
  test('costs one write each five minutes and one question to the store', async () => {
    const { calls, instance, kept } = given();
    const post = instance();
    for (let second = 0; second < 900; second += 10) {
      await post(second, 97);
    }
    const once = ['trends.stored', 'trends.append'];
    expect(calls).toEqual([...once, 'trends.list', ...once, ...once]);
    expect(await kept()).toEqual([600, 300, 0]);
  });

  test('costs no more writes through many instances of the function', async () => {
    const { calls, instance, kept } = given();
    const posts = Array.from({ length: 10 }, instance);
    for (let second = 0; second < 600; second += 10) {
      await posts[(second / 10) % posts.length]?.(second, 97);
    }
    expect(calls.filter((call) => call === 'trends.append')).toHaveLength(2);
    expect(calls.filter((call) => call === 'trends.stored')).toHaveLength(20);
    expect(await kept()).toEqual([300, 0]);
  });

  test('has points again after the clock went back', async () => {
    const { instance, kept } = given();
    const post = instance();
    for (const second of [3_600, 600, 610]) {
      await post(second, 97);
    }
    expect(await kept()).toEqual([3_600, 600]);
  });
});

describe('a series is listed with its subject', () => {
  const asListed = [listedSeries({ subject: 'bed-1', metric: 'spo2', labels: {} })];

  test('beside its first point, once a day by each instance that writes points', async () => {
    const { calls, instance, listed } = given();
    const [one, other] = [instance(), instance()];
    const lists = () => calls.filter((call) => call === 'trends.list').length;
    await one(0, 97);
    expect(await listed()).toEqual(asListed);
    for (let slot = 1; slot < 288; slot++) {
      await one(300 * slot, 97);
      await other(300 * slot + 1, 97);
    }
    expect(lists()).toBe(1);
    await one(DAY / SECOND, 97);
    expect(lists()).toBe(2);
    await other(DAY / SECOND + 300, 97);
    expect(lists()).toBe(3);
  });

  test('again with its next point where the store does not take it', async () => {
    let isBusy = true;
    let tried = 0;
    const { instance } = given({
      list: async (series) => {
        tried += 1;
        return isBusy ? series : [];
      },
    });
    const post = instance();
    expect(await post(0, 97)).toEqual({ lost: 0, crowdedOut: 0 });
    await post(10, 97);
    expect(tried).toBe(1);
    isBusy = false;
    await post(300, 97);
    await post(600, 97);
    expect(tried).toBe(2);
  });

  test('again later where the store fails to, while its points are stored and told so', async () => {
    let isAway = true;
    let tried = 0;
    const { instance, kept } = given({
      list: async () => {
        tried += 1;
        if (isAway) {
          throw new Error('away');
        }
        return [];
      },
    });
    const post = instance();
    const stored = { lost: 0, crowdedOut: 0 };
    expect(await post(0, 97)).toEqual(stored);
    expect(await post(1, 97, 'bed-2')).toEqual(stored);
    expect(await kept()).toEqual([0]);
    // A store that does not answer is not waited for by each request.
    expect(tried).toBe(1);
    isAway = false;
    expect(await post(300, 97)).toEqual(stored);
    expect(tried).toBe(2);
    await post(600, 97);
    expect(tried).toBe(2);
  });

  test('again after the clock went back', async () => {
    const { calls, instance } = given();
    const post = instance();
    await post(3_600, 97);
    await post(600, 97);
    expect(calls.filter((call) => call === 'trends.list')).toHaveLength(2);
  });

  test('once for two of its points in one request', async () => {
    const sizes: number[] = [];
    const { trends, ...rest } = memoryPorts(() => START);
    const list: TrendStore['list'] = async (series) => {
      sizes.push(series.length);
      return [];
    };
    const record = recordTrends({ ...rest, trends: { ...trends, list } }, config);
    const samples = [START - HOUR, START].map((at) => ({
      ...{ subject: 'bed-1', metric: 'spo2', value: 97, at, labels: {} },
    }));
    const judged = [{ subject: 'bed-1', samples, unwell: new Set<string>() }];
    await record(judged, { sender: 'k-1', now: START });
    expect(sizes).toEqual([1]);
  });
});

test('a series that is pending or firing keeps every sample, at one write each', async () => {
  const { calls, instance, kept } = given();
  const post = instance();
  const values = [97, 97, 84, 83, 82, 81, 96, 97];
  for (const [i, value] of values.entries()) {
    await post(10 * i, value);
  }
  expect(await kept()).toEqual([60, 50, 40, 30, 20, 0]);
  expect(calls.filter((call) => call === 'trends.append')).toHaveLength(6);
  expect(calls.filter((call) => call === 'trends.stored')).toHaveLength(1);
});

test('nothing is asked or written without trends in the config', async () => {
  const { calls, instance } = given({ config: hospital({ rules }) });
  const post = instance();
  expect(await post(0, 97)).toEqual({ lost: 0, crowdedOut: 0 });
  expect(await post(10, 60)).toEqual({ lost: 0, crowdedOut: 0 });
  expect(calls).toEqual([]);
});

describe('what the store does not take', () => {
  test('is told, and the next sample of the slot stands in for it', async () => {
    let isBusy = true;
    const taken: number[] = [];
    const { instance } = given({
      append: async (points) => {
        taken.push(...points.map(({ at }) => at - START));
        return isBusy ? points : [];
      },
    });
    const post = instance();
    expect(await post(0, 97)).toEqual({ lost: 1, crowdedOut: 0 });
    isBusy = false;
    expect(await post(10, 97)).toEqual({ lost: 0, crowdedOut: 0 });
    expect(await post(20, 97)).toEqual({ lost: 0, crowdedOut: 0 });
    expect(taken).toEqual([0, 10 * SECOND]);
  });

  test('is not tried again for ten seconds once it fails, and told each time', async () => {
    let tried = 0;
    const cause = new Error('away');
    const { instance } = given({
      append: () => {
        tried += 1;
        return Promise.reject(cause);
      },
    });
    const post = instance();
    expect(await post(0, 97)).toEqual({ lost: 1, crowdedOut: 0, cause });
    expect(await post(9, 97)).toEqual({ lost: 1, crowdedOut: 0 });
    expect(tried).toBe(1);
    expect(await post(10, 97)).toEqual({ lost: 1, crowdedOut: 0, cause });
    expect(await post(5 * (MINUTE / SECOND), 97)).toEqual({ lost: 1, crowdedOut: 0, cause });
    expect(tried).toBe(3);
  });
});

describe('of a sender that sends ever new labels', () => {
  const sampled = (label: number, now: number) => ({
    ...{ subject: 'bed-1', metric: 'spo2', value: 97, at: now, labels: { run: String(label) } },
  });
  const judgedOf = (from: number, count: number, now: number) => [
    {
      subject: 'bed-1',
      samples: Array.from({ length: count }, (_, i) => sampled(from + i, now)),
      unwell: new Set<string>(),
    },
  ];

  test('values of so many series are kept, for an hour of no others, and of those of other senders', async () => {
    const record = recordTrends(
      memoryPorts(() => START),
      config,
    );
    const post = async (
      from: number,
      count: number,
      by: { sender?: string; after?: number } = {},
    ) => {
      const now = START + (by.after ?? 0);
      return record(judgedOf(from, count, now), { sender: by.sender ?? 'k-1', now });
    };
    const some = NEW_SERIES_PER_SENDER - 10;
    expect(await post(0, some)).toEqual({ lost: 0, crowdedOut: 0 });
    expect(await post(some, 30)).toEqual({ lost: 0, crowdedOut: 20 });
    expect(await post(1e6, 5, { sender: 'k-2' })).toEqual({ lost: 0, crowdedOut: 0 });
    expect(await post(0, 10, { after: 10 * MINUTE })).toEqual({ lost: 0, crowdedOut: 0 });
    expect(await post(2e6, 1, { after: HOUR - 1 })).toEqual({ lost: 0, crowdedOut: 1 });
    expect(await post(2e6, 1, { after: HOUR })).toEqual({ lost: 0, crowdedOut: 0 });
  });
});

test('a series that goes on is not forgotten for those that are sent once', () => {
  const marks = slotMarks();
  const point = (name: string) => {
    return { name, point: { series: name, at: START, value: 97, slot: slotOf(START) } };
  };
  const many = (from: number) => Array.from({ length: 60_000 }, (_, i) => point(`s${from + i}`));
  for (let round = 0; round < 4; round++) {
    marks.add([point('steady')], 'k-0', START);
    marks.add(many(round * 60_000), `k-${round}`, START);
  }
  const { isKnown } = marks.at(START);
  expect(isKnown('steady')).toBe(true);
  expect([isKnown('s0'), isKnown('s239999')]).toEqual([false, true]);
});
