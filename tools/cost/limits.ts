import { Stack } from 'aws-cdk-lib';
import { planConcurrency } from '../../lib/concurrency.ts';
import { STREAM } from './assumptions.ts';
import type { CountedLoads, Loads } from './loads.ts';
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
}

/** Load of a flow on all resources, per second. */
interface Load {
  of(resource: string): number;
}

/** A limit and the utilization of it. */
interface Met {
  readonly name: string;
  readonly used: number;
  readonly allowed: number;
  readonly source: Limit['source'];
}

export interface Scenario {
  readonly name: string;
  /** Returns the limits by utilization, highest first. */
  readonly met: readonly Met[];
}

/**
 * Lanes of each kind in the index `due`, and of a day in the index `day`
 * (adapters/dynamodb/keys.ts).
 */
const LANES = 4;

/** The quota of an account that has asked for it, which docs/deploy.md recommends. */
const QUOTA = 1_000;

const PARTITION_WRITES = 1_000;

/**
 * People whom a storm pages. Each gets the first page at once, and then one message with the others
 * at each tick.
 */
const PAGED = 10;
/** Mailboxes of the example's people, one each. */
const CHANNELS = 2;
const MESSAGES_PER_SECOND = 7 / 60;

/** Returns all limits on the path of a sample that scale with the load. */
function limits(): readonly Limit[] {
  const { rooms, agents } = planConcurrency(new Stack(), { quota: QUOTA });
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
      name: `calls of \`${name}\` at once, of an account's ${QUOTA.toLocaleString('en-US')}`,
      used: (load) => load.of(`ms ${name}`) / 1_000,
      allowed: rooms[name].reserved ?? QUOTA,
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
      allowed: agents.perSecond,
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
      allowed: 10 * QUOTA,
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

/** Returns a flow: its rate per second, and the load of one. */
function load(perSecond: number, loads: Loads, paged = 0): Load {
  return {
    of(resource) {
      if (resource === 'requests') {
        return perSecond;
      }
      if (resource === 'messages') {
        return paged * MESSAGES_PER_SECOND;
      }
      return perSecond * (loads.get(resource) ?? 0);
    },
  };
}

/**
 * Returns what a billion samples a day, 10,000 subjects at one sample a second, and 50,000 alerts
 * in a minute meet first.
 */
export function scenarios({ request, sample, alert }: CountedLoads): readonly Scenario[] {
  const requests = STREAM.samplesPerDay / STREAM.samplesPerRequest / 86_400;
  const all = limits();
  const meet = (name: string, of: Load): Scenario => {
    const met = all.map(({ used, ...limit }) => ({ ...limit, used: used(of) }));
    const most = met
      .filter((one) => one.used > 0)
      .sort((a, b) => b.used / b.allowed - a.used / a.allowed);
    return { name, met: most };
  };
  return [
    meet('a billion samples a day, 500 of 100 subjects in a request', load(requests, request)),
    meet('10,000 subjects at 1 Hz, a request for each sample', load(10_000, sample)),
    meet('10,000 subjects at 1 Hz, 100 subjects in a request', load(100, request)),
    meet(
      `50,000 alerts in a minute, a request for each, to ${PAGED} people`,
      load(50_000 / 60, alert, PAGED),
    ),
  ];
}

/** Number of limits shown per scenario, those with the highest utilization. */
const TOLD = 6;

/** Returns the table of docs/cost.md. */
export function limitRows(told: readonly Scenario[]): readonly (readonly string[])[] {
  const figure = (n: number) => (n < 10 ? String(Math.round(10 * n) / 10) : whole(n));
  const whole = (n: number) => Math.round(n).toLocaleString('en-US');
  return told.flatMap(({ name, met }) =>
    met
      .slice(0, TOLD)
      .map(({ used, allowed, source, ...limit }, i) => [
        i === 0 ? name : '',
        limit.name,
        figure(used),
        `${figure(allowed)}${source === '' ? '' : ` ${source}`}`,
        `${whole((100 * used) / allowed)} %`,
      ]),
  );
}
