import type { AwsClients } from '#adapters/aws-clients.ts';
import { codeDeployments } from '#adapters/codedeploy/deployments.ts';
import { lambdaVersions } from '#adapters/lambda/versions.ts';
import { type RolloutClients, rolloutClients } from '#adapters/rollout-clients.ts';
import { type SqsMessage, sqsReceiver } from '#adapters/sqs/receiver.ts';
import type { Rehearsed } from '#core/canary/canary.ts';
import { OWN_ENV } from '#deployment/env.ts';
import type { CanaryInbox } from '#usecases/canary-inbox.ts';
import type { Deployments, Versions } from '#usecases/ports.ts';
import { readEnv } from './read-env.ts';

/** What a rehearsal of one function needs besides. */
export interface RehearsalStage<Message extends { readonly body: string }> {
  /** What the function is called. */
  readonly functionName: string;
  /** Where its pages arrive. */
  readonly inbox: CanaryInbox<Message>;
}

/** What the rehearsals need besides what every function has. */
export interface RehearsalParts<Message extends { readonly body: string }> {
  readonly deployments: Deployments;
  readonly versions: Versions;
  readonly stages: Readonly<Record<Rehearsed, RehearsalStage<Message>>>;
}

/** What the stack tells of each function that is rehearsed. */
type RehearsalSettings = Readonly<
  Record<Rehearsed, { readonly functionName: string; readonly queueUrl: string }>
>;

/**
 * The functions that are rehearsed as the stack names them, and CodeDeploy and Lambda beside them.
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
