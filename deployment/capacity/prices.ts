import type { Unit } from './usage.ts';

/** Price of one unit in us-east-1, in USD, and the units that are always free each month. */
export interface Price {
  readonly what: string;
  readonly usd: number;
  /** Number of units that the price is quoted for, such as a million. */
  readonly per: number;
  readonly unit: string;
  readonly free: number;
  /**
   * Source of both figures: read at AWS, quoted by others from AWS' price list, or not confirmed.
   */
  readonly priceIs: Certainty;
  readonly freeIs?: Certainty;
}

type Certainty = 'AWS' | 'second hand' | 'not confirmed';

const MILLION = 1e6;

/** List prices of us-east-1 as of November 2026. */
export const PRICES: Readonly<Record<Unit, Price>> = {
  httpRequests: {
    what: 'HTTP API requests',
    usd: 1,
    per: MILLION,
    unit: 'million',
    free: 0,
    priceIs: 'AWS',
  },
  invocations: {
    what: 'Lambda invocations',
    usd: 0.2,
    per: MILLION,
    unit: 'million',
    free: MILLION,
    priceIs: 'second hand',
    freeIs: 'second hand',
  },
  gigabyteSeconds: {
    what: 'Lambda GB-seconds (arm64)',
    usd: 13.3334,
    per: MILLION,
    unit: 'million',
    free: 400_000,
    priceIs: 'second hand',
    freeIs: 'second hand',
  },
  readUnits: {
    what: 'DynamoDB read units',
    usd: 0.125,
    per: MILLION,
    unit: 'million',
    free: 0,
    priceIs: 'second hand',
  },
  writeUnits: {
    what: 'DynamoDB write units',
    usd: 0.625,
    per: MILLION,
    unit: 'million',
    free: 0,
    priceIs: 'second hand',
  },
  storedGigabyteMonths: {
    what: 'DynamoDB storage',
    usd: 0.25,
    per: 1,
    unit: 'GB',
    free: 25,
    priceIs: 'second hand',
    freeIs: 'not confirmed',
  },
  backupGigabyteMonths: {
    what: 'DynamoDB point-in-time recovery',
    usd: 0.2,
    per: 1,
    unit: 'GB',
    free: 0,
    priceIs: 'not confirmed',
  },
  sqsStandard: {
    what: 'SQS requests, standard',
    usd: 0.4,
    per: MILLION,
    unit: 'million',
    free: MILLION,
    priceIs: 'second hand',
    freeIs: 'second hand',
  },
  // The free million is taken to be one for both kinds; the standard queues use it up.
  sqsFifo: {
    what: 'SQS requests, FIFO',
    usd: 0.5,
    per: MILLION,
    unit: 'million',
    free: 0,
    priceIs: 'second hand',
  },
  snsRequests: {
    what: 'SNS requests',
    usd: 0.5,
    per: MILLION,
    unit: 'million',
    free: MILLION,
    priceIs: 'second hand',
    freeIs: 'not confirmed',
  },
  emails: {
    what: 'SNS e-mails',
    usd: 2,
    per: 100_000,
    unit: '100,000',
    free: 1_000,
    priceIs: 'second hand',
    freeIs: 'not confirmed',
  },
  smsParts: {
    what: 'SMS in the US',
    usd: 0.012,
    per: 1,
    unit: 'part',
    free: 0,
    priceIs: 'not confirmed',
  },
  keys: { what: 'KMS key', usd: 1, per: 1, unit: 'key', free: 0, priceIs: 'not confirmed' },
  kmsRequests: {
    what: 'KMS requests',
    usd: 0.03,
    per: 10_000,
    unit: '10,000',
    free: 20_000,
    priceIs: 'not confirmed',
    freeIs: 'not confirmed',
  },
  alarms: {
    what: 'CloudWatch alarms',
    usd: 0.1,
    per: 1,
    unit: 'alarm',
    free: 10,
    priceIs: 'second hand',
    freeIs: 'AWS',
  },
  metricMonths: {
    what: 'CloudWatch custom metrics',
    usd: 0.3,
    per: 1,
    unit: 'metric',
    free: 10,
    priceIs: 'second hand',
    freeIs: 'AWS',
  },
  dashboards: {
    what: 'CloudWatch dashboard',
    usd: 3,
    per: 1,
    unit: 'dashboard',
    free: 3,
    priceIs: 'second hand',
    freeIs: 'not confirmed',
  },
  logGigabytes: {
    what: 'CloudWatch Logs, taken in',
    usd: 0.5,
    per: 1,
    unit: 'GB',
    free: 5,
    priceIs: 'second hand',
    freeIs: 'AWS',
  },
  logGigabyteMonths: {
    what: 'CloudWatch Logs, kept a year',
    usd: 0.03,
    per: 1,
    unit: 'GB',
    free: 0,
    priceIs: 'second hand',
  },
  firehoseGigabytes: {
    what: 'Firehose, taken in',
    usd: 0.029,
    per: 1,
    unit: 'GB',
    free: 0,
    priceIs: 'second hand',
  },
  archiveGigabyteMonths: {
    what: 'S3 storage',
    usd: 0.023,
    per: 1,
    unit: 'GB',
    free: 0,
    priceIs: 'not confirmed',
  },
  archivePuts: {
    what: 'S3 writes',
    usd: 0.005,
    per: 1_000,
    unit: '1,000',
    free: 0,
    priceIs: 'not confirmed',
  },
};
