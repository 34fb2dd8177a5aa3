import { Annotations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { FUNCTIONS, type FunctionName } from '#deployment/functions.ts';
import { Refusal } from './refusal.ts';

type PerFunction = Readonly<Partial<Record<FunctionName, number | undefined>>>;

/** How many calls of functions may run at once. */
export interface ConcurrencyProps {
  /**
   * What the account allows in this Region for all functions together, or the part of it that this
   * deployment may plan with.
   * @default 10, as in many new accounts: too few for anybody to have room of their own
   */
  readonly quota?: number | undefined;
  /**
   * What single functions have for themselves, which is also the most that they run.
   * @default shares of the quota, once it is large enough
   */
  readonly reserved?: PerFunction | undefined;
  /**
   * How many instances of single functions are kept started. They are paid for whether they are
   * called or not.
   * @default none
   */
  readonly provisioned?: PerFunction | undefined;
}

/** The concurrency of one function. */
export interface Room {
  /** Its reserved concurrency, which is also its limit; absent if it shares the unreserved part. */
  readonly reserved?: number;
  readonly provisioned?: number;
  /** How many calls its queue makes at once, at most. */
  readonly fromQueue: number;
}

/**
 * The throttle of a route; further requests are answered with 429 before any function is called.
 */
export interface Throttle {
  readonly perSecond: number;
  readonly burst: number;
}

/** How the quota is divided, and how many requests a second follow from it. */
export interface Concurrency {
  readonly rooms: Readonly<Record<FunctionName, Room>>;
  /** The throttle of each route of agents. */
  readonly agents: Throttle;
  /** The throttle of each route of people: links, answers, health. */
  readonly people: Throttle;
}

/** The quota of many new accounts. */
const NEW_ACCOUNT = 10;

/**
 * What Lambda keeps for functions without a reservation, whatever is reserved (AWS, "Configuring
 * reserved concurrency").
 */
const UNRESERVED = 100;

/**
 * The minimum of each function, and its share of the rest. Half goes to the functions that agents
 * call: they send most, and must not take more. A page and an answer are short, so a few at once
 * are many a second. The probe, which few deployments have, takes of what is left to all.
 */
const SHARES: Readonly<
  Record<Exclude<FunctionName, 'probe'>, { readonly least: number; readonly share: number }>
> = {
  ingest: { least: 10, share: 0.5 },
  incident: { least: 10, share: 0.15 },
  page: { least: 10, share: 0.1 },
  answer: { least: 5, share: 0.05 },
  respond: { least: 5, share: 0.05 },
  clock: { least: 6, share: 0.04 },
  alarms: { least: 4, share: 0.02 },
  console: { least: 4, share: 0.02 },
  reports: { least: 2, share: 0.01 },
  contacts: { least: 2, share: 0.01 },
  audit: { least: 2, share: 0 },
  canary: { least: 2, share: 0 },
  rehearsal: { least: 5, share: 0 },
};

const NAMES = Object.keys(FUNCTIONS) as FunctionName[];
const LEAST = Object.values(SHARES).reduce((sum, { least }) => sum + least, 0);

/** From this quota on every function has its own reservation. */
export const MIN_QUOTA = UNRESERVED + LEAST;

/**
 * What queues may take of a quota of ten: the minimum that SQS allows, and one more for the start
 * of incidents.
 */
const MIN_FROM_QUEUE = 2;
const UNRESERVED_FROM_QUEUE: PerFunction = { incident: 3 };

/**
 * Calls of the clock that no queue makes: the scheduler's each minute, and one more if that takes
 * longer.
 */
const BESIDE_ITS_QUEUE: PerFunction = { clock: 2 };

/**
 * Requests a second for each concurrent execution: Lambda takes ten, so that neither agents nor
 * people can use them all up.
 */
const AGENTS_SHARE = 6;
const PEOPLE_SHARE = 8;
const MAX_REQUESTS = 2_000;

/** Divides the quota, and refuses settings that cannot be deployed or would not work. */
export function planConcurrency(
  scope: Construct,
  { quota = NEW_ACCOUNT, reserved = {}, provisioned = {} }: ConcurrencyProps = {},
  throttle?: Throttle,
): Concurrency {
  const shared = quota < MIN_QUOTA ? reserved : { ...sharesOf(quota), ...defined(reserved) };
  refuseTooMuch(quota, shared, provisioned);
  if (quota < MIN_QUOTA) {
    Annotations.of(scope).addWarningV2(
      'wardbell:no-room-of-their-own',
      `With ${quota} calls at once for all functions, none can have room of its own: what agents send can keep links, the clock and pages waiting. Ask AWS for a quota of 1,000 (docs/deploy.md#new-accounts-ten-functions-at-once), and then write "concurrency": { "quota": 1000 }.`,
    );
  }
  const rooms = NAMES.map((name) => [name, roomOf(name, shared[name], provisioned[name])]);
  return {
    rooms: Object.fromEntries(rooms) as Record<FunctionName, Room>,
    agents: throttle ?? requestsOf(quota * AGENTS_SHARE),
    people: requestsOf(quota * PEOPLE_SHARE),
  };
}

function sharesOf(quota: number): PerFunction {
  const left = quota - MIN_QUOTA;
  return Object.fromEntries(
    Object.entries(SHARES).map(([name, { least, share }]) => [
      name,
      least + Math.floor(share * left),
    ]),
  );
}

/** Drops keys that are present but undefined, which would hide a share. */
function defined(values: PerFunction): PerFunction {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

function roomOf(name: FunctionName, reserved?: number, provisioned?: number): Room {
  const fromQueue =
    reserved === undefined
      ? (UNRESERVED_FROM_QUEUE[name] ?? MIN_FROM_QUEUE)
      : reserved - (BESIDE_ITS_QUEUE[name] ?? 0);
  return {
    ...(reserved !== undefined && { reserved }),
    ...(provisioned !== undefined && { provisioned }),
    fromQueue,
  };
}

function requestsOf(perSecond: number): Throttle {
  const rate = Math.min(MAX_REQUESTS, perSecond);
  return { perSecond: rate, burst: 2 * rate };
}

/**
 * The minimum that a function can be given: a queue makes at least two calls at once, and throttled
 * calls become dead letters.
 */
function fewest(name: FunctionName): number {
  const fromQueue = ['incident', 'page', 'alarms', 'clock'].includes(name);
  return fromQueue ? MIN_FROM_QUEUE + (BESIDE_ITS_QUEUE[name] ?? 0) : 1;
}

function refuseTooMuch(quota: number, reserved: PerFunction, provisioned: PerFunction): void {
  for (const name of NAMES) {
    const own = reserved[name];
    const started = provisioned[name] ?? 0;
    if (own !== undefined && own < fewest(name)) {
      throw new Refusal(
        `"concurrency.reserved.${name}" is ${own}, and the function "${name}" needs at least ${fewest(name)}.`,
      );
    }
    if (own !== undefined && started > own) {
      throw new Refusal(
        `"concurrency.provisioned.${name}" is ${started}, and only ${own} of "${name}" may run at once: raise "concurrency.reserved.${name}", or keep fewer started.`,
      );
    }
  }
  const taken = NAMES.map((name) => [name, reserved[name] ?? provisioned[name] ?? 0] as const);
  const sum = taken.reduce((total, [, count]) => total + count, 0);
  if (sum > 0 && sum + UNRESERVED > quota) {
    throw new Refusal(
      `The functions would take ${sum} of the ${quota} calls at once that "concurrency.quota" allows (${taken.map(([name, count]) => `${name} ${count}`).join(', ')}), and AWS keeps ${UNRESERVED} for functions without a reservation: at most ${Math.max(0, quota - UNRESERVED)} can be taken. Ask AWS for a larger quota, or take less in "concurrency.reserved" and "concurrency.provisioned".`,
    );
  }
}
