import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  SetQueueAttributesCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/**
 * A queue and what stands behind it: after `maxReceiveCount` a message goes to the queue's dead
 * letters.
 */
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

/** Two weeks, the longest that SQS keeps: time for somebody to look. */
const DEAD_LETTER_SECONDS = String(14 * 24 * 3600);

/**
 * Order, deduplication and throughput by group instead of by queue, so that one ward's storm does
 * not slow another's page.
 */
const FIFO = {
  FifoQueue: 'true',
  DeduplicationScope: 'messageGroup',
  FifoThroughputLimit: 'perMessageGroupId',
};

/**
 * Creates a queue and its dead-letter queue where they do not exist, and brings them up to the
 * declaration where they do.
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

/** The name of a queue's dead letters: `incidents.fifo` has `incidents-dead.fifo`. */
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
