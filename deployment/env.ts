/**
 * Names of the environment variables of the functions, for the code that sets them and the code
 * that reads them. No imports.
 */
export const ENV = {
  subjectsTable: 'WARDBELL_SUBJECTS_TABLE',
  incidentsTable: 'WARDBELL_INCIDENTS_TABLE',
  controlsTable: 'WARDBELL_CONTROLS_TABLE',
  auditTable: 'WARDBELL_AUDIT_TABLE',
  trendsTable: 'WARDBELL_TRENDS_TABLE',
  incidentQueueUrl: 'WARDBELL_INCIDENT_QUEUE_URL',
  pageQueueUrl: 'WARDBELL_PAGE_QUEUE_URL',
  /** The prefix of the ARNs of all responders' topics; `<responder>-<channel>` follows. */
  topicPrefix: 'WARDBELL_TOPIC_PREFIX',
  /** The compiled config, a JSON file. */
  configFile: 'WARDBELL_CONFIG_FILE',
  /** The version of Wardbell. */
  version: 'WARDBELL_VERSION',
  /** The base of the links in pages, without a trailing slash. */
  publicUrl: 'WARDBELL_PUBLIC_URL',
  /** The name of the deployment; the dimension of its metrics. */
  deployment: 'WARDBELL_DEPLOYMENT',
} as const;

/** The header in which CloudFront sends the origin's secret. */
export const ORIGIN_HEADER = 'x-wardbell-origin';

/** Environment variables of single functions. */
export const OWN_ENV = {
  /** ingest: the stream of Firehose that archives samples; absent where there is no archive. */
  archiveStream: 'WARDBELL_ARCHIVE_STREAM',
  /**
   * clock, and whoever saves what may be due before its next tick: the queue in which its messages
   * wait.
   */
  tickQueueUrl: 'WARDBELL_TICK_QUEUE_URL',
  /**
   * clock: how long an item must have been due before this Region handles it, in seconds; 0 in the
   * active Region.
   */
  standbySeconds: 'WARDBELL_STANDBY_SECONDS',
  /** audit: the dead-letter queues, separated by spaces. */
  deadLetterUrls: 'WARDBELL_DEAD_LETTER_URLS',
  /** audit: the URL to ping while nothing is wrong; empty for none. */
  heartbeatUrl: 'WARDBELL_HEARTBEAT_URL',
  /** canary: the queue that receives the pages of its responder. */
  canaryQueueUrl: 'WARDBELL_CANARY_QUEUE_URL',
  /**
   * ingest, answer, respond, reports, contacts, console, rehearsal: the secret by which CloudFront
   * proves itself, if it stands in front of the API.
   */
  originSecret: 'WARDBELL_ORIGIN_SECRET',
  /**
   * console: where people sign in, as JSON (`SignInEnv`); absent where the config does not say who
   * may.
   */
  signIn: 'WARDBELL_SIGN_IN',
  /** rehearsal: the name and the page queue of each function that it rehearses, as JSON. */
  rehearsals: 'WARDBELL_REHEARSALS',
} as const;

/** Where people sign in, as the stack tells the console's function. */
export interface SignInEnv {
  readonly issuer: string;
  readonly clientId: string;
  /** Whether the issuer lets nobody in without a second factor. */
  readonly alwaysMfa: boolean;
  /** The client's secret in Secrets Manager; absent: the client is public. */
  readonly secretId?: string;
}
