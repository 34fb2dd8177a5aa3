import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';

/** The AWS clients of a process, created once, since they keep connections. */
export interface AwsClients extends StoreClients, MessageClients {}

/** The clients of the stores and queues. */
export interface StoreClients {
  readonly dynamodb: DynamoDBClient;
  readonly sqs: SQSClient;
}

/** The clients of the queues and topics. */
export interface MessageClients {
  readonly sqs: SQSClient;
  readonly sns: SNSClient;
}

/** The endpoints of the services if they are not AWS: on one machine or in a test. */
export interface LocalEndpoints {
  readonly dynamodb: string;
  readonly sqs: string;
  readonly sns: string;
}

/** Region and credentials for services on one machine, which check neither. */
const LOCAL = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
};

/**
 * A call is answered within milliseconds or retried: waiting longer on a lost connection would
 * delay a page. SQS needs longer than the 20 s of a long poll. In milliseconds.
 */
const CONNECT_WITHIN = { aws: 1_000, local: 10_000 };
const ANSWER_WITHIN = { dynamodb: 3_000, sqs: 25_000, sns: 5_000 };

/**
 * Creates clients for AWS as the environment describes it, in its Region or in the given one, or
 * for the services of one machine.
 */
export function awsClients(local?: LocalEndpoints, region?: string): AwsClients {
  return { ...storeClients(local, region), sns: snsClient(local, region) };
}

/**
 * Creates the clients that every function needs, so that other parts of the SDK stay out of its
 * bundle.
 */
export function storeClients(local?: LocalEndpoints, region?: string): StoreClients {
  return {
    dynamodb: new DynamoDBClient(optionsFor('dynamodb', local, region)),
    sqs: new SQSClient(optionsFor('sqs', local, region)),
  };
}

/**
 * Creates clients for one machine, whose store is not DynamoDB: an SQS and an SNS API at one
 * address.
 */
export function messageClients(endpoint: string): MessageClients {
  const local = { dynamodb: endpoint, sqs: endpoint, sns: endpoint };
  return { sqs: new SQSClient(optionsFor('sqs', local)), sns: snsClient(local) };
}

/** Creates the client of functions that page, or that check contacts. */
export function snsClient(local?: LocalEndpoints, region?: string): SNSClient {
  return new SNSClient(optionsFor('sns', local, region));
}

function optionsFor(service: keyof LocalEndpoints, local?: LocalEndpoints, region?: string) {
  return {
    maxAttempts: 4,
    requestHandler: {
      connectionTimeout: CONNECT_WITHIN[local ? 'local' : 'aws'],
      requestTimeout: ANSWER_WITHIN[service],
      throwOnRequestTimeout: true,
    },
    ...(region !== undefined && { region }),
    ...(local !== undefined && { ...LOCAL, endpoint: local[service] }),
  };
}

/** Closes the connections, so that the process can end. */
export function closeClients({ dynamodb, sqs, sns }: Partial<AwsClients>): void {
  for (const client of [dynamodb, sqs, sns]) {
    client?.destroy();
  }
}
