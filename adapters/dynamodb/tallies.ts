import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { placesFrom } from '#core/objective/tally.ts';
import type { OnUnreadable, TallyStore } from '#usecases/ports.ts';
import { talliesPartition, tallyRows } from '../tally-rows.ts';
import type { Table } from './conditional-write.ts';
import { type Attributes, decodeJson } from './document.ts';
import { putExpiring } from './put-expiring.ts';

/**
 * The tallies of objectives, in the table of trends: an item for each, of far less than 1 KB, so
 * that each costs one write unit and none waits for another.
 */
export function dynamodbTallies(table: Table, onUnreadable?: OnUnreadable): TallyStore {
  const form = tallyRows(onUnreadable);
  return {
    append: (tallies, keep) => putExpiring(table, tallies, (tally) => form.ofTally(tally, keep)),
    async forEachSince(of, from, take) {
      let after: Attributes | undefined;
      do {
        // A page at a time: a busy hour has more than is to be held at once.
        const page = await table.client.send(
          new QueryCommand({
            TableName: table.name,
            KeyConditionExpression: 'pk = :of AND sk >= :first',
            ExpressionAttributeValues: {
              ':of': { S: talliesPartition(of) },
              ':first': { S: placesFrom(from) },
            },
            ExclusiveStartKey: after,
          }),
        );
        const docs = (page.Items ?? []).map((item) => () => decodeJson(item));
        form.talliesOf(of, docs).forEach(take);
        after = page.LastEvaluatedKey;
      } while (after !== undefined);
    },
  };
}
