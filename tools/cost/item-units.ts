import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { TABLES } from '#deployment/tables.ts';

type Item = Readonly<Record<string, AttributeValue>>;

const READ_BYTES = 4 * 1024;
const WRITE_BYTES = 1024;

/** Returns the read units of items read together. A missing item costs as much as the smallest. */
export function readUnits(items: readonly Item[], consistent: boolean): number {
  const bytes = items.reduce((total, item) => total + itemBytes(item), 0);
  return Math.max(1, Math.ceil(bytes / READ_BYTES)) * (consistent ? 1 : 0.5);
}

/**
 * Write units of putting `after` (or removing, without it) where `before` was: the larger of the
 * two, and each entry of an index that comes or goes.
 */
export function writeUnits(
  table: string,
  before: Item | undefined,
  after: Item | undefined,
): number {
  return [...unitsByPlace(table, before, after).values()].reduce((sum, units) => sum + units, 0);
}

/**
 * Returns the same units by where they occur: the table by name, and each index as `table/index`,
 * with the prefix of its keys if they are lanes (`incidents/due page`). The indexes hold keys only,
 * so an entry takes less than a kilobyte; one that moves is deleted and put.
 */
export function unitsByPlace(
  table: string,
  before: Item | undefined,
  after: Item | undefined,
): ReadonlyMap<string, number> {
  const declared = Object.values(TABLES).find(({ name }) => name === table);
  if (declared === undefined) {
    throw new Error(`There is no table ${table}.`);
  }
  const bytes = Math.max(...[before, after].map((item) => (item ? itemBytes(item) : 0)));
  const units = new Map([[table, Math.max(1, Math.ceil(bytes / WRITE_BYTES))]]);
  for (const { name, partitionKey, sortKey } of declared.indexes) {
    const entry = (item: Item | undefined) =>
      item?.[partitionKey] && item[sortKey]
        ? JSON.stringify([item[partitionKey], item[sortKey]])
        : undefined;
    if (entry(before) === entry(after)) {
      continue;
    }
    for (const item of [before, after]) {
      if (entry(item) === undefined) {
        continue;
      }
      const kind = name === 'due' ? ` ${item?.[partitionKey]?.S?.split('#')[0]}` : '';
      const place = `${table}/${name}${kind}`;
      units.set(place, (units.get(place) ?? 0) + 1);
    }
  }
  return units;
}

/**
 * Returns the bytes of an item as DynamoDB counts them: names and values; of a number half its
 * digits and one.
 */
export function itemBytes(item: Item): number {
  return Object.entries(item).reduce(
    (total, [name, value]) => total + Buffer.byteLength(name) + valueBytes(value),
    0,
  );
}

function valueBytes({ S, N, B }: AttributeValue): number {
  if (S !== undefined) {
    return Buffer.byteLength(S);
  }
  if (N !== undefined) {
    return Math.ceil(N.replace(/\D/g, '').length / 2) + 1;
  }
  if (B !== undefined) {
    return B.length;
  }
  throw new Error('Only strings, numbers and bytes are stored.');
}
