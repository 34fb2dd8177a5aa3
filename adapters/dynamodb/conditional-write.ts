import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
  ReplicatedWriteConflictException,
} from '@aws-sdk/client-dynamodb';
import type { SaveOutcome } from '#usecases/ports.ts';
import type { Attributes } from './document.ts';
import type { Key } from './keys.ts';

/** A table and the client that reaches it. */
export interface Table {
  readonly client: DynamoDBClient;
  readonly name: string;
}

/** Puts an item if the stored version is still the expected one (0: if nothing is stored). */
export function putVersion(
  { client, name }: Table,
  item: Attributes,
  expectedVersion: number,
): Promise<SaveOutcome> {
  const input = { TableName: name, Item: item, ...versionIs(expectedVersion) };
  return orConflict(client.send(new PutItemCommand(input)));
}

/** Deletes an item if the stored version is still the expected one. */
export function deleteVersion(
  { client, name }: Table,
  key: Key,
  expectedVersion: number,
): Promise<SaveOutcome> {
  const input = { TableName: name, Key: key, ...versionIs(expectedVersion) };
  return orConflict(client.send(new DeleteItemCommand(input)));
}

function versionIs(expected: number) {
  if (expected === 0) {
    return { ConditionExpression: 'attribute_not_exists(pk)' };
  }
  return {
    ConditionExpression: 'v = :expected',
    ExpressionAttributeValues: { ':expected': { N: String(expected) } },
  };
}

/**
 * This is the only place that knows the error names of a lost race. If the answer to a write is
 * lost the SDK retries it, and the retry fails on the version that the first attempt wrote: a
 * 'conflict' with itself. Callers load and decide again, and then find it done.
 */
export async function orConflict(write: Promise<unknown>): Promise<SaveOutcome> {
  try {
    await write;
    return 'saved';
  } catch (error) {
    if (isLostRace(error)) {
      return 'conflict';
    }
    throw error;
  }
}

/**
 * The race was lost to a writer of the same Region or, in global tables, to one of another Region
 * at the same moment; the SDK has already retried the latter.
 */
function isLostRace(error: unknown): boolean {
  return (
    error instanceof ConditionalCheckFailedException ||
    error instanceof ReplicatedWriteConflictException
  );
}
