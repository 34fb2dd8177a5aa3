import { describe, expect, test } from '@jest/globals';
import { type MemoryPorts, memoryPorts } from '#adapters/memory/memory-ports.ts';
import { observePorts } from '#adapters/memory/observe-ports.ts';
import { DAY, HOUR, MINUTE, SECOND } from '#core/time/instant.ts';
import { auditMissingMetrics, trackExpectedMetrics } from '#usecases/audit-missing-metrics.ts';
import { ingestSamples } from '#usecases/ingest-samples.ts';
import { listUnread } from '#usecases/list-unread.ts';
import { recordMetricCoverage } from '#usecases/record-metric-coverage.ts';
import { below, hospital } from '../support/config.ts';
import { START } from '../support/world.ts';

const inPercent = { name: 'unit', op: '=', value: '%' } as const;
const config = hospital({
  rules: [below('spo2', 88, { matchers: [inPercent] }), below('hr', 40)],
});

/**
 * Returns a store, and instances of a function in front of it that take samples and note what is
 * sent.
 */
function sent() {
  let now = START;
  const counts: Record<string, number> = {};
  const memory: MemoryPorts = memoryPorts(() => now);
  const ports = observePorts(memory, async (operation, call) => {
    counts[operation] = (counts[operation] ?? 0) + 1;
    return call();
  });
  const take = ingestSamples(memory, config);
  const instance = () => {
    const note = recordMetricCoverage(ports, config);
    return async (subject: string, metric: string, unit?: string) => {
      const sample = {
        subject,
        metric,
        value: 97,
        at: now,
        labels: {},
        ...(unit !== undefined && { unit }),
      };
      await note(await take([sample], now), now);
    };
  };
  return {
    counts,
    instance,
    pass: (time: number) => {
      now += time;
    },
    unsent: async () => (await auditMissingMetrics(ports, config)(now)).map(({ metric }) => metric),
    await: () => trackExpectedMetrics(ports, config)(now),
    unread: async () => (await listUnread(ports, config)(now)).series,
  };
}

describe('noteSent', () => {
  test('costs a read and a write in two hours for a metric that is sent each second', async () => {
    const { counts, instance, pass } = sent();
    const post = instance();
    for (let second = 0; second < 4 * 3_600; second += 5) {
      await post(`bed-${second % 50}`, 'spo2', '%');
      pass(5 * SECOND);
    }
    expect(counts).toEqual({ 'subjects.load': 2, 'subjects.save': 2 });
  });

  test('writes nothing for an instance that finds noted what it sees', async () => {
    const { counts, instance, pass } = sent();
    for (let n = 0; n < 20; n++) {
      await instance()('bed-1', 'spo2', '%');
      pass(MINUTE);
    }
    expect(counts).toEqual({ 'subjects.load': 20, 'subjects.save': 1 });
  });

  test('costs next to nothing for what no rule reads, however many subjects send it', async () => {
    const { counts, instance, pass, unread } = sent();
    const post = instance();
    for (let n = 0; n < 3_000; n++) {
      await post(`bed-${n % 300}`, 'spo2', 'percent');
      await post(`node-${n % 300}`, 'go_goroutines');
      pass(SECOND);
    }
    // Ten beds are named, and that there are more.
    expect(counts['subjects.save']).toBeLessThanOrEqual(11);
    const [series, ...more] = await unread();
    expect(more).toEqual([]);
    expect(series).toMatchObject({
      metric: 'spo2',
      unit: 'percent',
      why: 'rules on the metric read the unit %',
      more: true,
    });
  });

  test('takes part in a race of instances without losing what the others note', async () => {
    const { instance, unread } = sent();
    const beds = ['bed-1', 'bed-2', 'bed-3', 'bed-4'];
    await Promise.all(beds.map((bed) => instance()(bed, 'sp02')));
    const [series] = await unread();
    expect(new Set(Object.keys(series?.subjects ?? {}))).toEqual(new Set(beds));
  });
});

describe('a metric of the rules that nobody sends', () => {
  test('is found each day from a day after it was first looked for until it comes', async () => {
    const { instance, pass, unsent, await: begin } = sent();
    const post = instance();
    const day = async () => {
      for (let hour = 0; hour < 24; hour++) {
        await post('bed-1', 'spo2', '%');
        pass(HOUR);
      }
      return unsent();
    };
    await begin();
    expect(await unsent()).toEqual([]);
    expect(await day()).toEqual(['hr']);
    expect(await day()).toEqual(['hr']);
    await post('bed-1', 'hr');
    expect(await unsent()).toEqual([]);
    expect(await day()).toEqual([]);
  });

  test('is found where it is sent in a unit that no rule reads', async () => {
    const { instance, pass, unsent, await: begin } = sent();
    const post = instance();
    await begin();
    for (let hour = 0; hour < 25; hour++) {
      await post('bed-1', 'spo2', 'percent');
      await post('bed-1', 'hr');
      pass(HOUR);
    }
    expect(await unsent()).toEqual(['spo2']);
  });

  test('is found where it was sent before, a day and two hours after it was noted', async () => {
    const { instance, pass, unsent } = sent();
    await instance()('bed-1', 'spo2', '%');
    await instance()('bed-1', 'hr');
    pass(DAY);
    expect(await unsent()).toEqual([]);
    pass(2 * HOUR);
    expect(await unsent()).toEqual(['spo2', 'hr']);
  });
});
