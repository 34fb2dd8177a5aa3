import { DeleteItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { countOperations } from '#adapters/dynamodb/count-operations.ts';
import { encodeJson } from '#adapters/dynamodb/document.ts';
import { dynamodbStores } from '#adapters/dynamodb/stores.ts';
import { groupHash } from '#core/alert/group-key.ts';
import { type Incident, incidentId } from '#core/incident/incident.ts';
import type { IncidentStore } from '#usecases/ports.ts';

import { startDynalite } from '../../support/dynamodb-engines.ts';
import { startStores } from '../../support/dynamodb-stores.ts';
import { incident, manyAlerts, NOON } from '../sample-states.ts';

let started: Awaited<ReturnType<typeof startStores>>;
beforeAll(async () => {
  started = await startStores(startDynalite);
});
afterAll(() => started.stop());

const client = () => started.clients.dynamodb;
const names = {
  subjects: 'subjects',
  incidents: 'incidents',
  controls: 'controls',
  audit: 'audit',
  trends: 'trends',
};
/** Returns a store without a cache of what others have loaded. */
const another = (): IncidentStore => dynamodbStores(client(), names).incidents;

/** Returns the sort keys of the chunks of a group's incidents. */
async function chunksOf(groupKey: string): Promise<readonly string[]> {
  const { Items = [] } = await client().send(
    new QueryCommand({
      TableName: 'incidents',
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :alerts)',
      ExpressionAttributeValues: {
        ':pk': { S: groupHash(groupKey) },
        ':alerts': { S: 'alerts#' },
      },
    }),
  );
  return Items.map(({ sk }) => sk?.S ?? '');
}

const entries = Object.entries(manyAlerts(1_000));

/**
 * Saves the incident again and again, each time with some more alerts, as a storm in one group
 * does.
 */
async function grow(store: IncidentStore, groupKey: string, alerts: number): Promise<Incident> {
  let known = incident(groupKey, 1, { version: 0, alerts: {} });
  for (let count = 10; count <= alerts; count += 10) {
    const all = Object.fromEntries(entries.slice(0, count));
    const next = { ...known, alerts: { ...all, ...known.alerts }, version: known.version + 1 };
    expect(await store.save({ ...next, due: NOON + count }, known.version)).toBe('saved');
    const latest = await store.latest(groupKey);
    if (latest === undefined) {
      throw new Error('nothing is stored');
    }
    known = latest;
  }
  return known;
}

describe('an incident with many alerts', () => {
  test('costs two write units an alert and less, however many it has, where ten come at once', async () => {
    const counts = countOperations(client());
    const { alerts } = await grow(another(), '["grows"]', 1_000);
    client().middlewareStack.remove('countOperations');
    expect(Object.entries(alerts)).toEqual(entries);
    const units = counts
      .list()
      .filter(({ operation }) => operation === 'PutItem' || operation === 'DeleteItem')
      .reduce((sum, { capacityUnits }) => sum + capacityUnits, 0);
    expect(units / 1_000).toBeLessThan(2);
    expect((await chunksOf('["grows"]')).length).toBeLessThan(8);
  }, 60_000);

  test('lies in one item while it has few', async () => {
    await grow(another(), '["few"]', 40);
    expect(await chunksOf('["few"]')).toEqual([]);
  });

  test('hands its alerts on to the next of its group, which has chunks of its own', async () => {
    const store = another();
    const first = await grow(store, '["next"]', 200);
    const id = incidentId(groupHash('["next"]'), 2);
    const second = { ...first, id, episode: 2, version: 1 };
    await store.save(second, 0);
    expect((await another().load([id])).get(id)).toEqual(second);
    expect((await another().load([first.id])).get(first.id)).toEqual(first);
  });

  test('is read again where its chunks were replaced between two reads', async () => {
    const store = another();
    let known = await grow(store, '["raced"]', 200);
    const before = await chunksOf('["raced"]');
    let calls = 0;
    client().middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          calls += commandName === 'QueryCommand' ? 1 : 0;
          if (commandName === 'BatchGetItemCommand' && calls === 1) {
            calls = 9;
            const more = Object.fromEntries(entries.slice(200, 600));
            const alerts = { ...known.alerts, ...more };
            const next = { ...known, alerts, version: known.version + 1 };
            expect(await store.save(next, known.version)).toBe('saved');
            known = next;
          }
          return next(args);
        },
      { step: 'initialize', name: 'race' },
    );
    const found = await another().latest('["raced"]');
    client().middlewareStack.remove('race');
    const after = await chunksOf('["raced"]');
    expect(before.filter((chunk) => after.includes(chunk))).toEqual([]);
    expect(found).toEqual(known);
  });

  test('that a version before stored in one item is read, and lies in chunks once it is saved', async () => {
    const old = incident('["old"]', 1, { alerts: manyAlerts(300) });
    const pk = { S: groupHash('["old"]') };
    const doc = encodeJson(JSON.stringify(old), 'old');
    const Item = { pk, sk: { S: 'incident#0000000001' }, doc, v: { N: '1' } };
    await client().send(new PutItemCommand({ TableName: 'incidents', Item }));
    const store = another();
    const read = await store.latest('["old"]');
    expect(read).toEqual(old);
    await store.save({ ...old, ...read, version: 2 }, 1);
    expect(await another().latest('["old"]')).toEqual({ ...old, version: 2 });
    expect(await chunksOf('["old"]')).toHaveLength(1);
  });

  test('of which a chunk was removed by hand is refused, and it is said what is missing', async () => {
    const { id } = await grow(another(), '["damaged"]', 200);
    const pk = { S: groupHash('["damaged"]') };
    for (const sk of await chunksOf('["damaged"]')) {
      await client().send(
        new DeleteItemCommand({ TableName: 'incidents', Key: { pk, sk: { S: sk } } }),
      );
    }
    await expect(another().load([id])).rejects.toThrow(`Incident ${id} names chunks of its alerts`);
  });
});
