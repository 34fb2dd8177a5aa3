import type { AwsClients } from '#adapters/aws-clients.ts';
import { createTables } from '#adapters/dynamodb/create-tables.ts';
import { createTopics } from '#adapters/sns/create-topics.ts';
import { createQueue } from '#adapters/sqs/create-queues.ts';
import type { Config } from '#core/config.ts';
import { QUEUES, TABLES } from '#lambdas/resources.ts';
import type { Whereabouts } from '#lambdas/support/aws-ports.ts';
import { PHONES_QUEUE } from './phones.ts';

/** A function has seconds here, not the minutes that a deployed one may take: what a killed process held is given out again soon. */
const VISIBILITY_SECONDS = 30;

/** Creates what a stack would: tables, queues, and a topic for every responder and channel. What exists already stays as it is. */
export async function createResources(
  { dynamodb, sqs, sns }: AwsClients,
  config: Config,
): Promise<Whereabouts & { readonly phonesQueueUrl: string }> {
  await createTables(dynamodb, Object.values(TABLES));
  const [incidents, pages, phones] = await Promise.all(
    [QUEUES.incidents, QUEUES.pages, PHONES_QUEUE].map((queue) =>
      createQueue(sqs, { ...queue, visibilityTimeoutSeconds: VISIBILITY_SECONDS }),
    ),
  );
  const topics = Object.values(config.people).flatMap(({ id, channels, contacts }) =>
    channels.map((channel) => {
      const contact = contacts[channel];
      return { responder: id, channel, ...(contact && { contact }) };
    }),
  );
  const topicPrefix = await createTopics(sns, 'wardbell-', topics, phones?.arn);
  return {
    tables: {
      subjects: TABLES.subjects.name,
      incidents: TABLES.incidents.name,
      controls: TABLES.controls.name,
    },
    incidentQueueUrl: incidents?.url ?? '',
    pageQueueUrl: pages?.url ?? '',
    phonesQueueUrl: phones?.url ?? '',
    topicPrefix,
  };
}
