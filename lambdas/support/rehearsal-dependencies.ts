import type { AwsClients } from '#adapters/aws-clients.ts';
import { codeDeployments } from '#adapters/codedeploy/deployments.ts';
import { lambdaVersions } from '#adapters/lambda/versions.ts';
import { type RolloutClients, rolloutClients } from '#adapters/rollout-clients.ts';
import { type SqsMessage, sqsReceiver } from '#adapters/sqs/receiver.ts';
import type { Rehearsed } from '#core/canary/canary.ts';
import { OWN_ENV } from '#deployment/env.ts';
import { readEnv } from '#runtime/read-env.ts';
import type { CanaryInbox } from '#usecases/canary-inbox.ts';
import type { Deployments, Versions } from '#usecases/ports.ts';

/** What a rehearsal of one function needs in addition. */
export interface RehearsalStage<Message extends { readonly body: string }> {
  /** The name of the function. */
  readonly functionName: string;
  /** The inbox of its pages. */
  readonly inbox: CanaryInbox<Message>;
}

/** The dependencies of the rehearsals beside the runtime. */
export interface RehearsalParts<Message extends { readonly body: string }> {
  readonly deployments: Deployments;
  readonly versions: Versions;
  readonly stages: Readonly<Record<Rehearsed, RehearsalStage<Message>>>;
}

/** What the stack says of each rehearsed function. */
type RehearsalSettings = Readonly<
  Record<Rehearsed, { readonly functionName: string; readonly queueUrl: string }>
>;

/**
 * Reads the rehearsed functions from the environment that the stack sets, and creates the clients
 * of CodeDeploy and Lambda.
 */
export function rehearsalDependenciesFromEnv(
  { sqs }: Pick<AwsClients, 'sqs'>,
  env: NodeJS.ProcessEnv = process.env,
  { codedeploy, lambda }: RolloutClients = rolloutClients(),
): RehearsalParts<SqsMessage> {
  const settings = JSON.parse(readEnv(env, OWN_ENV.rehearsals)) as RehearsalSettings;
  const stage = (name: Rehearsed): RehearsalStage<SqsMessage> => {
    const { functionName, queueUrl } = settings[name];
    return { functionName, inbox: sqsReceiver(sqs, queueUrl) };
  };
  return {
    deployments: codeDeployments(codedeploy),
    versions: lambdaVersions(lambda),
    stages: { ingest: stage('ingest'), incident: stage('incident'), page: stage('page') },
  };
}
