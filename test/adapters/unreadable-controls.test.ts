import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { controlKey } from '#adapters/dynamodb/keys.ts';
import { dynamodbStores } from '#adapters/dynamodb/stores.ts';
import { openDatabase } from '#adapters/sqlite/database.ts';
import { rowOf } from '#adapters/sqlite/row.ts';
import { sqliteStores } from '#adapters/sqlite/stores.ts';
import type { ControlKind } from '#adapters/stored/controls.ts';
import { incidentContext } from '#usecases/incident-context.ts';
import type { OnUnreadable, Ports } from '#usecases/ports.ts';
import { hospital } from '../support/config.ts';
import { startDynalite } from '../support/dynamodb-engines.ts';
import { startStores } from '../support/dynamodb-stores.ts';
import { NOON } from './sample-states.ts';

jest.setTimeout(60_000);

interface Damaged {
  readonly stores: Pick<Ports, 'controls' | 'pages'>;
  /** Stores any text as the document of a control. */
  store(kind: ControlKind, id: string, doc: string): Promise<void>;
  stop(): Promise<void>;
}

const engines: Readonly<Record<string, (onUnreadable: OnUnreadable) => Promise<Damaged>>> = {
  async SQLite(onUnreadable) {
    const db = openDatabase();
    return {
      stores: sqliteStores(db, onUnreadable),
      async store(kind, id, doc) {
        const row = Object.values(rowOf(`${kind}/${id}`, 1, undefined, doc));
        const sql = 'INSERT INTO controls (id, version, due, doc, sum) VALUES (?, ?, ?, ?, ?)';
        await db.write(() => db.prepare(sql).run(...row));
      },
      stop: async () => db.close(),
    };
  },
  async DynamoDB(onUnreadable) {
    const { clients, stop } = await startStores(startDynalite);
    const names = {
      subjects: 'subjects',
      incidents: 'incidents',
      controls: 'controls',
      audit: 'audit',
      trends: 'trends',
    };
    return {
      stores: dynamodbStores(clients.dynamodb, names, onUnreadable),
      async store(kind, id, doc) {
        const Item = { ...controlKey(kind, id), doc: { S: doc } };
        await clients.dynamodb.send(new PutItemCommand({ TableName: 'controls', Item }));
      },
      stop,
    };
  },
};

const author = { createdBy: 'anna', createdAt: NOON };
const matchers = [{ name: 'subject', op: '=' as const, value: 'bed-1' }];
const silence = { id: 's1', kind: 'silence' as const, matchers, startsAt: NOON, endsAt: NOON + 1 };
const override = { id: 'o1', schedule: 'icu', person: 'bo', from: NOON, to: NOON + 1 };
const key = { id: 'k1', name: 'agent', hash: 'ab', scopes: ['samples' as const], createdAt: 1 };
const change = { id: '2026-11-20T12:00:00.000Z-1', at: NOON, summary: 'x', key: 'ci', links: [] };
const later = { shape: { version: 9, oldestReader: 9 }, id: 'o2' };

let stop: (() => Promise<void>) | undefined;
afterEach(() => stop?.());

describe.each(Object.entries(engines))('beside what cannot be read on %s', (_, start) => {
  test('whatever else people have set counts, pages go on, and each is named', async () => {
    const named: string[] = [];
    const damaged = await start(({ kind, id }) => named.push(`${kind} ${id}`));
    stop = damaged.stop;
    const { controls, pages } = damaged.stores;
    await controls.putSilence({ ...silence, ...author, comment: 'cleaning' });
    await controls.putOverride({ ...override, ...author });
    await controls.putKey(key);
    await controls.putChange({ ...change, details: {} });
    await damaged.store('silences', 's0', JSON.stringify({ ...silence, ...author, id: 's0' }));
    await damaged.store('silences', 's2', '{');
    const recurs = { rrule: 'FREQ=YEARLY;BYWEEKNO=3', starts: '2027-01-01T01:00', lasts: 1 };
    const unknown = { ...silence, ...author, id: 's3', comment: '' };
    await damaged.store(
      'silences',
      's3',
      JSON.stringify({ ...unknown, recurs: { ...recurs, timeZone: 'UTC' } }),
    );
    await damaged.store('overrides', 'o2', JSON.stringify(later));
    await damaged.store('keys', 'k0', '[]');
    await damaged.store('changes', '2026-11-20T12:00:00.000Z-0', '{}');

    const context = await incidentContext({ controls, pages }, hospital(), undefined, NOON);
    const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);
    expect(ids(context.silences)).toEqual(['s1']);
    expect(ids(context.overrides)).toEqual(['o1']);
    expect(ids(await controls.keys())).toEqual(['k1']);
    expect(ids(await controls.changes(NOON - 1, NOON + 1, 10))).toEqual([change.id]);
    expect(new Set(named)).toEqual(
      new Set([
        'changes 2026-11-20T12:00:00.000Z-0',
        'keys k0',
        'overrides o2',
        'silences s0',
        'silences s2',
        'silences s3',
      ]),
    );
    await expect(controls.key('k0')).rejects.toThrow('cannot be read');
  });
});
