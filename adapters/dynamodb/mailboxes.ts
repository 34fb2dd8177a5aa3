import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { Mailbox } from '#core/paging/page.ts';
import type { MailboxStore } from '#usecases/ports.ts';
import { putVersion, type Table } from './conditional-write.ts';
import { decodeDocument, encodeDocument } from './document.ts';
import { mailboxKey } from './keys.ts';

/** The mailboxes, in the incidents' table. They are never due. */
export function dynamodbMailboxes(table: Table): MailboxStore {
  return {
    async load(responder, channel) {
      const { Item } = await table.client.send(
        new GetItemCommand({
          TableName: table.name,
          Key: mailboxKey(responder, channel),
          ConsistentRead: true,
        }),
      );
      return Item && decodeDocument<Mailbox>(Item);
    },
    save(mailbox, expectedVersion) {
      const { responder, channel, version } = mailbox;
      const doc = encodeDocument(mailbox, `Mailbox ${responder} ${channel}`);
      const item = { ...mailboxKey(responder, channel), doc, v: { N: String(version) } };
      return putVersion(table, item, expectedVersion);
    },
  };
}
