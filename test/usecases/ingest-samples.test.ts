import { describe, expect, test } from '@jest/globals';
import { type MemoryPorts, memoryPorts } from '#adapters/memory/memory-ports.ts';
import { observePorts } from '#adapters/memory/observe-ports.ts';
import { incidentMessageGroup } from '#adapters/message-groups.ts';
import { fingerprint } from '#core/alert/fingerprint.ts';
import { phaseOf } from '#core/evaluation/kinds.ts';
import type { Sample } from '#core/sample/sample.ts';
import { HOUR, MINUTE } from '#core/time/instant.ts';
import { ingestSamples } from '#usecases/ingest-samples.ts';
import { at, T0 } from '../support/bed-1.ts';
import { below, hospital } from '../support/config.ts';

const config = hospital();
const bed = (number: number, value: number, offset = 0): Sample =>
  at(offset, value, { subject: `bed-${number}` });

interface Fault {
  readonly operation: string;
  /** Fails after the call took effect, as if its answer were lost. */
  readonly after?: boolean;
  /** Number of calls that succeed before. */
  skip?: number;
}

/** Records all calls in order, and can make one of them fail. */
function world() {
  const memory = memoryPorts(() => T0);
  const calls: string[] = [];
  const faults: Fault[] = [];
  const ports: MemoryPorts = observePorts(memory, async (operation, call) => {
    calls.push(operation);
    const fault = nextFault(faults, operation);
    if (fault !== undefined && fault.after !== true) {
      throw new Error(`${operation} fails`);
    }
    const result = await call();
    if (fault !== undefined) {
      throw new Error(`${operation} fails after the deed`);
    }
    return result;
  });
  return { memory, ports, calls, faults, take: ingestSamples(ports, config) };
}

function nextFault(faults: Fault[], operation: string): Fault | undefined {
  const index = faults.findIndex((fault) => fault.operation === operation);
  const fault = faults[index];
  if (fault === undefined) {
    return undefined;
  }
  if (fault.skip !== undefined && fault.skip > 0) {
    fault.skip -= 1;
    return undefined;
  }
  faults.splice(index, 1);
  return fault;
}

describe('a request costs', () => {
  test('one read for all subjects and no write if nothing changes', async () => {
    const { take, calls } = world();
    const result = await take([bed(1, 97), bed(2, 96), bed(3, 95)], T0);
    expect(calls).toEqual(['subjects.load']);
    expect(result).toMatchObject({ accepted: 3, transitions: 0, rejected: [] });
  });

  test('not even a read if no rule matches', async () => {
    const { take, calls } = world();
    const result = await take([at(0, 80, { metric: 'unheard-of' })], T0);
    expect([calls, result.accepted]).toEqual([[], 1]);
  });

  test('the decision, the message and the record of relaying for a transition', async () => {
    const { take, calls } = world();
    await take([bed(1, 80)], T0);
    expect(calls).toEqual([
      'subjects.load',
      'subjects.save',
      'incidentQueue.send',
      'subjects.save',
    ]);
    calls.length = 0;
    await take([bed(1, 79, 1)], T0 + 1);
    expect(calls).toEqual(['subjects.load']);
  });
});

test('each sample has one fate', async () => {
  const { take } = world();
  await take([bed(1, 80, 10)], T0);
  const result = await take(
    [
      bed(1, 97, 5),
      bed(2, 97),
      bed(2, 97),
      bed(3, Number.NaN),
      bed(3, 97, -HOUR - 1),
      bed(3, 97, 11 * MINUTE),
      bed(4, 80),
    ],
    T0,
  );
  expect(result).toMatchObject({
    accepted: 2,
    duplicates: 1,
    outOfOrder: 1,
    passedOver: [
      { index: 0, sample: { subject: 'bed-1' } },
      { index: 2, sample: { subject: 'bed-2' } },
    ],
    transitions: 1,
    rejected: [
      { index: 3, sample: { value: Number.NaN }, reason: 'not_a_number' },
      { index: 4, sample: { at: T0 - HOUR - 1 }, reason: 'too_old' },
      { index: 5, sample: { at: T0 + 11 * MINUTE }, reason: 'in_future' },
    ],
  });
});

test('series for which there is no room are told to the sender by their place', async () => {
  const { take } = world();
  const large = (i: number) => fingerprint([`${i}`]).repeat(60);
  const labels = (i: number) =>
    Object.fromEntries(Array.from({ length: 8 }, (_, n) => [`l${n}`, large(8 * i + n)]));
  const samples = Array.from({ length: 100 }, (_, i) => at(0, 80, { labels: labels(i) }));
  const { rejected, accepted, transitions } = await take(samples, T0);
  expect(rejected.length).toBeGreaterThan(0);
  for (const { sample, index, reason } of rejected) {
    expect(sample).toBe(samples[index]);
    expect(reason).toBe('too_many_series');
  }
  // One transition more: the technical service is told.
  expect([transitions, accepted + rejected.length]).toEqual([accepted + 1, 100]);
});

describe('a value that cannot be', () => {
  const given = (value: number, more: Partial<Sample> = {}) => at(0, value, { unit: '%', ...more });

  test('is refused, and neither begins nor ends an alert', async () => {
    const { take } = world();
    expect(await take([given(0.97)], T0)).toMatchObject({
      accepted: 0,
      transitions: 0,
      rejected: [{ index: 0, reason: 'impossible', metric: 'spo2' }],
    });
    await take([given(80)], T0);
    expect(await take([at(1, 127, { unit: '%' })], T0 + 1)).toMatchObject({ transitions: 0 });
    expect(await take([at(2, 97, { unit: '%' })], T0 + 2)).toMatchObject({ transitions: 1 });
  });

  test('does not keep the others of its request back', async () => {
    const { take } = world();
    const result = await take([given(127), given(80, { subject: 'bed-2' })], T0);
    expect(result).toMatchObject({ accepted: 1, transitions: 1, rejected: [{ index: 0 }] });
  });

  test('is of no consequence if no rule reads it', async () => {
    const { take } = world();
    const unread = given(700, { metric: 'heart_rate', unit: '/min' });
    expect(await take([unread], T0)).toMatchObject({ accepted: 1, rejected: [] });
  });

  test('is no value if it only takes another one back', async () => {
    const { take } = world();
    await take([given(80)], T0);
    const result = await take([given(0.5, { revision: 'entered_in_error' })], T0 + 1);
    expect(result).toMatchObject({ transitions: 1, rejected: [] });
  });
});

describe('a storm in one request', () => {
  const breaches = Array.from({ length: 100 }, (_, n) => bed(n + 1, 80));

  test('is told from its first breach on, while the others are still being saved', async () => {
    const { take, memory, calls } = world();
    expect((await take(breaches, T0)).handedOver).toEqual({ kind: 'sent' });
    expect(memory.incidentQueue.waiting()).toHaveLength(100);
    const savedBefore = calls.slice(0, calls.indexOf('incidentQueue.send'));
    expect(savedBefore.filter((call) => call === 'subjects.save').length).toBeLessThan(20);
    expect(calls.filter((call) => call === 'incidentQueue.send').length).toBeLessThan(20);
  });

  test('waits where the queue is out of reach, which is not asked again for each of its parts', async () => {
    const memory = memoryPorts(() => T0);
    let asked = 0;
    const away = {
      send: () => {
        asked += 1;
        return Promise.reject(new Error('SQS is away'));
      },
    };
    const take = ingestSamples({ ...memory, incidentQueue: away }, hospital());
    const { handedOver } = await take(breaches, T0);
    expect(handedOver).toMatchObject({ kind: 'waiting', transitions: 100 });
    expect(asked).toBeLessThanOrEqual(2);
    expect(await memory.subjects.dueBefore(T0, 1_000)).toHaveLength(100);
  });
});

describe('in crashes and failures', () => {
  test('of the queue the request succeeds, and the outbox waits and is due', async () => {
    const { take, memory, faults } = world();
    faults.push({ operation: 'incidentQueue.send' });
    const result = await take([bed(1, 80)], T0);
    expect(result).toMatchObject({ transitions: 1, handedOver: { kind: 'waiting' } });
    expect(await memory.subjects.dueBefore(T0, 9)).toEqual([{ id: 'bed-1', due: T0 }]);
    expect(memory.incidentQueue.waiting()).toEqual([]);

    const next = await take([bed(1, 79, 1)], T0 + 1);
    expect(next).toMatchObject({ transitions: 0, handedOver: { kind: 'sent' } });
    expect(memory.incidentQueue.waiting()).toHaveLength(1);
    expect((await memory.subjects.load(['bed-1'])).get('bed-1')?.outbox).toEqual([]);
  });

  test.each<[string, Fault]>([
    ['the outbox cannot be emptied', { operation: 'subjects.save', skip: 1 }],
    [
      'the queue took the message, but its answer is lost',
      { operation: 'incidentQueue.send', after: true },
    ],
  ])('%s: it is sent again, and is the same message', async (_, fault) => {
    const { take, memory, faults, calls } = world();
    faults.push(fault);
    expect((await take([bed(1, 80)], T0)).transitions).toBe(1);
    expect((await take([bed(1, 79, 1)], T0 + 1)).transitions).toBe(0);
    expect(calls.filter((call) => call === 'incidentQueue.send')).toHaveLength(2);
    expect(memory.incidentQueue.waiting()).toHaveLength(1);
    expect((await memory.subjects.load(['bed-1'])).get('bed-1')?.outbox).toEqual([]);
  });

  test('a save that fails costs the request, but not what was decided for others', async () => {
    const { take, memory, faults } = world();
    faults.push({ operation: 'subjects.save' });
    await expect(take([bed(1, 80), bed(2, 80), bed(3, 80)], T0)).rejects.toThrow('save fails');
    expect(memory.incidentQueue.waiting()).toHaveLength(2);

    const again = await take([bed(1, 80), bed(2, 80), bed(3, 80)], T0 + 1);
    expect(again.transitions).toBe(1);
    expect(memory.incidentQueue.waiting()).toHaveLength(3);
  });

  test('a save that happened though it failed is not decided twice', async () => {
    const { take, memory, faults } = world();
    faults.push({ operation: 'subjects.save', after: true });
    await expect(take([bed(1, 80)], T0)).rejects.toThrow('after the deed');
    await take([bed(1, 80)], T0 + 1);
    expect(memory.incidentQueue.waiting()).toHaveLength(1);
  });

  test('and races both alerts are kept, each sent once', async () => {
    const { take, memory } = world();
    await Promise.all([
      take([bed(1, 80)], T0),
      take([at(0, 30, { metric: 'pulse' })], T0),
      take([bed(1, 80)], T0),
    ]);
    const told = memory.incidentQueue.waiting();
    expect(told).toHaveLength(2);
    const state = (await memory.subjects.load(['bed-1'])).get('bed-1');
    expect(Object.values(state?.series ?? {}).map(phaseOf)).toEqual(['firing', 'firing']);
  });

  test('a subject that is never free in the end fails the request', async () => {
    const memory = memoryPorts(() => T0);
    const busy = { ...memory.subjects, save: async () => 'conflict' as const };
    const take = ingestSamples({ ...memory, subjects: busy }, config);
    await expect(take([bed(1, 80)], T0)).rejects.toThrow(/lost 20 races/);
  });
});

test('100 subjects that all breach are read in one go and told in a few, each in its own group', async () => {
  const { take, memory, calls } = world();
  await take(
    Array.from({ length: 100 }, (_, i) => bed(i, 80)),
    T0,
  );
  expect(calls.filter((c) => c === 'subjects.load')).toHaveLength(1);
  expect(calls.filter((c) => c === 'incidentQueue.send').length).toBeLessThan(10);
  expect(new Set(memory.incidentQueue.waiting().map(incidentMessageGroup)).size).toBe(100);
});

test('a rule with a wait fires over two requests', async () => {
  const memory = memoryPorts(() => T0);
  const take = ingestSamples(memory, hospital({ rules: [below('spo2', 88, { for: MINUTE })] }));
  expect((await take([bed(1, 80)], T0)).transitions).toBe(0);
  expect((await take([bed(1, 80, MINUTE)], T0 + MINUTE)).transitions).toBe(1);
});
