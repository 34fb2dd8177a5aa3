import { DeleteItemCommand, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { Change } from '#core/change/change.ts';
import type { Override } from '#core/oncall/schedule.ts';
import type { Silence } from '#core/suppression/silence.ts';
import type { AppliedConfig } from '#core/team/followed-config.ts';
import type { Instant } from '#core/time/instant.ts';
import type { ApiKey, ControlStore } from '#usecases/ports.ts';
import { putVersion, type Table } from './conditional-write.ts';
import { decodeDocument, encodeDocument } from './document.ts';
import { type ControlKind, controlKey } from './keys.ts';
import { queryItems } from './query.ts';

/**
 * The controls' table: a partition of few items for each kind, read whole; of changes there may be
 * many.
 */
export function dynamodbControls(table: Table): ControlStore {
  return {
    silences: () => list<Silence>(table, 'silences'),
    putSilence: (silence) => put(table, 'silences', silence),
    removeSilence: (id) => remove(table, 'silences', id),
    overrides: () => list<Override>(table, 'overrides'),
    putOverride: (override) => put(table, 'overrides', override),
    removeOverride: (id) => remove(table, 'overrides', id),
    key: (id) => get<ApiKey>(table, 'keys', id),
    keys: () => list<ApiKey>(table, 'keys'),
    putKey: (key) => put(table, 'keys', key),
    changes: (from, to, limit) => changesBetween(table, from, to, limit),
    putChange: (change) => put(table, 'changes', change),
    removeChange: (id) => remove(table, 'changes', id),
    linkSecret: (candidate) => linkSecret(table, candidate),
    followedConfig: (place) => get<AppliedConfig>(table, 'config', place),
    putFollowedConfig: (config) => put(table, 'config', config),
  };
}

/**
 * Of two that offer a secret at once the first wins, and both go on with it; two Regions may stop
 * each other, and then both try again.
 */
async function linkSecret(table: Table, candidate: string): Promise<string> {
  const doc = encodeDocument({ secret: candidate }, 'The link secret');
  const item = { ...controlKey('link', 'secret'), doc, v: { N: '1' } };
  for (let attempt = 0; attempt < SECRET_ATTEMPTS; attempt++) {
    const stored = await get<{ secret: string }>(table, 'link', 'secret');
    if (stored) {
      return stored.secret;
    }
    await putVersion(table, item, 0);
  }
  throw new Error('The secret of links was stored and is gone: somebody removes items by hand.');
}

/** To look, to store, and to look what came of it, twice over. */
const SECRET_ATTEMPTS = 4;

async function list<Value>(table: Table, kind: ControlKind): Promise<Value[]> {
  const items = await queryItems(table, {
    KeyConditionExpression: 'pk = :kind',
    ExpressionAttributeValues: { ':kind': { S: kind } },
    ConsistentRead: true,
  });
  return items.map((item) => decodeDocument<Value>(item));
}

async function changesBetween(
  table: Table,
  from: Instant,
  to: Instant,
  limit: number,
): Promise<Change[]> {
  // DynamoDB refuses a span that ends before it begins.
  if (to < from) {
    return [];
  }
  const query = {
    KeyConditionExpression: 'pk = :kind AND sk BETWEEN :from AND :to',
    ExpressionAttributeValues: {
      ':kind': { S: 'changes' satisfies ControlKind },
      ':from': { S: new Date(from).toISOString() },
      // An id goes on after its moment.
      ':to': { S: `${new Date(to).toISOString()}~` },
    },
    ScanIndexForward: false,
    ConsistentRead: true,
  };
  return (await queryItems(table, query, limit)).map((item) => decodeDocument<Change>(item));
}

async function get<Value>(
  { client, name }: Table,
  kind: ControlKind,
  id: string,
): Promise<Value | undefined> {
  const { Item } = await client.send(
    new GetItemCommand({ TableName: name, Key: controlKey(kind, id), ConsistentRead: true }),
  );
  return Item && decodeDocument<Value>(Item);
}

async function put(
  { client, name }: Table,
  kind: ControlKind,
  value: { readonly id: string },
): Promise<void> {
  const doc = encodeDocument(value, `${kind} ${value.id}`);
  await client.send(
    new PutItemCommand({ TableName: name, Item: { ...controlKey(kind, value.id), doc } }),
  );
}

async function remove({ client, name }: Table, kind: ControlKind, id: string): Promise<void> {
  await client.send(new DeleteItemCommand({ TableName: name, Key: controlKey(kind, id) }));
}
