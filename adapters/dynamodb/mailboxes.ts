import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { MailboxStore } from '#usecases/ports.ts';
import { storedDocuments } from '../stored/documents.ts';
import { MAILBOX } from '../stored/page.ts';
import { deleteVersion, putVersion, type Table } from './conditional-write.ts';
import { decodeJson, encodeJson } from './document.ts';
import { mailboxKey } from './keys.ts';

/** The mailboxes in the incidents table. They are never due. */
export function dynamodbMailboxes(table: Table): MailboxStore {
  const documents = storedDocuments(MAILBOX);
  return {
    async load(responder, channel) {
      const { Item } = await table.client.send(
        new GetItemCommand({
          TableName: table.name,
          Key: mailboxKey(responder, channel),
          ConsistentRead: true,
        }),
      );
      return Item && documents.read(decodeJson(Item));
    },
    save(mailbox, expectedVersion) {
      const { responder, channel, version } = mailbox;
      const doc = encodeJson(documents.write(mailbox), `Mailbox ${responder} ${channel}`);
      const item = { ...mailboxKey(responder, channel), doc, v: { N: String(version) } };
      return putVersion(table, item, expectedVersion);
    },
    remove: ({ responder, channel, version }) =>
      deleteVersion(table, mailboxKey(responder, channel), version),
  };
}
