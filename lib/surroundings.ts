import type { RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { ENV } from '#lambdas/env.ts';
import type { PermissionTarget } from '#lambdas/permissions.ts';
import type { CanaryInbox } from './canary-inbox.ts';
import type { ContactTopics } from './contact-topics.ts';
import type { Queues } from './queues.ts';
import type { Rollout } from './rollout.ts';
import type { Tables } from './tables.ts';
import type { Watch } from './watch.ts';

/** What all functions of a deployment share. */
export interface Surroundings {
  /** The checked config, as the functions read it. */
  readonly config: object;
  readonly key: IKey;
  readonly logRetention: RetentionDays;
  readonly removalPolicy: RemovalPolicy;
  readonly environment: Readonly<Record<string, string>>;
  /** The ARNs that a permission's target stands for. */
  readonly targets: Targets;
  readonly rollout: Rollout;
  readonly watch: Watch;
}

type Targets = Readonly<Record<PermissionTarget, readonly string[]>>;

/** What the functions work on. */
export interface Resources {
  readonly tables: Tables;
  readonly queues: Queues;
  readonly topics: ContactTopics;
  readonly inbox: CanaryInbox;
}

/** The environment of every function. */
export function environmentOf(
  name: string,
  publicUrl: string,
  { tables: { byKey: tables }, queues: { byKey: queues }, topics }: Resources,
): Readonly<Record<string, string>> {
  return {
    [ENV.subjectsTable]: tables.subjects.tableName,
    [ENV.incidentsTable]: tables.incidents.tableName,
    [ENV.controlsTable]: tables.controls.tableName,
    [ENV.incidentQueueUrl]: queues.incidents.queueUrl,
    [ENV.pageQueueUrl]: queues.pages.queueUrl,
    [ENV.topicPrefix]: topics.arnPrefix,
    [ENV.publicUrl]: publicUrl,
    [ENV.deployment]: name,
  };
}

/** The resources of a deployment, by the names that permissions have for them. */
export function targetsOf({
  tables: { byKey: tables },
  queues,
  topics,
  inbox,
}: Resources): Targets {
  const { incidents, pages, ticks } = queues.byKey;
  const index = (table: { readonly tableArn: string }, name: string) => [
    `${table.tableArn}/index/${name}`,
  ];
  return {
    subjects: [tables.subjects.tableArn],
    'subjects/due': index(tables.subjects, 'due'),
    incidents: [tables.incidents.tableArn],
    'incidents/due': index(tables.incidents, 'due'),
    'incidents/day': index(tables.incidents, 'day'),
    controls: [tables.controls.tableArn],
    incidentQueue: [incidents.queueArn],
    pageQueue: [pages.queueArn],
    tickQueue: [ticks.queueArn],
    canaryQueue: [inbox.queue.queueArn],
    deadLetters: queues.lost.map((queue) => queue.queueArn),
    topics: [`${topics.arnPrefix}*`],
    any: ['*'],
  };
}
