import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** How often one kind of operation was called on a table, and what it consumed. */
interface OperationCount {
  readonly table: string;
  /** The operation's name in the API, e.g. `PutItem`. */
  readonly operation: string;
  readonly calls: number;
  /** The keys of a BatchGetItem, the items of a BatchWriteItem; of others the number of calls. */
  readonly items: number;
  /**
   * Read or write units including indexes, if the engine reports them. A failed conditional write
   * reports none, though AWS bills it.
   */
  readonly capacityUnits: number;
}

/** The calls of a client since the start or the last reset. */
export interface OperationCounts {
  list(): readonly OperationCount[];
  /** Items read (`GetItem`, `BatchGetItem`, `Query` calls) of a table, or of all. */
  reads(table?: string): number;
  /** Items written or removed, including failed conditional writes. */
  writes(table?: string): number;
  reset(): void;
}

const WRITES = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem']);
const READS = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan']);

interface Input {
  readonly TableName?: string;
  readonly RequestItems?: Readonly<
    Record<string, { readonly Keys?: readonly unknown[] } | readonly unknown[]>
  >;
}

interface Consumed {
  readonly TableName?: string | undefined;
  readonly CapacityUnits?: number | undefined;
}

/** Counts the calls of a client from now on; a call that the SDK retries counts once. */
export function countOperations(client: DynamoDBClient): OperationCounts {
  const counts = new Map<string, OperationCount>();
  const add = (operation: string, table: string, more: Partial<OperationCount>) => {
    const before = counts.get(`${table} ${operation}`);
    counts.set(`${table} ${operation}`, {
      table,
      operation,
      calls: (before?.calls ?? 0) + (more.calls ?? 0),
      items: (before?.items ?? 0) + (more.items ?? 0),
      capacityUnits: (before?.capacityUnits ?? 0) + (more.capacityUnits ?? 0),
    });
  };
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const operation = (context.commandName ?? 'Unknown').replace(/Command$/, '');
      if (!WRITES.has(operation) && !READS.has(operation)) {
        return next(args);
      }
      for (const [table, items] of tablesOf(args.input as Input)) {
        add(operation, table, { calls: 1, items });
      }
      const input = { ...args.input, ReturnConsumedCapacity: 'TOTAL' as const };
      const answer = await next({ ...args, input });
      for (const { TableName, CapacityUnits } of consumedBy(answer.output)) {
        add(operation, TableName ?? '', { capacityUnits: CapacityUnits ?? 0 });
      }
      return answer;
    },
    { step: 'initialize', name: 'countOperations', override: true },
  );
  const items = (operations: ReadonlySet<string>, table: string | undefined) =>
    [...counts.values()]
      .filter((c) => operations.has(c.operation) && (table === undefined || c.table === table))
      .reduce((sum, count) => sum + count.items, 0);
  return {
    list: () => [...counts.values()],
    reads: (table) => items(READS, table),
    writes: (table) => items(WRITES, table),
    reset: () => counts.clear(),
  };
}

function tablesOf({ TableName, RequestItems }: Input): [string, number][] {
  if (TableName !== undefined) {
    return [[TableName, 1]];
  }
  return Object.entries(RequestItems ?? {}).map(([table, asked]) => [
    table,
    'Keys' in asked ? (asked.Keys?.length ?? 0) : Number('length' in asked && asked.length),
  ]);
}

/** Operations on several items return a list, the others one. */
function consumedBy(output: object): readonly Consumed[] {
  const { ConsumedCapacity } = output as { ConsumedCapacity?: Consumed | readonly Consumed[] };
  return ConsumedCapacity === undefined ? [] : [ConsumedCapacity].flat();
}
