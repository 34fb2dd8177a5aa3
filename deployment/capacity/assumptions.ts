/**
 * All assumptions that are not counted, each with its source or reason. docs/cost.md names those
 * that matter.
 */

/** A month: 30 days. */
export const MONTH = { minutes: 43_200, hours: 720, days: 30, seconds: 2_592_000 } as const;

/** Estimated wait of a function for one call, in ms, including its own work for it. */
export const CALL_MS = { dynamodb: 5, sqs: 10, sns: 30, firehose: 30 } as const;

/** Estimated latency that the HTTP API adds, in ms. */
export const HTTP_MS = 10;

/**
 * Calls of an invocation up to this number count as sequential, the rest as batches of this many in
 * parallel: the functions do both.
 */
export const CALLS_IN_TURN = 4;
export const CALLS_AT_ONCE = 16;

/** Estimated fixed duration of an invocation, in ms. */
export const INVOCATION_MS = 3;

/**
 * Samples that one vCPU decodes and evaluates in a second: `npm run bench`, `jsonPath`, on an AMD
 * EPYC core. A Graviton core is taken to do the same.
 */
export const SAMPLES_PER_CPU_SECOND = 800_000;

/** The memory at which a function has one whole vCPU, in MB (Lambda's documentation). */
export const VCPU_MEGABYTES = 1_769;

/**
 * Size in bytes of an invocation's START, END and REPORT lines, rounded up; only ids and figures
 * vary.
 */
export const INVOCATION_LOG_BYTES = 400;

/**
 * A line of the HTTP API's access log in the format of lib/http-front.ts, filled in, in bytes.
 * Rounded up.
 */
export const ACCESS_LOG_BYTES = 300;

/** Billing increments of an SQS request and of an HTTP API request, in bytes (AWS price pages). */
export const SQS_CHUNK_BYTES = 64 * 1024;
export const HTTP_CHUNK_BYTES = 512 * 1024;

/** Firehose bills each record in steps of this size (AWS price page). */
export const FIREHOSE_RECORD_BYTES = 5 * 1024;

/** The archive's buffer and its alarms, as lib/archive.ts has them. */
export const FIREHOSE_SECONDS = 900;
export const ARCHIVE_ALARMS = 2;

/** Estimated time of a probe that succeeds, in ms; and the alarm that lib/probes.ts makes. */
export const PROBE_MS = 200;
export const PROBE_ALARMS = 1;

/**
 * Lambda polls an empty queue with five concurrent receives of 20 s each (Lambda documentation, for
 * standard queues; assumed to hold for FIFO).
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

/** Somebody who keeps a screen of the console open, in a hospital of so many subjects. */
export const VIEWER = { hoursPerDay: 8, subjects: 500, incidents: 10 } as const;

/**
 * An example hospital, not an average one: what its monitors send and what follows from it. Replace
 * these figures with your own.
 */
export const HOSPITAL = {
  beds: 500,
  /** Beds per gateway; a gateway sends for all of them in one request. */
  bedsPerRequest: 25,
  requestEverySeconds: 10,
  samplesPerBed: 5,
  /** Breaches per day that page somebody. */
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
