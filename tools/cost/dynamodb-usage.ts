import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { readUnits, writeUnits } from './item-units.ts';
import type { Usage } from './usage.ts';

type Item = Record<string, AttributeValue>;

/** What the adapters tell DynamoDB. */
export interface Call {
  readonly TableName: string;
  readonly IndexName?: string;
  readonly Item?: Item;
  readonly ConsistentRead?: boolean;
  readonly RequestItems?: Readonly<Record<string, { readonly Keys: readonly unknown[] }>>;
}

/** What DynamoDB tells them; of a write, given `ReturnValues: 'ALL_OLD'`, what was there before. */
export interface Answer {
  readonly Attributes?: Item;
  readonly Item?: Item;
  readonly Items?: readonly Item[];
  readonly Responses?: Readonly<Record<string, readonly Item[]>>;
}

/** Whether what was there before decides what the call costs. */
export function isWrite(command: string): boolean {
  return command === 'PutItemCommand' || command === 'DeleteItemCommand';
}

/** What a call uses that was answered so. Throws for calls that none of the adapters makes. */
export function dynamodbUsage(command: string, call: Call, answer: Answer): Usage {
  const { ConsistentRead: consistent = false } = call;
  switch (command) {
    case 'PutItemCommand':
    case 'DeleteItemCommand':
      return { writeUnits: writeUnits(call.TableName, answer.Attributes, call.Item) };
    case 'GetItemCommand':
      return { readUnits: readUnits(answer.Item ? [answer.Item] : [], consistent) };
    case 'QueryCommand':
      return { readUnits: readUnits(answer.Items ?? [], consistent) };
    case 'BatchGetItemCommand':
      return { readUnits: batchUnits(call, answer) };
    default:
      throw new Error(`What ${command} costs is not known here.`);
  }
}

/**
 * Each item is rounded up by itself, and each that is not there costs one. Ours are strongly
 * consistent.
 */
function batchUnits({ RequestItems = {} }: Call, { Responses = {} }: Answer): number {
  const asked = Object.values(RequestItems).reduce((n, { Keys }) => n + Keys.length, 0);
  const found = Object.values(Responses).flat();
  const units = found.reduce((n, item) => n + readUnits([item], true), 0);
  return units + asked - found.length;
}

/**
 * A write whose condition did not hold is billed by its size as one that did; the indexes stay as
 * they are.
 */
export function refusedUsage({ TableName, Item }: Call): Usage {
  return { writeUnits: writeUnits(TableName, Item, Item) };
}
