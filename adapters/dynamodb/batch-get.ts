import { setTimeout as wait } from 'node:timers/promises';
import { BatchGetItemCommand } from '@aws-sdk/client-dynamodb';
import { chunks } from '#core/collections/chunks.ts';
import { Unavailable } from '#usecases/ports.ts';
import type { Table } from './conditional-write.ts';
import type { Attributes } from './document.ts';
import type { Key } from './keys.ts';

/** The number of keys of one BatchGetItem. */
const KEYS_PER_CALL = 100;

/** How many calls in a row may return nothing before it fails: more than a second of waiting. */
const FRUITLESS_CALLS = 6;

/** Reads those of the items that exist with strong consistency, any number at once, in no order. */
export async function batchGet(table: Table, keys: readonly Key[]): Promise<Attributes[]> {
  const distinct = [...new Map(keys.map((key) => [JSON.stringify(key), key])).values()];
  const calls = chunks(distinct, KEYS_PER_CALL).map((some) => getAll(table, some));
  return (await Promise.all(calls)).flat();
}

/**
 * Retries the keys that DynamoDB left out, which it does when it throttles or when an answer would
 * exceed 16 MB.
 */
async function getAll({ client, name }: Table, keys: readonly Key[]): Promise<Attributes[]> {
  const found: Attributes[] = [];
  let left = [...keys];
  let fruitless = 0;
  while (left.length > 0) {
    const answer = await client.send(
      new BatchGetItemCommand({ RequestItems: { [name]: { Keys: left, ConsistentRead: true } } }),
    );
    found.push(...(answer.Responses?.[name] ?? []));
    const unprocessed = answer.UnprocessedKeys?.[name]?.Keys ?? [];
    fruitless = unprocessed.length < left.length ? 0 : fruitless + 1;
    left = unprocessed;
    if (fruitless >= FRUITLESS_CALLS) {
      throw new Unavailable(
        `DynamoDB left ${left.length} keys of table ${name} unread ${fruitless} times in a row: it is throttling. Try again later.`,
      );
    }
    if (fruitless > 0) {
      await wait(25 * 2 ** fruitless * (0.5 + Math.random() / 2));
    }
  }
  return found;
}
