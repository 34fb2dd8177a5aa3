/**
 * Names of the environment variables of the functions, shared by whoever sets and whoever reads
 * them. No imports.
 */
export const ENV = {
  subjectsTable: 'WARDBELL_SUBJECTS_TABLE',
  incidentsTable: 'WARDBELL_INCIDENTS_TABLE',
  controlsTable: 'WARDBELL_CONTROLS_TABLE',
  incidentQueueUrl: 'WARDBELL_INCIDENT_QUEUE_URL',
  pageQueueUrl: 'WARDBELL_PAGE_QUEUE_URL',
  /** What every responder's topic ARN begins with; `<responder>-<channel>` follows. */
  topicPrefix: 'WARDBELL_TOPIC_PREFIX',
  /** The compiled config, a JSON file. */
  configFile: 'WARDBELL_CONFIG_FILE',
  /** What links in pages begin with, without a slash at the end. */
  publicUrl: 'WARDBELL_PUBLIC_URL',
  /** What the deployment is called; the dimension of its metrics. */
  deployment: 'WARDBELL_DEPLOYMENT',
} as const;

/** The header in which CloudFront sends the origin's secret. */
export const ORIGIN_HEADER = 'x-wardbell-origin';

/** What single functions need besides, in the same way. */
export const OWN_ENV = {
  /** clock: where the ticks between two minutes wait. */
  tickQueueUrl: 'WARDBELL_TICK_QUEUE_URL',
  /**
   * clock: how long something must have been due before this Region looks at it, in seconds; 0 in
   * the Region that is served.
   */
  standbySeconds: 'WARDBELL_STANDBY_SECONDS',
  /** audit: the queues of dead letters, separated by spaces. */
  deadLetterUrls: 'WARDBELL_DEAD_LETTER_URLS',
  /** audit: pinged while nothing is wrong; empty for none. */
  heartbeatUrl: 'WARDBELL_HEARTBEAT_URL',
  /** canary: the queue that receives what its responder would. */
  canaryQueueUrl: 'WARDBELL_CANARY_QUEUE_URL',
  /**
   * ingest, respond, contacts, rehearsal: what CloudFront proves itself by, where it stands in
   * front of the API.
   */
  originSecret: 'WARDBELL_ORIGIN_SECRET',
  /**
   * rehearsal: of each function that it rehearses what it is called and where its pages arrive, as
   * JSON.
   */
  rehearsals: 'WARDBELL_REHEARSALS',
} as const;
