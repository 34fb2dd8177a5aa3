import { type AttributeValue, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { incidentKey, pageKey } from '#adapters/dynamodb/keys.ts';
import { dynamodbStores } from '#adapters/dynamodb/stores.ts';
import { openDatabase } from '#adapters/sqlite/database.ts';
import { sqliteStores } from '#adapters/sqlite/stores.ts';
import { healthRoutes } from '#api/platform/health.ts';
import { fingerprint } from '#core/alert/fingerprint.ts';
import type { Incident } from '#core/incident/incident.ts';
import { DAY } from '#core/time/instant.ts';
import type { RouteDependencies } from '#http/routes.ts';
import { auditPlatform } from '#usecases/audit-platform.ts';
import { loadReadable } from '#usecases/load-readable.ts';
import { openedLately } from '#usecases/opened-on.ts';
import type { OnUnreadable, Ports } from '#usecases/ports.ts';
import { readState } from '#usecases/read-state.ts';
import { sweep } from '#usecases/sweep.ts';
import { hospital } from '../support/config.ts';
import { startDynalite } from '../support/dynamodb-engines.ts';
import { startStores } from '../support/dynamodb-stores.ts';
import { alert, incident, NIGHT } from '../support/incident.ts';

jest.setTimeout(60_000);

interface Damaged {
  readonly stores: Pick<
    Ports,
    'incidents' | 'pages' | 'mailboxes' | 'controls' | 'subjects' | 'sessions' | 'trends'
  >;
  /** Puts what nobody can read into the item of an incident, or of a subject. */
  damage(table: 'incidents' | 'subjects', id: string): Promise<void>;
  stop(): Promise<void>;
}

interface Answer {
  readonly statusCode: number;
  readonly body: unknown;
}

const NAMES = {
  subjects: 'subjects',
  incidents: 'incidents',
  controls: 'controls',
  audit: 'audit',
  trends: 'trends',
};

const engines: Readonly<Record<string, (onUnreadable: OnUnreadable) => Promise<Damaged>>> = {
  async SQLite(onUnreadable) {
    const db = openDatabase();
    return {
      stores: sqliteStores(db, onUnreadable),
      async damage(table, id) {
        const sql = `UPDATE ${table} SET doc = '{"id":"damaged"}' WHERE id = ?`;
        await db.write(() => db.prepare(sql).run(id));
      },
      stop: async () => db.close(),
    };
  },
  async DynamoDB(onUnreadable) {
    const { clients, stop } = await startStores(startDynalite);
    return {
      stores: dynamodbStores(clients.dynamodb, NAMES, onUnreadable),
      async damage(table, id) {
        const Key = table === 'incidents' ? incidentKey(id) : { pk: { S: id } };
        await clients.dynamodb.send(
          new UpdateItemCommand({
            TableName: table,
            Key,
            UpdateExpression: 'SET doc = :doc',
            ExpressionAttributeValues: { ':doc': { S: '{"id":"damaged"}' } },
          }),
        );
      },
      stop,
    };
  },
};

const beds = ['bed-1', 'bed-2', 'bed-3', 'bed-4'] as const;
const [first, damaged] = beds.map((bed, i) => made(bed, { openedAt: NIGHT + i }));

function made(bed: string, more: Partial<Incident>): Incident {
  const { due, ...rest } = incident([alert(bed)], more);
  return rest.status === 'resolved' || due === undefined ? rest : { ...rest, due };
}

let stop: (() => Promise<void>) | undefined;
afterEach(() => stop?.());

describe.each(Object.entries(engines))(
  'beside an incident that cannot be read on %s',
  (_, start) => {
    async function given(more: Partial<Incident> = {}) {
      const named = new Set<string>();
      const store = await start(({ kind, id }) => named.add(`${kind} ${id}`));
      ({ stop } = store);
      for (const [i, bed] of beds.entries()) {
        await store.stores.incidents.save(made(bed, { openedAt: NIGHT + i, ...more }), 0);
      }
      await store.damage('incidents', damaged?.id ?? '');
      return { ...store, ...store.stores, named };
    }

    const others = beds.filter((bed) => bed !== 'bed-2');
    const bedsOf = (found: readonly Incident[]) =>
      found.flatMap(({ alerts }) => Object.values(alerts).map(({ alert: { subject } }) => subject));

    test('the others are open, and listed page by page, and the log names it', async () => {
      const { incidents, named } = await given();
      expect(new Set(bedsOf(await incidents.open()))).toEqual(new Set(others));
      // It is the second of a page of two, and its place is not the end of the list.
      const page = await incidents.openedOn(NIGHT, 3);
      expect(bedsOf(page)).toEqual(others.toReversed());
      const [newest] = await incidents.openedOn(NIGHT, 1);
      expect(bedsOf(await incidents.openedOn(NIGHT, 2, newest))).toEqual(['bed-3', 'bed-1']);
      const wanted = { days: 1, limit: 10, isWanted: () => true, after: undefined };
      expect(bedsOf(await openedLately(incidents, NIGHT, wanted))).toHaveLength(3);
      expect(named).toEqual(new Set([`incidents ${damaged?.id}`]));
    });

    test('its group opens no second one, and who asks for it by name is told', async () => {
      const { incidents } = await given();
      await expect(incidents.latest(damaged?.groupKey ?? '')).rejects.toThrow(/damaged/);
      await expect(incidents.load([damaged?.id ?? ''])).rejects.toThrow(/damaged/);
      expect((await incidents.latest(first?.groupKey ?? ''))?.id).toBe(first?.id);
    });

    test('the audit finds it and the metrics count it', async () => {
      const ports = await given();
      const deadLetters = { count: async () => [] };
      const audit = auditPlatform({ ...ports, deadLetters }, hospital());
      const { findings, unacknowledged } = await audit(NIGHT);
      expect(unacknowledged).toBe(3);
      expect(findings).toMatchObject([
        { kind: 'unreadable', stored: 'incidents', id: damaged?.id },
      ]);
      const { unreadable, incidents } = await readState(ports, hospital())(NIGHT);
      expect(unreadable).toEqual([{ kind: 'incidents', id: damaged?.id }]);
      expect(incidents).toHaveLength(3);
    });

    test('a monitor is told, and led nowhere else', async () => {
      const ports = await given();
      const parts = {
        runtime: { ports, config: hospital(), clock: () => NIGHT },
        gate: { withoutKey: (route: unknown) => route },
      } as unknown as RouteDependencies;
      const health = healthRoutes(parts)['GET /v1/health'] as unknown as () => Promise<Answer>;
      const { statusCode: status, body } = await health();
      expect(status).toBe(200);
      expect(JSON.parse(String(body))).toMatchObject({
        status: 'ok',
        unreadable: [{ kind: 'incidents', id: damaged?.id }],
      });
    });

    test('the sweep removes the others, and comes back to its day', async () => {
      const { incidents, pages, mailboxes, controls, sessions, trends } = await given({
        status: 'resolved',
        resolvedAt: NIGHT,
      });
      const step = sweep({ incidents, pages, mailboxes, controls, sessions, trends }, hospital());
      const now = NIGHT + 900 * DAY;
      for (let steps = 0; steps < 30; steps++) {
        await step(now);
      }
      const ids = beds.map((bed) => made(bed, {}).id).filter((id) => id !== damaged?.id);
      expect([...(await incidents.load(ids)).keys()]).toEqual([]);
      expect((await controls.sweepProgress())?.from).toBeLessThanOrEqual(NIGHT);
    });

    test('a subject that cannot be read hides no others in the list, and is named by its hash', async () => {
      const { subjects, damage, named } = await given();
      for (const subject of beds) {
        await subjects.save({ subject, series: {}, outbox: [], lastSeq: 0, version: 1 }, 0);
      }
      await damage('subjects', 'bed-2');
      const found: string[] = [];
      let after: string | undefined;
      do {
        const slice = await subjects.some(1, after);
        found.push(...slice.states.map(({ subject }) => subject));
        after = slice.next;
      } while (after !== undefined);
      expect(new Set(found)).toEqual(new Set(others));
      expect(named).toContain(`subjects ${fingerprint(['bed-2'])}`);
    });
  },
);

describe('on DynamoDB, by name', () => {
  test.each([
    ['cannot be decompressed', { doc: { B: Buffer.from('no Brotli') } }],
    ['is no JSON', { doc: { S: '{"id":"bed-' } }],
  ])('an incident or a page that %s is told apart from the others', async (_, item) => {
    const { clients, stores, stop: end } = await startStores(startDynalite);
    stop = end;
    const { incidents, pages } = stores;
    const put = async (key: Record<string, AttributeValue> | undefined) =>
      clients.dynamodb.send(
        new PutItemCommand({ TableName: NAMES.incidents, Item: { ...key, ...item } }),
      );
    const known = first ?? made('bed-1', {});
    await incidents.save(known, 0);
    await put(incidentKey(damaged?.id ?? ''));
    await put(pageKey(`${known.id}.1`));
    const found = await loadReadable(incidents.load, [known.id, damaged?.id ?? '']);
    expect([...found.found.keys()]).toEqual([known.id]);
    expect([...found.unreadable.keys()]).toEqual([damaged?.id]);
    const records = await loadReadable(pages.load, [`${known.id}.1`]);
    expect([...records.unreadable.keys()]).toEqual([`${known.id}.1`]);
  });
});
