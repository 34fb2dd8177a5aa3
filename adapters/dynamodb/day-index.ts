import type { Table } from './conditional-write.ts';
import type { Attributes } from './document.ts';
import { queryItems } from './query.ts';

/** Which entries of a lane are asked for: those of one moment, or those before one. */
interface Moment {
  readonly is: '=' | '<';
  /** As it stands in the index, with its fractions. */
  readonly at: string;
}

/**
 * Reads the newest entries of a lane in the index of days, at most `limit`. It holds when incidents
 * were opened and, in lanes of their own, when pages were ordered. It is eventually consistent.
 */
export function newestOnDay(
  table: Table,
  lane: string,
  limit: number,
  moment?: Moment,
): Promise<readonly Attributes[]> {
  const condition = moment === undefined ? '' : ` AND openedAt ${moment.is} :at`;
  const query = {
    IndexName: 'day',
    KeyConditionExpression: `#day = :day${condition}`,
    ExpressionAttributeNames: { '#day': 'day' },
    ExpressionAttributeValues: {
      ':day': { S: lane },
      ...(moment !== undefined && { ':at': { N: moment.at } }),
    },
    ScanIndexForward: false,
  };
  return queryItems(table, query, limit);
}
