import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { MessageClients } from '#adapters/aws-clients.ts';
import { createTables } from '#adapters/dynamodb/create-tables.ts';
import { dynamodbStores, type TableNames } from '#adapters/dynamodb/stores.ts';
import { createTopics } from '#adapters/sns/create-topics.ts';
import { snsPublisher } from '#adapters/sns/publisher.ts';
import { createQueue } from '#adapters/sqs/create-queues.ts';
import { type Receiver, sqsReceiver } from '#adapters/sqs/receiver.ts';
import { MESSAGE_FORMATS } from '#adapters/stored/messages.ts';
import type { Config } from '#core/team/config.ts';
import type { Instant } from '#core/time/instant.ts';
import { QUEUES } from '#deployment/queues.ts';
import { TABLES } from '#deployment/tables.ts';
import { createPorts, type QueueWhereabouts } from '#lambdas/support/aws-ports.ts';
import { PHONES_QUEUE, type ReceivedPage, readPage } from '#local/phones.ts';
import type { IncidentMessage, Stores } from '#usecases/ports.ts';
import type { Stage } from './world.ts';

/** Resources of a stage on the engines, under its own names. */
export interface StageResources extends QueueWhereabouts {
  readonly topicPrefix: string;
  readonly phonesQueueUrl: string;
  /** Creates the topics of people that are new in a config. */
  deploy(config: Config): Promise<void>;
}

/**
 * Creates the tables that a stack would, under names that begin with `name`, and the stores on
 * them.
 */
export async function createStageTables(dynamodb: DynamoDBClient, name: string): Promise<Stores> {
  return dynamodbStores(dynamodb, await createStageTableNames(dynamodb, name));
}

/** Returns the names of the tables that a stack would have, created. */
export async function createStageTableNames(
  dynamodb: DynamoDBClient,
  name: string,
): Promise<TableNames> {
  await createTables(
    dynamodb,
    Object.values(TABLES).map((table) => named(name, table)),
  );
  const of = (key: keyof typeof TABLES) => named(name, TABLES[key]).name;
  return {
    subjects: of('subjects'),
    incidents: of('incidents'),
    controls: of('controls'),
    audit: of('audit'),
    trends: of('trends'),
  };
}

function named<T extends { readonly name: string }>(name: string, declared: T): T {
  return { ...declared, name: `${name}-${declared.name}` };
}

/**
 * Creates the queues and topics that a stack would, under names that begin with `name`; the phones
 * are a queue subscribed to every topic.
 */
export async function createStageResources(
  { sqs, sns }: MessageClients,
  name: string,
  config: Config,
): Promise<StageResources> {
  const incidentQueue = await createQueue(sqs, named(name, QUEUES.incidents));
  const pageQueue = await createQueue(sqs, named(name, QUEUES.pages));
  const phones = await createQueue(sqs, named(name, PHONES_QUEUE));
  const deploy = ({ people }: Config) => {
    const topics = Object.values(people).flatMap(({ id, channels }) =>
      channels.map((channel) => ({ responder: id, channel })),
    );
    return createTopics(sns, `${name}-`, topics, phones.arn);
  };
  return {
    incidentQueueUrl: incidentQueue.url,
    pageQueueUrl: pageQueue.url,
    phonesQueueUrl: phones.url,
    topicPrefix: await deploy(config),
    deploy: async (next) => void (await deploy(next)),
  };
}

/** Runs the platform on these stores and on the SQS and SNS APIs. */
export function awsStage(
  stores: Stores,
  clients: MessageClients,
  resources: StageResources,
  clock: () => Instant,
): Stage {
  const { incidentQueueUrl, pageQueueUrl, phonesQueueUrl, topicPrefix } = resources;
  const [incidents, pages, phones] = [incidentQueueUrl, pageQueueUrl, phonesQueueUrl].map((url) =>
    sqsReceiver(clients.sqs, url),
  ) as [Receiver, Receiver, Receiver];
  const received: ReceivedPage[] = [];
  const keep = async (body: string) => {
    const page = readPage(body, topicPrefix);
    if (page !== undefined) {
      received.push(page);
    }
  };
  return {
    ports: {
      ...createPorts(stores, clients.sqs, resources),
      publisher: snsPublisher(clients.sns, topicPrefix, clock),
    },
    async deliver(to) {
      return (
        (await take(incidents, (body) => to.incident([JSON.parse(body) as IncidentMessage]))) ||
        (await take(pages, (body) => to.page(MESSAGE_FORMATS.page.read(body)))) ||
        (await take(phones, keep))
      );
    },
    received: () => received,
    deploy: resources.deploy,
    skipsIdleTicks: true,
  };
}

/**
 * Handles a batch in order, so that a story is deterministic. A failed message and those after it
 * are redelivered.
 */
async function take(
  receiver: Receiver,
  handle: (body: string) => Promise<unknown>,
): Promise<boolean> {
  const messages = await receiver.receive(10, 0);
  let handled = 0;
  try {
    for (; handled < messages.length; handled += 1) {
      await handle(messages[handled]?.body ?? '');
    }
  } finally {
    await receiver.remove(messages.slice(0, handled));
    await receiver.giveBack(messages.slice(handled), 0);
  }
  return messages.length > 0;
}
