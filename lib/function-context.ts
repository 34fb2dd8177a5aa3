import type { RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { CHANNELS, channelKind } from '#config/deployable.ts';
import { OWN_PACKAGE } from '#config/own-package.ts';
import { ENV } from '#deployment/env.ts';
import type {
  CONTROL_KINDS,
  OptionalTarget,
  PermissionTarget,
  RehearsalTarget,
} from '#deployment/permissions.ts';
import type { CanaryInbox } from './canary-inbox.ts';
import type { Concurrency } from './concurrency.ts';
import type { ContactTopics } from './contact-topics.ts';
import type { PlatformAlarms } from './platform-alarms.ts';
import type { Queues } from './queues.ts';
import type { Rollout } from './rollout.ts';
import type { Tables } from './tables.ts';

/** Everything that the functions of a deployment share. */
export interface FunctionContext {
  /** The checked config, as the functions read it. */
  readonly config: object;
  readonly key: IKey;
  readonly logRetention: RetentionDays;
  readonly removalPolicy: RemovalPolicy;
  readonly environment: Readonly<Record<string, string>>;
  /** The queue by which functions that may send to it ask the clock for looks. */
  readonly tickQueueUrl: string;
  /** Maps each target of a permission to its resources. */
  readonly targets: Targets;
  readonly rooms: Concurrency['rooms'];
  readonly rollout: Rollout;
  readonly watch: PlatformAlarms;
}

type Targets = Readonly<
  Record<Exclude<PermissionTarget, RehearsalTarget | OptionalTarget>, Target>
>;

/** Resources, and the condition on which they may be used. */
export interface Target {
  readonly arns: readonly string[];
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

type ControlKind = (typeof CONTROL_KINDS)[number];

/** The resources that the functions work on. */
export interface Resources {
  readonly tables: Tables;
  readonly queues: Queues;
  readonly topics: ContactTopics;
  readonly inbox: CanaryInbox;
}

/** Returns the environment of every function. */
export function environmentOf(
  name: string,
  publicUrl: string,
  { tables: { byKey: tables }, queues: { byKey: queues }, topics }: Resources,
): Readonly<Record<string, string>> {
  return {
    [ENV.subjectsTable]: tables.subjects.tableName,
    [ENV.incidentsTable]: tables.incidents.tableName,
    [ENV.controlsTable]: tables.controls.tableName,
    [ENV.auditTable]: tables.audit.tableName,
    [ENV.trendsTable]: tables.trends.tableName,
    [ENV.incidentQueueUrl]: queues.incidents.queueUrl,
    [ENV.pageQueueUrl]: queues.pages.queueUrl,
    [ENV.topicPrefix]: topics.arnPrefix,
    [ENV.version]: OWN_PACKAGE.version,
    [ENV.publicUrl]: publicUrl,
    [ENV.deployment]: name,
  };
}

/** Returns the resources of a deployment, by the target names of permissions. */
export function targetsOf({
  tables: { byKey: tables },
  queues,
  topics,
  inbox,
}: Resources): Targets {
  const { subjects, incidents, controls, audit, trends } = tables;
  const topicArns = [`${topics.arnPrefix}*`];
  return {
    subjects: only(subjects.tableArn),
    'subjects/due': only(`${subjects.tableArn}/index/due`),
    incidents: only(incidents.tableArn),
    'incidents/due': only(`${incidents.tableArn}/index/due`),
    'incidents/day': only(`${incidents.tableArn}/index/day`),
    'controls#silences': partition(controls, 'silences'),
    'controls#overrides': partition(controls, 'overrides'),
    'controls#absences': partition(controls, 'absences'),
    'controls#exchanges': partition(controls, 'exchanges'),
    'controls#told': partition(controls, 'told'),
    'controls#notes': partition(controls, 'notes'),
    'controls#calendars': partition(controls, 'calendars'),
    'controls#keys': partition(controls, 'keys'),
    'controls#link': partition(controls, 'link'),
    'controls#pseudonyms': partition(controls, 'pseudonyms'),
    'controls#changes': partition(controls, 'changes'),
    'controls#config': partition(controls, 'config'),
    'controls#sweep': partition(controls, 'sweep'),
    'controls#swept': partition(controls, 'swept'),
    'controls#sessions': partition(controls, 'sessions'),
    'controls#tests': partition(controls, 'tests'),
    'controls#checks': partition(controls, 'checks'),
    'controls#inhibitors': partition(controls, 'inhibitors'),
    'controls#inhibited': partition(controls, 'inhibited'),
    audit: only(audit.tableArn),
    trends: only(trends.tableArn),
    incidentQueue: only(queues.byKey.incidents.queueArn),
    pageQueue: only(queues.byKey.pages.queueArn),
    alarmQueue: only(queues.byKey.alarms.queueArn),
    tickQueue: only(queues.byKey.ticks.queueArn),
    canaryQueue: only(inbox.queue.queueArn),
    deadLetters: { arns: queues.lost.map((queue) => queue.queueArn) },
    // A list of all topics would exceed the 6,144 characters of a managed policy at about forty
    // people.
    topics: { arns: topicArns },
    'topics#contacts': {
      arns: topicArns,
      conditions: { StringEquals: { 'sns:Protocol': CONTACT_PROTOCOLS } },
    },
    any: only('*'),
  };
}

/** The protocols by which a phone or mailbox may be subscribed. */
const CONTACT_PROTOCOLS = [...new Set(CHANNELS.map((one) => channelKind(one).protocol))];

function only(arn: string): Target {
  return { arns: [arn] };
}

/**
 * Limits access to the items of a table with this partition key. `ForAllValues` is also true for a
 * request that names no key at all, such as a Scan: `Null` refuses those.
 */
function partition({ tableArn }: { readonly tableArn: string }, key: ControlKind): Target {
  return {
    arns: [tableArn],
    conditions: {
      'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [key] },
      Null: { 'dynamodb:LeadingKeys': ['false'] },
    },
  };
}
