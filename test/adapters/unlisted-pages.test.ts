import { BatchGetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { pageKey } from '#adapters/dynamodb/keys.ts';
import { dynamodbStores } from '#adapters/dynamodb/stores.ts';
import { openDatabase } from '#adapters/sqlite/database.ts';
import { sqliteStores } from '#adapters/sqlite/stores.ts';
import type { OnUnreadable, PageStore } from '#usecases/ports.ts';
import { startDynalite } from '../support/dynamodb-engines.ts';
import { startStores } from '../support/dynamodb-stores.ts';
import { incident, NOON, page } from './sample-states.ts';

jest.setTimeout(60_000);

const TABLES = {
  subjects: 'subjects',
  incidents: 'incidents',
  controls: 'controls',
  audit: 'audit',
  trends: 'trends',
};

const [newest, damaged, oldest] = [3, 2, 1].map((n) => {
  const { order, ...rest } = page(incident('["icu"]', 1), n);
  return { ...rest, order: { ...order, at: NOON + n } };
});
const ids = [newest, oldest].map((record) => record?.order.id);
const idOf = (record: typeof damaged) => record?.order.id ?? '';

interface Damaged {
  readonly pages: PageStore;
  /** Puts what nobody can read into the record of a page. */
  damage(id: string): Promise<void>;
  stop(): Promise<void>;
}

const engines: Readonly<Record<string, (onUnreadable: OnUnreadable) => Promise<Damaged>>> = {
  async SQLite(onUnreadable) {
    const db = openDatabase();
    const sql = `UPDATE pages SET doc = replace(doc, '"waiting"', '"later"') WHERE id = ?`;
    return {
      pages: sqliteStores(db, onUnreadable).pages,
      damage: async (id) => void (await db.write(() => db.prepare(sql).run(id))),
      stop: async () => db.close(),
    };
  },
  async DynamoDB(onUnreadable) {
    const { clients, stop } = await startStores(startDynalite);
    return {
      pages: dynamodbStores(clients.dynamodb, TABLES, onUnreadable).pages,
      async damage(id) {
        const command = new UpdateItemCommand({
          TableName: TABLES.incidents,
          Key: pageKey(id),
          UpdateExpression: 'SET doc = :doc',
          ExpressionAttributeValues: { ':doc': { S: '{"order":{}}' } },
        });
        await clients.dynamodb.send(command);
      },
      stop,
    };
  },
};

let stop: (() => Promise<void>) | undefined;
afterEach(() => stop?.());

describe.each(Object.entries(engines))('a page that cannot be read on %s', (_, start) => {
  test('hides no others, of a day or of its incident, and the log names it', async () => {
    const named = new Set<string>();
    const store = await start(({ kind, id }) => named.add(`${kind} ${id}`));
    ({ stop } = store);
    for (const record of [newest, damaged, oldest]) {
      await store.pages.save(record ?? fail(), 0);
    }
    await store.damage(idOf(damaged));
    const found = await store.pages.orderedOn(NOON, 2);
    expect(found.map(({ order }) => order.id)).toEqual(ids);
    const [first] = await store.pages.orderedOn(NOON, 1);
    const behind = await store.pages.orderedOn(NOON, 1, first?.order);
    expect(behind.map(({ order }) => order.id)).toEqual(ids.slice(1));
    const beside = await store.pages.ofIncident(newest?.order.incident ?? '', 2);
    expect(new Set(beside.map(({ order }) => order.id))).toEqual(new Set(ids));
    expect(named).toEqual(new Set([`pages ${idOf(damaged)}`]));
  });
});

test('a page that a version before lists of pages has written is found by its incident, and listed once it is written anew', async () => {
  const { clients, stores, stop: end } = await startStores(startDynalite);
  stop = end;
  const record = newest ?? fail();
  await stores.pages.save(record, 0);
  const command = new UpdateItemCommand({
    TableName: TABLES.incidents,
    Key: pageKey(record.order.id),
    UpdateExpression: 'REMOVE #day, openedAt',
    ExpressionAttributeNames: { '#day': 'day' },
  });
  await clients.dynamodb.send(command);
  expect(await stores.pages.orderedOn(NOON, 10)).toEqual([]);
  expect(await stores.pages.ofIncident(record.order.incident, 10)).toEqual([record]);
  const sent = { ...record, status: 'sent', version: 2 } as const;
  await stores.pages.save(sent, 1);
  expect(await stores.pages.orderedOn(NOON, 10)).toEqual([sent]);
});

test('of many pages of an incident only those that are asked for are read from DynamoDB as a whole', async () => {
  const { clients, stores, stop: end } = await startStores(startDynalite);
  stop = end;
  const of = incident('["long"]', 1);
  for (let n = 0; n < 30; n++) {
    const { order, ...rest } = page(of, n);
    await stores.pages.save({ ...rest, order: { ...order, at: NOON + n } }, 0);
  }
  let read = 0;
  const { dynamodb } = clients;
  const send = dynamodb.send.bind(dynamodb) as (command: unknown) => Promise<unknown>;
  dynamodb.send = (async (command: unknown) => {
    if (command instanceof BatchGetItemCommand) {
      read += command.input.RequestItems?.[TABLES.incidents]?.Keys?.length ?? 0;
    }
    return send(command);
  }) as typeof dynamodb.send;
  const found = await stores.pages.ofIncident(of.id, 2, { at: NOON + 20, id: '' });
  expect(found.map(({ order }) => order.at - NOON)).toEqual([19, 18]);
  expect(read).toBe(2);
});

function fail(): never {
  throw new Error('there must be three');
}
