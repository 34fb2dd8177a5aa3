import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';

/** The clients of a process, made once: they keep their connections. */
export interface AwsClients extends StoreClients, MessageClients {}

/** Of what is stored and queued. */
export interface StoreClients {
  readonly dynamodb: DynamoDBClient;
  readonly sqs: SQSClient;
}

/** Of what is queued and published. */
export interface MessageClients {
  readonly sqs: SQSClient;
  readonly sns: SNSClient;
}

/** Where the services are, when they are not AWS: on one machine or in a test. */
export interface LocalEndpoints {
  readonly dynamodb: string;
  readonly sqs: string;
  readonly sns: string;
}

/** Region and credentials of services on one machine, which check neither. */
const LOCAL = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
};

/**
 * A call is answered in milliseconds or repeated: waiting longer on a lost connection would cost a
 * page its time. SQS must be given longer than the 20 s of a long poll. In milliseconds.
 */
const CONNECT_WITHIN = { aws: 1_000, local: 10_000 };
const ANSWER_WITHIN = { dynamodb: 3_000, sqs: 25_000, sns: 5_000 };

/**
 * Clients for AWS as the environment describes it, in its Region or in the one given, or for the
 * services of one machine.
 */
export function awsClients(local?: LocalEndpoints, region?: string): AwsClients {
  return { ...storeClients(local, region), sns: snsClient(local, region) };
}

/** Those that every function needs: what of the SDK is not asked for stays out of its bundle. */
export function storeClients(local?: LocalEndpoints, region?: string): StoreClients {
  return {
    dynamodb: new DynamoDBClient(optionsFor('dynamodb', local, region)),
    sqs: new SQSClient(optionsFor('sqs', local, region)),
  };
}

/** For one machine, whose store is none of AWS's: an SQS and an SNS API at one address. */
export function messageClients(endpoint: string): MessageClients {
  const local = { dynamodb: endpoint, sqs: endpoint, sns: endpoint };
  return { sqs: new SQSClient(optionsFor('sqs', local)), sns: snsClient(local) };
}

/** For those that page, or look at who can be paged. */
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
    ...(local && { ...LOCAL, endpoint: local[service] }),
  };
}

/** Closes the connections, so that the process can end. */
export function closeClients({ dynamodb, sqs, sns }: Partial<AwsClients>): void {
  for (const client of [dynamodb, sqs, sns]) {
    client?.destroy();
  }
}
