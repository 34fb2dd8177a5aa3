import { type AwsClients, awsClients, closeClients } from '#adapters/aws-clients.ts';
import { startQueues } from '#local/engines.ts';

/** Clients of an SQS and SNS API in this process. Whatever they ask of DynamoDB fails. */
export async function startQueuesAndTopics(): Promise<{
  readonly clients: AwsClients;
  readonly endpoint: string;
  stop(): Promise<void>;
}> {
  const queues = await startQueues();
  const { endpoint } = queues;
  const clients = awsClients({ dynamodb: 'http://127.0.0.1:1', sqs: endpoint, sns: endpoint });
  return {
    clients,
    endpoint,
    async stop() {
      closeClients(clients);
      await queues.stop();
    },
  };
}
