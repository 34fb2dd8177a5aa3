import { ScanCommand } from '@aws-sdk/client-dynamodb';
import type { AwsClients } from '#adapters/aws-clients.ts';
import { createTables } from '#adapters/dynamodb/create-tables.ts';
import { createTopics } from '#adapters/sns/create-topics.ts';
import { createQueue } from '#adapters/sqs/create-queues.ts';
import { CANARY_TOPIC } from '#config/deployable.ts';
import type { Config } from '#core/team/config.ts';
import { STORED_ITEM_BYTES } from '#deployment/capacity/assumptions.ts';
import { QUEUES } from '#deployment/queues.ts';
import { TABLES } from '#deployment/tables.ts';
import { itemBytes } from './item-units.ts';

/** Creates what the stack would; every phone and mailbox is a queue that nobody reads. */
export async function createResources({ dynamodb, sqs, sns }: AwsClients, config: Config) {
  await createTables(dynamodb, Object.values(TABLES));
  const queues = {
    incidents: await createQueue(sqs, QUEUES.incidents),
    pages: await createQueue(sqs, QUEUES.pages),
    alarms: await createQueue(sqs, QUEUES.alarms),
    ticks: await createQueue(sqs, QUEUES.ticks),
  };
  const undelivered = await createQueue(sqs, { ...QUEUES.ticks, name: 'undelivered' });
  const inbox = await createQueue(sqs, { ...QUEUES.ticks, name: 'canary' });
  const topics = Object.values(config.people).flatMap(({ id, channels, contacts }) =>
    channels.map((channel) => {
      const contact = contacts[channel];
      return { responder: id, channel, ...(contact !== undefined && { contact }) };
    }),
  );
  // Takes in what goes to phones: the SNS in this process confirms no subscription of a phone by
  // itself.
  const phones = await createQueue(sqs, { ...QUEUES.ticks, name: 'phones' });
  const topicPrefix = await createTopics(sns, 'wardbell-', topics, phones.arn);
  await createTopics(sns, 'wardbell-', [CANARY_TOPIC], inbox.arn);
  const { subjects, incidents, controls, audit, trends } = TABLES;
  const live = Object.values(queues);
  return {
    tables: {
      subjects: subjects.name,
      incidents: incidents.name,
      controls: controls.name,
      audit: audit.name,
      trends: trends.name,
    },
    incidentQueueUrl: queues.incidents.url,
    pageQueueUrl: queues.pages.url,
    tickQueueUrl: queues.ticks.url,
    topicPrefix,
    inboxUrl: inbox.url,
    deadLetterUrls: [...live.map(({ deadLetters }) => deadLetters.url), undelivered.url],
  };
}

/** Returns the bytes that a table holds, or all of them; of one partition, if that is given. */
export async function storedBytes(
  { dynamodb }: AwsClients,
  table?: string,
  partition?: string,
): Promise<number> {
  const tables = table === undefined ? Object.values(TABLES).map(({ name }) => name) : [table];
  const scans = await Promise.all(
    tables.map((TableName) => dynamodb.send(new ScanCommand({ TableName }))),
  );
  if (scans.some(({ LastEvaluatedKey }) => LastEvaluatedKey)) {
    throw new Error('A table has become larger than one scan reads.');
  }
  const items = scans
    .flatMap(({ Items = [] }) => Items)
    .filter(({ pk }) => partition === undefined || pk?.S === partition);
  return items.reduce((bytes, item) => bytes + itemBytes(item) + STORED_ITEM_BYTES, 0);
}
