import type { AwsClients } from '#adapters/aws-clients.ts';
import { type Receiver, sqsReceiver } from '#adapters/sqs/receiver.ts';
import { OWN_ENV } from '#deployment/env.ts';
import { readEnv } from '#runtime/read-env.ts';

/** Creates the inbox on the queue of the canary's pages. */
export function canaryInboxFromEnv(
  { sqs }: Pick<AwsClients, 'sqs'>,
  env: NodeJS.ProcessEnv = process.env,
): Receiver {
  return sqsReceiver(sqs, readEnv(env, OWN_ENV.canaryQueueUrl));
}
