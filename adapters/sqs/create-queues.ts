import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  SetQueueAttributesCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/** A queue and its dead-letter queue: a message is moved there after `maxReceiveCount` receives. */
export interface QueueDeclaration {
  readonly name: string;
  readonly fifo: boolean;
  readonly visibilityTimeoutSeconds: number;
  readonly maxReceiveCount: number;
}

/** A queue that exists. */
export interface CreatedQueue {
  readonly url: string;
  readonly arn: string;
}

/** Two weeks, the maximum of SQS: time for somebody to look. */
const DEAD_LETTER_SECONDS = String(14 * 24 * 3600);

/**
 * Order, deduplication and throughput apply to each message group instead of to the queue, so that
 * one ward's storm does not slow another's page.
 */
const FIFO = {
  FifoQueue: 'true',
  DeduplicationScope: 'messageGroup',
  FifoThroughputLimit: 'perMessageGroupId',
};

/**
 * Creates a queue and its dead-letter queue if they are missing, and updates their attributes to
 * the declaration otherwise.
 */
export async function createQueue(
  client: SQSClient,
  { name, fifo, visibilityTimeoutSeconds, maxReceiveCount }: QueueDeclaration,
): Promise<CreatedQueue & { readonly deadLetters: CreatedQueue }> {
  const kind = fifo ? FIFO : {};
  const deadLetters = await create(client, deadLetterQueueName(name), kind, {
    MessageRetentionPeriod: DEAD_LETTER_SECONDS,
  });
  const queue = await create(client, name, kind, {
    VisibilityTimeout: String(visibilityTimeoutSeconds),
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: deadLetters.arn, maxReceiveCount }),
  });
  return { ...queue, deadLetters };
}

/** Returns the name of a queue's dead-letter queue: `incidents.fifo` has `incidents-dead.fifo`. */
export function deadLetterQueueName(name: string): string {
  return name.replace(/(\.fifo)?$/, '-dead$1');
}

async function create(
  client: SQSClient,
  name: string,
  fixed: Record<string, string>,
  changeable: Record<string, string>,
): Promise<CreatedQueue> {
  const url = await createOrUpdate(client, name, fixed, changeable);
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn'] }),
  );
  return { url, arn: Attributes?.QueueArn ?? '' };
}

async function createOrUpdate(
  client: SQSClient,
  name: string,
  fixed: Record<string, string>,
  changeable: Record<string, string>,
): Promise<string> {
  try {
    const created = await client.send(
      new CreateQueueCommand({ QueueName: name, Attributes: { ...fixed, ...changeable } }),
    );
    return created.QueueUrl ?? '';
  } catch (error) {
    if (!(error instanceof Error && /QueueNameExists$/.test(error.name))) {
      throw error;
    }
  }
  const { QueueUrl = '' } = await client.send(new GetQueueUrlCommand({ QueueName: name }));
  await client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: changeable }));
  return QueueUrl;
}
