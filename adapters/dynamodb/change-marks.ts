import { randomUUID } from 'node:crypto';
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { batchGet } from './batch-get.ts';
import type { Table } from './conditional-write.ts';
import { markKey, markKeys } from './keys.ts';

/** In a storm a partition of marks may be throttled, and pages wait for whoever saves. */
const PATIENCE_MS = 250;

/**
 * Marks by which a reader sees in a few small reads that an incident was saved since. Each change
 * writes a text that was never there, so that no counting is needed and no change is missed.
 */
export function changeMarks(table: Table) {
  return {
    /**
     * Marks a change that is stored already, and never rejects: what is stored must not fail, nor
     * wait for long, because of its mark. Readers do not trust a mark for long.
     */
    async set(incident: string): Promise<void> {
      const Item = { ...markKey(incident), at: { S: randomUUID() } };
      const put = new PutItemCommand({ TableName: table.name, Item });
      await table.client
        .send(put, { abortSignal: AbortSignal.timeout(PATIENCE_MS) })
        .catch(() => {});
    },
    async read(): Promise<string> {
      const marks = await batchGet(table, markKeys());
      return marks
        .map(({ pk, at }) => `${pk?.S} ${at?.S}`)
        .sort((a, b) => (a < b ? -1 : 1))
        .join(', ');
    },
  };
}
