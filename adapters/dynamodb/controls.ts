import { DeleteItemCommand, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { ControlStore, OnUnreadable, SessionStore } from '#usecases/ports.ts';
import {
  type ControlTable,
  controlStore,
  type Listing,
  sessionStore,
} from '../stored/control-store.ts';
import type { ControlDocuments } from '../stored/controls.ts';
import { readableOf } from '../stored/readable.ts';
import { orConflict, putVersion, type Table } from './conditional-write.ts';
import { type Attributes, decodeJson, encodeJson } from './document.ts';
import { controlKey } from './keys.ts';
import { queryItems } from './query.ts';

/**
 * The controls table: one partition of few items for each kind, which is read as a whole; only
 * changes may be many.
 */
export function dynamodbControls(table: Table, onUnreadable?: OnUnreadable): ControlStore {
  return controlStore(controlTable(table), onUnreadable);
}

/** The sessions of people, in a partition of the same table. */
export function dynamodbSessions(table: Table, onUnreadable?: OnUnreadable): SessionStore {
  return sessionStore(controlTable(table), onUnreadable);
}

/** It reads, writes and reads the result, at most twice: two Regions may block each other. */
const SECRET_ATTEMPTS = 4;

function controlTable(table: Table): ControlTable {
  const { client, name } = table;

  async function get<Value>({ kind, read }: ControlDocuments<Value>, id: string) {
    const { Item } = await client.send(
      new GetItemCommand({ TableName: name, Key: controlKey(kind, id), ConsistentRead: true }),
    );
    return Item && read(decodeJson(Item));
  }

  async function put<Value extends { readonly id: string }>(
    { kind, write }: ControlDocuments<Value>,
    value: Value,
    only: { readonly ConditionExpression?: string } = {},
  ): Promise<void> {
    const doc = encodeJson(write(value), `${kind} ${value.id}`);
    const Item = { ...controlKey(kind, value.id), doc };
    await client.send(new PutItemCommand({ TableName: name, Item, ...only }));
  }

  return {
    get,
    put: (of, value) => put(of, value),
    async replace(of, value) {
      await orConflict(put(of, value, { ConditionExpression: 'attribute_exists(pk)' }));
    },
    async save({ kind, write }, value, expectedVersion) {
      const { id, version } = value;
      const doc = encodeJson(write(value), `${kind} ${id}`);
      const item = { ...controlKey(kind, id), doc, v: { N: String(version) } };
      return putVersion(table, item, expectedVersion);
    },
    async remove(kind, id) {
      await client.send(new DeleteItemCommand({ TableName: name, Key: controlKey(kind, id) }));
    },
    async list(of, listing) {
      const { key, limit } = listing;
      const query = {
        KeyConditionExpression:
          key === undefined ? 'pk = :kind' : 'pk = :kind AND begins_with(sk, :key)',
        ExpressionAttributeValues: {
          ':kind': { S: of.kind },
          ...(key !== undefined && { ':key': { S: `${key}/` } }),
        },
        ConsistentRead: true,
      };
      return readable(of, listing, await queryItems(table, query, limit));
    },
    async changes(of, listing) {
      const { from, to, limit } = listing;
      // DynamoDB refuses a range that ends before it begins.
      if (to < from) {
        return [];
      }
      const query = {
        KeyConditionExpression: 'pk = :kind AND sk BETWEEN :from AND :to',
        ExpressionAttributeValues: {
          ':kind': { S: of.kind },
          ':from': { S: new Date(from).toISOString() },
          // An id continues after its moment.
          ':to': { S: `${new Date(to).toISOString()}~` },
        },
        ScanIndexForward: false,
        ConsistentRead: true,
      };
      return readable(of, listing, await queryItems(table, query, limit));
    },
    async secret(of, candidate) {
      const doc = encodeJson(of.write({ id: 'secret', secret: candidate }), 'The secret');
      const item = { ...controlKey(of.kind, 'secret'), doc, v: { N: '1' } };
      for (let attempt = 0; attempt < SECRET_ATTEMPTS; attempt++) {
        const stored = await get(of, 'secret');
        if (stored) {
          return stored.secret;
        }
        await putVersion(table, item, 0);
      }
      throw new Error(
        `The secret of ${of.kind} was stored and is gone: somebody removes items by hand.`,
      );
    },
    /** The number of the episode is the item's version. */
    async putLater({ kind, write }, swept) {
      const doc = encodeJson(write(swept), 'The last incident of a group that was swept');
      const episode = { N: String(swept.episode) };
      const command = new PutItemCommand({
        TableName: name,
        Item: { ...controlKey(kind, swept.id), doc, v: episode },
        ConditionExpression: 'attribute_not_exists(pk) OR v < :episode',
        ExpressionAttributeValues: { ':episode': episode },
      });
      await orConflict(client.send(command));
    },
  };
}

function readable<Value>(
  { kind, read }: ControlDocuments<Value>,
  { onUnreadable }: Listing,
  items: readonly Attributes[],
): Value[] {
  return readableOf(items, {
    kind,
    idOf: ({ sk }) => String(sk?.S),
    read: (item) => read(decodeJson(item)),
    onUnreadable,
  });
}
