/**
 * Tables, declared once for the deployed stack and for the platform on one
 * machine. No imports.
 */

export interface TableDeclaration {
  readonly name: string;
  readonly partitionKey: string;
  readonly sortKey?: string;
  readonly indexes: readonly {
    readonly name: string;
    readonly partitionKey: string;
    readonly sortKey: string;
    readonly sortType: 'N' | 'S';
  }[];
  /** The attribute with the second from which DynamoDB may remove an item for nothing (TTL). */
  readonly expires?: string;
  /**
   * Whether each of several Regions has a table of its own: global tables with strong consistency
   * remove nothing by themselves, and would write each item in all Regions.
   */
  readonly perRegion?: true;
}

/**
 * A sparse index: only due items have `lane` and `due`. Every index holds keys only, so that a
 * write of the document costs it nothing.
 */
const dueIndex = { name: 'due', partitionKey: 'lane', sortKey: 'due', sortType: 'N' } as const;

export const TABLES = {
  subjects: { name: 'subjects', partitionKey: 'pk', indexes: [dueIndex] },
  incidents: {
    name: 'incidents',
    partitionKey: 'pk',
    sortKey: 'sk',
    indexes: [dueIndex, { name: 'day', partitionKey: 'day', sortKey: 'openedAt', sortType: 'N' }],
  },
  controls: { name: 'controls', partitionKey: 'pk', sortKey: 'sk', indexes: [] },
  audit: { name: 'audit', partitionKey: 'pk', sortKey: 'sk', indexes: [] },
  trends: {
    name: 'trends',
    partitionKey: 'pk',
    sortKey: 'sk',
    indexes: [],
    expires: 'expires',
    perRegion: true,
  },
} as const satisfies Record<string, TableDeclaration>;
