import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { batchGet } from '#adapters/dynamodb/batch-get.ts';
import { countOperations } from '#adapters/dynamodb/count-operations.ts';
import { createTables } from '#adapters/dynamodb/create-tables.ts';
import { incidentKey, subjectKey } from '#adapters/dynamodb/keys.ts';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { DAY } from '#core/time/instant.ts';
import { TABLES } from '#deployment/tables.ts';
import type { SubjectStore } from '#usecases/ports.ts';
import { startDynalite } from '../../support/dynamodb-engines.ts';
import { startStores } from '../../support/dynamodb-stores.ts';
import { incident, NOON, subject } from '../sample-states.ts';

let started: Awaited<ReturnType<typeof startStores>>;
beforeAll(async () => {
  started = await startStores(startDynalite);
});
afterAll(() => started.stop());

const client = () => started.clients.dynamodb;

test('tables that exist are left as they are', async () => {
  await started.stores.subjects.save(subject('stays'), 0);
  await createTables(client(), Object.values(TABLES));
  expect((await started.stores.subjects.load(['stays'])).size).toBe(1);
});

describe('counting operations', () => {
  test('counts items read and written by table, refused writes and index reads too', async () => {
    const counts = countOperations(client());
    const { subjects, incidents } = started.stores;
    await subjects.load(['count-1', 'count-2', 'count-3']);
    await subjects.save(subject('count-1'), 0);
    await subjects.save(subject('count-1'), 0);
    await subjects.remove('count-1', 1);
    await incidents.latest('["none"]');
    expect(counts.reads('subjects')).toBe(3);
    expect(counts.writes('subjects')).toBe(3);
    expect(counts.reads('incidents')).toBe(1);
    expect(counts.writes()).toBe(3);
    expect(counts.list()).toContainEqual({
      table: 'subjects',
      operation: 'BatchGetItem',
      calls: 1,
      items: 3,
      capacityUnits: 3,
    });
    const puts = counts.list().find(({ operation }) => operation === 'PutItem');
    expect(puts).toMatchObject({ calls: 2, capacityUnits: 1 });
    counts.reset();
    expect(counts.list()).toEqual([]);
    client().middlewareStack.remove('countOperations');
  });
});

test('incidents that a version before stored without a lane are listed among the others of their day, newest first', async () => {
  const { incidents } = started.stores;
  const day = NOON - 200 * DAY;
  const made = [1, 2, 3, 4].map((n) => incident(`["day-${n}"]`, 1, { openedAt: day + n }));
  for (const one of made) {
    await incidents.save(one, 0);
  }
  for (const one of [made[0], made[2]]) {
    await client().send(
      new UpdateItemCommand({
        TableName: 'incidents',
        Key: incidentKey(one?.id ?? '') ?? {},
        UpdateExpression: 'SET #day = :day',
        ExpressionAttributeNames: { '#day': 'day' },
        ExpressionAttributeValues: { ':day': { S: new Date(day).toISOString().slice(0, 10) } },
      }),
    );
  }
  const ids = async (limit: number) => (await incidents.openedOn(day, limit)).map(({ id }) => id);
  const newestFirst = made.map(({ id }) => id).reverse();
  expect(await ids(10)).toEqual(newestFirst);
  expect(await ids(3)).toEqual(newestFirst.slice(0, 3));
});

describe('when the network or DynamoDB fails', () => {
  afterEach(() => {
    client().middlewareStack.remove('fail');
  });

  test('a save whose answer is lost is a conflict with itself, and is stored', async () => {
    let lost = 0;
    client().middlewareStack.add(
      (next) => async (args) => {
        const answer = await next(args);
        if (lost++ > 0) {
          return answer;
        }
        throw Object.assign(new Error('connection lost'), { name: 'TimeoutError' });
      },
      { step: 'deserialize', name: 'fail' },
    );
    expect(await started.stores.subjects.save(subject('lost'), 0)).toBe('conflict');
    expect((await started.stores.subjects.load(['lost'])).get('lost')).toEqual(subject('lost'));
  });

  test('keys left out of an answer are asked for again', async () => {
    const names = Array.from({ length: 20 }, (_, i) => `left-${i}`);
    for (const name of names) {
      await started.stores.subjects.save(subject(name), 0);
    }
    const asked = leaveOut((keys) => keys.slice(3));
    expect((await started.stores.subjects.load(names)).size).toBe(20);
    expect(asked).toEqual([20, 17, 14, 11, 8, 5, 2]);
  });

  test('they are not asked for endlessly', async () => {
    const asked = leaveOut((keys) => keys);
    const table = { client: client(), name: 'subjects' };
    await expect(batchGet(table, [subjectKey('a'), subjectKey('b')])).rejects.toMatchObject({
      name: 'ServiceUnavailable',
      message: expect.stringContaining('left 2 keys of table subjects unread 6 times in a row'),
    });
    expect(asked).toEqual([2, 2, 2, 2, 2, 2]);
  });
});

test('dynalite and memory answer alike, whatever is asked (100 runs of up to 25 steps)', async () => {
  const name = fc.constantFrom('a', 'b', 'c', 'd');
  const version = fc.integer({ min: 0, max: 3 });
  const moment = fc.integer({ min: 0, max: 9 });
  const step = fc.oneof(
    fc.record({ kind: fc.constant('save' as const), name, version, due: fc.option(moment) }),
    fc.record({ kind: fc.constant('remove' as const), name, version }),
    fc.record({ kind: fc.constant('load' as const), names: fc.array(name) }),
    fc.record({ kind: fc.constant('due' as const), moment, limit: version }),
  );
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const memory = memoryPorts().subjects;
      run += 1;
      for (const one of steps) {
        expect(await apply(started.stores.subjects, one, run)).toEqual(
          await apply(memory, one, run),
        );
      }
      for (const [id, { version }] of await memory.load(['a', 'b', 'c', 'd'].map((n) => n + run))) {
        await started.stores.subjects.remove(id, version);
      }
    }),
    { numRuns: 100 },
  );
}, 60_000);

type Step =
  | { kind: 'save'; name: string; version: number; due: number | null }
  | { kind: 'remove'; name: string; version: number }
  | { kind: 'load'; names: string[] }
  | { kind: 'due'; moment: number; limit: number };

/**
 * Names differ from run to run, since the tables stay; moments of long ago, which nothing else in
 * this file is due at.
 */
async function apply(store: SubjectStore, step: Step, run: number): Promise<unknown> {
  const longAgo = NOON / 2;
  switch (step.kind) {
    case 'save': {
      const state = subject(step.name + run, {
        version: step.version + 1,
        ...(step.due !== null && { due: longAgo + step.due }),
      });
      return store.save(state, step.version);
    }
    case 'remove':
      return store.remove(step.name + run, step.version);
    case 'load':
      return store.load(step.names.map((name) => name + run));
    case 'due':
      return (await store.dueBefore(longAgo + step.moment, step.limit)).map(({ due }) => due);
  }
}

/** Makes every BatchGetItem leave some keys unprocessed, and records how many were requested. */
function leaveOut(choose: <Item>(keys: readonly Item[]) => readonly Item[]): number[] {
  const asked: number[] = [];
  client().middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName !== 'BatchGetItemCommand') {
          return next(args);
        }
        const { RequestItems } = args.input as {
          RequestItems: Record<string, { Keys: unknown[] }>;
        };
        const [[table, { Keys }] = ['', { Keys: [] }]] = Object.entries(RequestItems);
        asked.push(Keys.length);
        const left = choose(Keys);
        const now = Keys.filter((key) => !left.includes(key));
        const answered = now.length === 0 ? undefined : await next(withKeys(args, table, now));
        const Responses = (answered?.output as { Responses?: object } | undefined)?.Responses ?? {};
        const UnprocessedKeys = { ...(left.length > 0 && { [table]: { Keys: left } }) };
        return { response: {}, output: { $metadata: {}, Responses, UnprocessedKeys } };
      },
    { step: 'initialize', name: 'fail' },
  );
  return asked;
}

function withKeys<Args extends { input: object }>(
  args: Args,
  table: string,
  Keys: unknown[],
): Args {
  return { ...args, input: { ...args.input, RequestItems: { [table]: { Keys } } } };
}
