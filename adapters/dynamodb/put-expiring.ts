import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import { chunks } from '#core/collections/chunks.ts';
import { SECOND } from '#core/time/instant.ts';
import { inTime } from '../in-time.ts';
import type { TrendRow } from '../trend-rows.ts';
import type { Table } from './conditional-write.ts';
import { type Attributes, encodeJson } from './document.ts';
import { type Key, trendRowKey } from './keys.ts';

/** The most items of one BatchWriteItem. */
const ITEMS_PER_CALL = 25;

/**
 * Writes rows without a condition, as many at once as there are, and returns those of the given
 * whose rows DynamoDB has left out. It removes what has expired (TTL), for nothing.
 */
export async function putExpiring<Given>(
  { client, name }: Table,
  given: readonly Given[],
  rowOf: (one: Given) => TrendRow,
): Promise<readonly Given[]> {
  const items = new Map(given.map((one) => [one, itemOf(rowOf(one))]));
  const calls = chunks([...items.values()], ITEMS_PER_CALL).map((some) => {
    const requests = some.map((Item) => ({ PutRequest: { Item } }));
    return client.send(new BatchWriteItemCommand({ RequestItems: { [name]: requests } }), inTime());
  });
  const answers = await Promise.all(calls);
  const left = answers.flatMap(({ UnprocessedItems }) => UnprocessedItems?.[name] ?? []);
  const ids = new Set(left.map(({ PutRequest }) => keyText(PutRequest?.Item ?? {})));
  return given.filter((one) => ids.has(keyText(items.get(one) ?? {})));
}

/** Returns the key of an item as a text. */
export function keyText({ pk, sk }: Attributes | Key): string {
  return `${pk?.S} ${sk?.S}`;
}

/** Returns the item of a row, which DynamoDB removes from when on it may be. */
export function itemOf(row: TrendRow): Attributes {
  const { doc, expires } = row;
  return {
    ...trendRowKey(row),
    doc: encodeJson(doc, 'A document among the trends'),
    expires: { N: String(Math.ceil(expires / SECOND)) },
  };
}
