import { CodeDeployClient } from '@aws-sdk/client-codedeploy';
import { LambdaClient } from '@aws-sdk/client-lambda';

/** The clients that only the rehearsal of new versions needs. */
export interface RolloutClients {
  readonly codedeploy: CodeDeployClient;
  readonly lambda: LambdaClient;
}

/** Longer than any function on the path of a sample may run, with its start. In milliseconds. */
const ANSWER_WITHIN = { codedeploy: 5_000, lambda: 25_000 };

/** The endpoint and credentials of the services if they are not AWS. */
export interface RolloutEndpoint {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

export function rolloutClients(local?: RolloutEndpoint): RolloutClients {
  const options = (service: keyof typeof ANSWER_WITHIN) => ({
    maxAttempts: 4,
    requestHandler: { requestTimeout: ANSWER_WITHIN[service], throwOnRequestTimeout: true },
    ...local,
  });
  return {
    codedeploy: new CodeDeployClient(options('codedeploy')),
    lambda: new LambdaClient(options('lambda')),
  };
}
