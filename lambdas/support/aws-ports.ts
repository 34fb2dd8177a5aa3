import type { AwsClients, MessageClients, StoreClients } from '#adapters/aws-clients.ts';
import { dynamodbStores, type TableNames } from '#adapters/dynamodb/stores.ts';
import { keyedPorts } from '#adapters/keyed-ports.ts';
import { incidentMessageGroup, pageMessageGroup } from '#adapters/message-groups.ts';
import { snsPublisher } from '#adapters/sns/publisher.ts';
import { sqsQueue } from '#adapters/sqs/queue.ts';
import { MESSAGE_FORMATS } from '#adapters/stored/messages.ts';
import type { Instant } from '#core/time/instant.ts';
import { logToConsole } from '#runtime/log.ts';
import { logUnreadable } from '#runtime/log-unreadable.ts';
import type { StorePorts } from '#runtime/runtime.ts';
import type { Ports } from '#usecases/ports.ts';

/** The addresses of the queues. */
export interface QueueWhereabouts {
  readonly incidentQueueUrl: string;
  readonly pageQueueUrl: string;
}

/** The names and addresses of the platform's resources. */
export interface Whereabouts extends QueueWhereabouts {
  readonly tables: TableNames;
  readonly topicPrefix: string;
}

/** Creates the ports on AWS, or on services that speak its API. */
export function awsPorts(
  clients: AwsClients,
  whereabouts: Whereabouts,
  clock: () => Instant,
): Ports {
  const publisher = snsPublisher(clients.sns, whereabouts.topicPrefix, clock);
  return { ...storePorts(clients, whereabouts), publisher };
}

/** Creates all ports but the publisher, which few functions need. */
export function storePorts(
  { dynamodb, sqs }: StoreClients,
  { tables, ...queues }: Omit<Whereabouts, 'topicPrefix'>,
): StorePorts {
  const stores = dynamodbStores(dynamodb, tables, logUnreadable(logToConsole));
  return createPorts(stores, sqs, queues);
}

/** Creates the ports on any stores and queues. */
export function createPorts(
  stores: Omit<StorePorts, 'incidentQueue' | 'pageQueue' | 'links' | 'pseudonyms' | 'formats'>,
  sqs: MessageClients['sqs'],
  { incidentQueueUrl, pageQueueUrl }: QueueWhereabouts,
): StorePorts {
  return {
    ...stores,
    incidentQueue: sqsQueue(sqs, incidentQueueUrl, {
      group: incidentMessageGroup,
      format: MESSAGE_FORMATS.incident,
    }),
    pageQueue: sqsQueue(sqs, pageQueueUrl, {
      group: pageMessageGroup,
      format: MESSAGE_FORMATS.page,
    }),
    ...keyedPorts(stores.controls),
    formats: MESSAGE_FORMATS,
  };
}
