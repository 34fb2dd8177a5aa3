import type { Loads, Plan } from './counted-shapes.ts';
import { PRICES } from './prices.ts';

/**
 * A limit per second that AWS or our settings put on a resource. `source` is as in docs/cost.md:
 * read at AWS, second hand, or not confirmed.
 */
interface Limit {
  readonly name: string;
  /** Returns the part of a load that counts against it. */
  readonly used: (load: Load) => number;
  readonly allowed: number;
  readonly source: '✓' | '' | '?' | 'ours';
  /** It would hold if the stack were deployed otherwise. */
  readonly isHypothetical?: true;
}

/** Load of a flow on all resources, per second. */
export interface Load {
  of(resource: string): number;
}

/** A limit and the utilization of it. */
export interface Met {
  readonly name: string;
  readonly used: number;
  readonly allowed: number;
  readonly source: Limit['source'];
  readonly isHypothetical?: true;
}

/**
 * Lanes of each kind in the index `due`, and of a day in the index `day`
 * (adapters/dynamodb/keys.ts).
 */
const LANES = 4;

const PARTITION_WRITES = 1_000;

/**
 * People whom a storm pages. Each gets the first page at once, and then one message with the others
 * at each tick.
 */
export const PAGED = 10;
/** Mailboxes of the example's people, one each. */
const CHANNELS = 2;
const MESSAGES_PER_SECOND = 7 / 60;

/** Returns all limits on the path of a sample that scale with the load. */
function limits({ quota, atOnce, requestsPerSecond }: Plan): readonly Limit[] {
  const lane = (place: string, name: string): Limit => ({
    name: `writes of one lane of ${name}`,
    used: (load) => load.of(`write ${place}`) / LANES,
    allowed: PARTITION_WRITES,
    source: '✓',
  });
  const table = (name: string): Limit[] => [
    {
      name: `writes of the table \`${name}\` while it is new`,
      used: (load) => load.of(`write ${name}`),
      allowed: 4_000,
      source: '?',
    },
    {
      name: `reads of the table \`${name}\` while it is new`,
      used: (load) => load.of(`read ${name}`),
      allowed: 12_000,
      source: '?',
    },
    {
      name: `reads of the table \`${name}\`, the account's quota`,
      used: (load) => load.of(`read ${name}`),
      allowed: 40_000,
      source: '?',
    },
  ];
  const functions = (['ingest', 'incident', 'page'] as const).map(
    (name): Limit => ({
      name: `calls of \`${name}\` at once, of an account's ${quota.toLocaleString('en-US')}`,
      used: (load) => load.of(`ms ${name}`) / 1_000,
      allowed: atOnce[name],
      source: 'ours',
    }),
  );
  const queues = ['incidents.fifo', 'pages.fifo'].flatMap((name): Limit[] => [
    {
      name: `calls of \`${name}\`, with high throughput as it is deployed`,
      used: (load) => load.of(`calls ${name}`),
      allowed: 2_400,
      source: '',
    },
    {
      isHypothetical: true,
      name: `calls of \`${name}\`, if it had no high throughput`,
      used: (load) => load.of(`calls ${name}`),
      allowed: 300,
      source: '✓',
    },
  ]);
  return [
    {
      name: 'requests to one route',
      used: (load) => load.of('requests'),
      allowed: requestsPerSecond,
      source: 'ours',
    },
    {
      name: 'requests to all HTTP APIs of an account',
      used: (load) => load.of('requests'),
      allowed: 10_000,
      source: '?',
    },
    {
      name: 'requests to functions, ten times their concurrency',
      used: (load) => load.of('requests'),
      allowed: 10 * quota,
      source: '✓',
    },
    ...functions,
    ...table('subjects'),
    ...table('incidents'),
    lane('subjects/due subject', 'subjects that are due'),
    lane('incidents/due incident', 'incidents that are due'),
    lane('incidents/due page', 'pages that are due'),
    lane('incidents/day', "a day's incidents"),
    ...queues,
    {
      name: 'calls about one mailbox, where all pages are for one person',
      used: (load) => load.of('calls pages.fifo') / CHANNELS,
      allowed: 300,
      source: '✓',
    },
    {
      name: 'publishes to SNS, in the Regions with the smallest quota',
      used: (load) => load.of('messages'),
      allowed: 300,
      source: '?',
    },
    {
      name: 'parts of SMS from a toll-free number',
      used: (load) => load.of('messages'),
      allowed: 3,
      source: '✓',
    },
    {
      name: 'SMS for the 1 USD that a new account may spend in a month, all within this minute',
      used: (load) => load.of('messages'),
      allowed: PRICES.smsParts.per / PRICES.smsParts.usd / 60,
      source: '✓',
    },
  ];
}

/**
 * Returns the load of what comes so many times a second, by the load of one; and that of the
 * messages to people whom it pages, where it does.
 */
export function loadOf(perSecond: number, loads: Loads, paged = 0): Load {
  return {
    of(resource) {
      if (resource === 'requests') {
        return perSecond;
      }
      if (resource === 'messages') {
        return paged * MESSAGES_PER_SECOND;
      }
      return perSecond * (loads[resource] ?? 0);
    },
  };
}

/** Returns the limits that a load bears on, those used most first. */
export function meet(plan: Plan, load: Load): readonly Met[] {
  return limits(plan)
    .map(({ used, ...limit }) => ({ ...limit, used: used(load) }))
    .filter(({ used }) => used > 0)
    .sort((a, b) => b.used / b.allowed - a.used / a.allowed);
}
