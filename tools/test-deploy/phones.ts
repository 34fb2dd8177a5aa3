import { ListTopicsCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';

/** A received page and its topic. */
interface ReceivedPage {
  readonly topic: string;
  readonly text: string;
}

/** A queue that is subscribed to the responders' topics, where others have a phone or a mailbox. */
export interface Phones {
  /** Returns the next page on a topic with this suffix; pages on other topics are kept. */
  next(ending: string, withinMs: number): Promise<ReceivedPage>;
}

/** Options that point an SDK client at the emulator. */
export interface AwsOptions {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

export async function phones(options: AwsOptions, topics: readonly string[]): Promise<Phones> {
  const sqs = new SQSClient(options);
  const sns = new SNSClient(options);
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'phones' }));
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
  );
  const { Topics = [] } = await sns.send(new ListTopicsCommand({}));
  const found = Topics.flatMap(({ TopicArn = '' }) =>
    topics.some((topic) => TopicArn.endsWith(topic)) ? [TopicArn] : [],
  );
  if (found.length !== topics.length) {
    throw new Error(`Of the topics ${topics.join(', ')} there are only: ${found.join(', ')}.`);
  }
  for (const TopicArn of found) {
    await sns.send(
      new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: Attributes?.QueueArn }),
    );
  }
  const received: ReceivedPage[] = [];
  const receive = async () => {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 1, MaxNumberOfMessages: 10 }),
    );
    for (const { Body = '', ReceiptHandle } of Messages) {
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      const { TopicArn, Message }: { TopicArn: string; Message: string } = JSON.parse(Body);
      received.push({ topic: TopicArn, text: Message });
    }
  };
  return {
    async next(ending, withinMs) {
      const until = Date.now() + withinMs;
      for (;;) {
        const index = received.findIndex(({ topic }) => topic.endsWith(ending));
        const [page] = index < 0 ? [] : received.splice(index, 1);
        if (page !== undefined) {
          return page;
        }
        if (Date.now() > until) {
          throw new Error(`No page came to ${ending} within ${withinMs / 1000} s.`);
        }
        await receive();
      }
    },
  };
}
