import { startFauxqs } from 'fauxqs';
import { type AwsClients, awsClients, closeClients } from '#adapters/aws-clients.ts';

/** Clients of an SQS and SNS API in this process. Whatever they ask of DynamoDB fails. */
export async function startQueuesAndTopics(): Promise<{
  readonly clients: AwsClients;
  readonly endpoint: string;
  stop(): Promise<void>;
}> {
  const server = await startFauxqs({ port: 0, host: '127.0.0.1', logger: false });
  const endpoint = `http://127.0.0.1:${server.port}`;
  const clients = awsClients({ dynamodb: 'http://127.0.0.1:1', sqs: endpoint, sns: endpoint });
  return {
    clients,
    endpoint,
    async stop() {
      closeClients(clients);
      await server.stop();
    },
  };
}
