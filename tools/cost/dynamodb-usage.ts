import type { AttributeValue, WriteRequest } from '@aws-sdk/client-dynamodb';
import type { Usage } from '#deployment/capacity/usage.ts';
import { readUnits, writeUnits } from './item-units.ts';

type Item = Record<string, AttributeValue>;

/** The part of a DynamoDB request that decides its cost. */
export interface Call {
  readonly TableName: string;
  readonly IndexName?: string;
  readonly Item?: Item;
  readonly ConsistentRead?: boolean;
  readonly RequestItems?: Readonly<Record<string, AskedKeys | readonly WriteRequest[]>>;
}

/** The keys of a BatchGetItem, and how they are read. */
interface AskedKeys {
  readonly Keys: readonly unknown[];
  readonly ConsistentRead?: boolean;
}

/** What DynamoDB tells them; of a write, given `ReturnValues: 'ALL_OLD'`, what was there before. */
export interface Answer {
  readonly Attributes?: Item;
  readonly Item?: Item;
  readonly Items?: readonly Item[];
  readonly Responses?: Readonly<Record<string, readonly Item[]>>;
}

/** Whether the previous item decides the cost of the call. */
export function isWrite(command: string): boolean {
  return command === 'PutItemCommand' || command === 'DeleteItemCommand';
}

/** Returns the usage of a call from its response. Throws for calls that no adapter makes. */
export function dynamodbUsage(command: string, call: Call, answer: Answer): Usage {
  const { ConsistentRead: consistent = false } = call;
  switch (command) {
    case 'PutItemCommand':
    case 'DeleteItemCommand':
      return { writeUnits: writeUnits(call.TableName, answer.Attributes, call.Item) };
    case 'GetItemCommand':
      return { readUnits: readUnits(answer.Item ? [answer.Item] : [], consistent) };
    case 'QueryCommand':
    case 'ScanCommand':
      return { readUnits: readUnits(answer.Items ?? [], consistent) };
    case 'BatchGetItemCommand':
      return { readUnits: batchUnits(call, answer) };
    case 'BatchWriteItemCommand':
      return { writeUnits: putUnits(call) };
    default:
      throw new Error(`What ${command} costs is not known here.`);
  }
}

/**
 * Returns the units of a read. Each item is rounded up separately, and a missing one costs as much
 * as the smallest.
 */
function batchUnits({ RequestItems = {} }: Call, { Responses = {} }: Answer): number {
  return Object.entries(RequestItems).reduce((total, [table, asked]) => {
    const { Keys, ConsistentRead: consistent = false } = asked as AskedKeys;
    const found = Responses[table] ?? [];
    const units = found.reduce((n, item) => n + readUnits([item], consistent), 0);
    return total + units + (Keys.length - found.length) * readUnits([], consistent);
  }, 0);
}

/**
 * Returns the units of several puts. What was there before is not known: it is taken to be no
 * larger, and the table to have no indexes.
 */
function putUnits({ RequestItems = {} }: Call): number {
  return Object.entries(RequestItems).reduce((total, [table, requests]) => {
    const items = (requests as readonly WriteRequest[]).map(({ PutRequest }) => PutRequest?.Item);
    return items.reduce((n, item) => n + writeUnits(table, undefined, item), total);
  }, 0);
}

/**
 * Returns the units of a write. One whose condition failed is billed by its size like one that
 * succeeded, but does not touch the indexes.
 */
export function refusedUsage({ TableName, Item }: Call): Usage {
  return { writeUnits: writeUnits(TableName, Item, Item) };
}
