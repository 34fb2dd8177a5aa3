/**
 * The permissions of each function, which are its whole role. A test records every call that the
 * functions make in scenarios and compares it with this. No imports.
 */

/**
 * The partitions of the controls table: one for each kind of thing that people set, one for the
 * secret of links and one for that of pseudonyms, one for reported changes, one for the config that
 * the clocks have applied, two for how far they have swept, one for the sessions of people who have
 * signed in, one for the last test pages, one for what the checks of the platform have found, one
 * for what people were told of their turns, one for what they tell the next, one for the addresses
 * of calendars, and two for which incidents inhibit others and which are inhibited.
 */
export const CONTROL_KINDS = [
  'silences',
  'overrides',
  'absences',
  'exchanges',
  'told',
  'notes',
  'calendars',
  'keys',
  'link',
  'pseudonyms',
  'changes',
  'config',
  'sweep',
  'swept',
  'sessions',
  'tests',
  'checks',
  'inhibitors',
  'inhibited',
] as const;

/**
 * The target of a permission: a table, an index of one, a partition of the controls, a queue, the
 * responders' topics, or `any` if an action takes no resource. `topics#contacts` means the topics
 * again, for phones and mailboxes only.
 */
export type PermissionTarget =
  | 'subjects'
  | 'subjects/due'
  | 'incidents'
  | 'incidents/due'
  | 'incidents/day'
  | `controls#${(typeof CONTROL_KINDS)[number]}`
  | 'audit'
  | 'trends'
  | 'incidentQueue'
  | 'pageQueue'
  | 'alarmQueue'
  | 'tickQueue'
  | 'canaryQueue'
  | 'deadLetters'
  | RehearsalTarget
  | OptionalTarget
  | 'topics'
  | 'topics#contacts'
  | 'any';

/**
 * Targets that exist only where new versions are rehearsed: their page queues, their versions, and
 * CodeDeploy's groups.
 */
export type RehearsalTarget = 'rehearsalQueues' | 'newVersions' | 'deploymentGroups';

/**
 * Targets that exist in some deployments only: the secret of the console's client where the config
 * names an issuer, and the stream of Firehose where it has an archive.
 */
export type OptionalTarget = 'clientSecret' | 'archive';

type Permissions = Readonly<Partial<Record<PermissionTarget, readonly string[]>>>;

/** The calls of Lambda's poller in the name of the function that a queue triggers. */
const CONSUME = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];
const SEND = ['sqs:SendMessage'];
/** SNS keeps opt-outs (STOP) with End User Messaging, and reads them in the name of the caller. */
const OPT_OUT = ['sns:CheckIfPhoneNumberIsOptedOut', 'sms-voice:DescribeOptedOutNumbers'];
const QUERY = ['dynamodb:Query'];
/** Reads one key by its id, and all keys if more ids are guessed than may be looked up. */
const FIND_KEY = ['dynamodb:GetItem', 'dynamodb:Query'];
const QUERY_PUT = ['dynamodb:Query', 'dynamodb:PutItem'];
const GET_PUT = ['dynamodb:GetItem', 'dynamodb:PutItem'];
/** Whoever writes the audit trail can neither change nor remove what stands in it. */
const APPEND = ['dynamodb:PutItem'];
/** Sweeps what is wanted no more. */
const SWEEP = ['dynamodb:Query', 'dynamodb:DeleteItem'];
/** Lists, sets and ends what people set. */
const CHANGE = ['dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:DeleteItem'];

export const PERMISSIONS = {
  ingest: {
    subjects: ['dynamodb:BatchGetItem', 'dynamodb:PutItem'],
    'controls#keys': FIND_KEY,
    // Accesses to records are kept without the patients' ids.
    'controls#pseudonyms': GET_PUT,
    // 0.1 swept changes here, and runs with this role during a rollout.
    'controls#changes': CHANGE,
    // Asks whether another instance has written a point, and whether values of whoever has left a
    // bed are to be told no more. Writes what objectives count. DynamoDB removes all by itself.
    trends: ['dynamodb:BatchGetItem', 'dynamodb:BatchWriteItem', ...QUERY_PUT],
    // Ends the limits of a patient who has left the bed, by an Encounter of FHIR.
    audit: APPEND,
    archive: ['firehose:PutRecord'],
    incidentQueue: SEND,
    tickQueue: SEND,
  },
  alarms: {
    subjects: ['dynamodb:BatchGetItem', 'dynamodb:PutItem'],
    alarmQueue: CONSUME,
    incidentQueue: SEND,
  },
  incident: {
    // Ends the external alerts and heartbeats of an incident that a person has resolved.
    subjects: ['dynamodb:BatchGetItem', 'dynamodb:PutItem'],
    // Removes chunks of alerts that it has replaced by others.
    incidents: [
      'dynamodb:BatchGetItem',
      'dynamodb:Query',
      'dynamodb:PutItem',
      'dynamodb:DeleteItem',
    ],
    'controls#silences': QUERY,
    'controls#overrides': QUERY,
    'controls#absences': QUERY,
    'controls#exchanges': QUERY,
    'controls#swept': ['dynamodb:GetItem'],
    'controls#inhibitors': CHANGE,
    'controls#inhibited': CHANGE,
    incidentQueue: [...CONSUME, ...SEND],
    pageQueue: SEND,
    tickQueue: SEND,
  },
  page: {
    incidents: ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:PutItem'],
    'controls#link': GET_PUT,
    // What is told of exchanges.
    'controls#exchanges': QUERY,
    // What is open and silenced, for whoever comes on call.
    'incidents/due': QUERY,
    'controls#silences': QUERY,
    'controls#notes': QUERY,
    pageQueue: CONSUME,
    incidentQueue: SEND,
    tickQueue: SEND,
    topics: ['sns:Publish', 'sns:GetTopicAttributes'],
  },
  clock: {
    subjects: ['dynamodb:BatchGetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem'],
    'subjects/due': QUERY,
    // What objectives count.
    trends: QUERY,
    // Sweeps incidents with what lies beside them, changes, and keys that were revoked.
    incidents: [
      'dynamodb:BatchGetItem',
      'dynamodb:Query',
      'dynamodb:PutItem',
      'dynamodb:DeleteItem',
    ],
    'incidents/due': QUERY,
    'incidents/day': QUERY,
    'controls#changes': SWEEP,
    'controls#keys': SWEEP,
    'controls#sessions': SWEEP,
    // Of people and schedules that have left the config.
    'controls#calendars': SWEEP,
    'controls#tests': SWEEP,
    // Whose source, or who waits, is no more.
    'controls#inhibitors': SWEEP,
    'controls#inhibited': SWEEP,
    'controls#sweep': GET_PUT,
    'controls#swept': GET_PUT,
    'controls#config': GET_PUT,
    audit: APPEND,
    // Removes those that ended long ago, and moves their times with a clock that went back.
    'controls#silences': CHANGE,
    'controls#overrides': CHANGE,
    'controls#absences': CHANGE,
    'controls#exchanges': CHANGE,
    // What people were told of their turns.
    'controls#told': CHANGE,
    // Sweeps what was left for somebody whose turn is over.
    'controls#notes': SWEEP,
    incidentQueue: SEND,
    pageQueue: SEND,
    tickQueue: [...CONSUME, ...SEND],
  },
  answer: {
    // Ends the external alerts of an incident that is resolved by a link.
    subjects: ['dynamodb:BatchGetItem', 'dynamodb:PutItem'],
    incidents: ['dynamodb:BatchGetItem', 'dynamodb:PutItem'],
    'incidents/due': QUERY,
    'controls#silences': QUERY_PUT,
    'controls#overrides': QUERY,
    'controls#absences': QUERY,
    // Somebody may accept a cover or a swap by a link.
    'controls#exchanges': QUERY_PUT,
    // An incident that is resolved by hand inhibits nothing any more.
    'controls#inhibitors': CHANGE,
    'controls#inhibited': CHANGE,
    // Whoever answers without a link has signed in, or has a key.
    'controls#sessions': GET_PUT,
    'controls#keys': FIND_KEY,
    'controls#link': GET_PUT,
    audit: APPEND,
    incidentQueue: SEND,
    pageQueue: SEND,
    tickQueue: SEND,
  },
  respond: {
    // Lists subjects page by page: no index holds them all, because each write would cost one more.
    subjects: ['dynamodb:BatchGetItem', 'dynamodb:PutItem', 'dynamodb:Scan'],
    'subjects/due': QUERY,
    incidents: ['dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:PutItem'],
    'incidents/due': QUERY,
    'incidents/day': QUERY,
    // 0.1 swept silences here, and runs with this role during a rollout.
    'controls#silences': CHANGE,
    'controls#overrides': CHANGE,
    'controls#absences': QUERY_PUT,
    'controls#exchanges': QUERY_PUT,
    // What is left for the next on call.
    'controls#notes': CHANGE,
    'controls#calendars': ['dynamodb:GetItem', ...CHANGE],
    // Shows what an incident keeps quiet.
    'controls#inhibited': QUERY,
    'controls#keys': ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem'],
    'controls#link': GET_PUT,
    'controls#pseudonyms': GET_PUT,
    'controls#changes': QUERY,
    // Reads the session of whoever asks, and notes that it is in use.
    'controls#sessions': GET_PUT,
    'controls#checks': QUERY,
    audit: [...APPEND, ...QUERY],
    // Notes since when values count of a subject that is retired, or of a bed that changes hands.
    trends: QUERY_PUT,
    incidentQueue: SEND,
    pageQueue: SEND,
  },
  reports: {
    subjects: ['dynamodb:BatchGetItem'],
    incidents: ['dynamodb:BatchGetItem', 'dynamodb:Query'],
    'incidents/day': QUERY,
    'controls#overrides': QUERY,
    'controls#absences': QUERY,
    'controls#exchanges': QUERY,
    'controls#keys': FIND_KEY,
    // All that it writes: what a calendar has told, that a session is in use, and who was refused.
    'controls#calendars': GET_PUT,
    'controls#sessions': GET_PUT,
    audit: APPEND,
  },
  console: {
    audit: APPEND,
    // Opens sessions, ends them, and all of somebody who signs out everywhere.
    'controls#sessions': [
      'dynamodb:GetItem',
      'dynamodb:Query',
      'dynamodb:PutItem',
      'dynamodb:DeleteItem',
    ],
    clientSecret: ['secretsmanager:GetSecretValue'],
    // Signs what a browser keeps while its user signs in.
    'controls#link': GET_PUT,
  },
  contacts: {
    'controls#keys': FIND_KEY,
    'controls#sessions': GET_PUT,
    'controls#tests': ['dynamodb:Query', 'dynamodb:PutItem'],
    audit: APPEND,
    'topics#contacts': ['sns:Subscribe'],
    topics: [
      'sns:ConfirmSubscription',
      'sns:ListSubscriptionsByTopic',
      'sns:GetTopicAttributes',
      'sns:Publish',
    ],
    any: ['sns:Unsubscribe', 'sns:GetSubscriptionAttributes', ...OPT_OUT],
  },
  audit: {
    subjects: ['dynamodb:BatchGetItem'],
    'subjects/due': QUERY,
    incidents: ['dynamodb:BatchGetItem', 'dynamodb:Query'],
    'incidents/due': QUERY,
    'incidents/day': QUERY,
    'controls#silences': QUERY,
    'controls#overrides': QUERY,
    'controls#absences': QUERY,
    'controls#exchanges': QUERY,
    'controls#keys': QUERY,
    'controls#checks': ['dynamodb:PutItem'],
    // Alone may remove entries of the audit trail, which are too old, and may write none.
    audit: SWEEP,
    deadLetters: ['sqs:GetQueueAttributes'],
    topics: ['sns:ListSubscriptionsByTopic'],
    any: ['sns:GetSubscriptionAttributes', ...OPT_OUT],
  },
  canary: {
    'controls#keys': GET_PUT,
    'controls#checks': ['dynamodb:PutItem'],
    'controls#link': GET_PUT,
    canaryQueue: ['sqs:ReceiveMessage', 'sqs:DeleteMessage'],
  },
  probe: {
    'controls#keys': GET_PUT,
    'controls#link': GET_PUT,
  },
  rehearsal: {
    subjects: ['dynamodb:BatchGetItem', 'dynamodb:PutItem'],
    incidents: ['dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:PutItem'],
    'controls#silences': QUERY,
    'controls#overrides': QUERY,
    'controls#absences': QUERY,
    'controls#exchanges': QUERY,
    'controls#swept': ['dynamodb:GetItem'],
    'controls#keys': GET_PUT,
    'controls#link': GET_PUT,
    rehearsalQueues: ['sqs:ReceiveMessage', 'sqs:DeleteMessage'],
    newVersions: ['lambda:InvokeFunction'],
    deploymentGroups: [
      'codedeploy:GetDeployment',
      'codedeploy:PutLifecycleEventHookExecutionStatus',
    ],
  },
} as const satisfies Record<string, Permissions>;
