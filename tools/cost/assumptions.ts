/**
 * Everything that is assumed instead of counted, each with its source or reason. docs/cost.md names
 * the ones that matter.
 */

/** A month: 30 days. */
export const MONTH = { minutes: 43_200, hours: 720, days: 30, seconds: 2_592_000 } as const;

/** How long a function waits for one call, in ms, its own work for the call included. Estimates. */
export const CALL_MS = { dynamodb: 5, sqs: 10, sns: 30 } as const;

/** What the HTTP API adds for whoever waits for an answer, in ms. An estimate. */
export const HTTP_MS = 10;

/**
 * So many calls of an invocation count as if each waited for the one before, the others as so many
 * side by side: the functions do both.
 */
export const CALLS_IN_TURN = 4;
export const CALLS_AT_ONCE = 16;

/** What an invocation takes besides, in ms. An estimate. */
export const INVOCATION_MS = 3;

/**
 * Samples that one vCPU decodes and evaluates in a second: `npm run bench`, `jsonPath`, on an AMD
 * EPYC core. A Graviton core is taken to do the same.
 */
export const SAMPLES_PER_CPU_SECOND = 800_000;

/** The memory at which a function has one whole vCPU, in MB (Lambda's documentation). */
export const VCPU_MEGABYTES = 1_769;

/**
 * The lines START, END and REPORT of an invocation, in bytes. Their text is fixed up to ids and
 * figures; rounded up.
 */
export const INVOCATION_LOG_BYTES = 400;

/**
 * A line of the HTTP API's access log in the format of lib/http-front.ts, filled in, in bytes.
 * Rounded up.
 */
export const ACCESS_LOG_BYTES = 300;

/** What one request of SQS may carry, and one of the HTTP API (AWS' price pages), in bytes. */
export const SQS_CHUNK_BYTES = 64 * 1024;
export const HTTP_CHUNK_BYTES = 512 * 1024;

/**
 * How Lambda polls a queue in which nothing is: five receives at once, each for 20 s (Lambda's
 * documentation, for standard queues; FIFO is taken to be the same).
 */
export const IDLE_POLLERS = { count: 5, seconds: 20 } as const;

/**
 * How often a key is asked for, in seconds: SQS as lib/queues.ts says, DynamoDB every five minutes
 * for each role and table while they are used (its documentation). A publish to an encrypted topic
 * is taken to ask twice.
 */
export const KEY_REUSE_SECONDS = { sqs: 3_600, dynamodb: 300 } as const;
export const KEY_REQUESTS_PER_PUBLISH = 2;

/**
 * Logs are kept for a year (lib/wardbell.ts). They are taken to be stored as large as they came,
 * though CloudWatch compresses them.
 */
export const LOG_MONTHS = 12;

/**
 * Incidents and their pages are never removed: what is stored after a year. DynamoDB adds 100 bytes
 * to each item (its documentation).
 */
export const STORED_MONTHS = 12;
export const STORED_ITEM_BYTES = 100;

/**
 * A hospital, an example and no average: what its monitors send, and what comes of it. Put your own
 * figures here.
 */
export const HOSPITAL = {
  beds: 500,
  /** Beds whose monitors one gateway sends for, all in one request. */
  bedsPerRequest: 25,
  requestEverySeconds: 10,
  samplesPerBed: 5,
  /** Breaches that page somebody. */
  incidentsPerBedDay: 1,
  /** How many of them the first who is paged does not answer. */
  unansweredShare: 0.1,
} as const;

/** A stream of a billion samples a day. */
export const STREAM = {
  samplesPerDay: 1e9,
  samplesPerRequest: 500,
  subjectsPerRequest: 100,
} as const;
