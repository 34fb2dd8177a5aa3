import type { Instant } from '#core/time/instant.ts';
import { SECOND } from '#core/time/instant.ts';
import { type Problem, problem } from './problem.ts';
import { type Allowance, type Bucket, takeToken } from './token-bucket.ts';

/**
 * The rate of one key at one instance: far above what a working agent needs, and below what would
 * hurt others.
 */
export const KEY_RATE_LIMIT: Allowance = { rate: 500, burst: 1_000 };

/**
 * The rate of one address, or one IPv6 network, for requests without a valid key or secret: all
 * phones and agents of a hospital may share one.
 */
export const ADDRESS_RATE_LIMIT: Allowance = { rate: 20, burst: 100 };

/** The rate of one secret address, such as the link in a page, wherever requests come from. */
export const SECRET_RATE_LIMIT: Allowance = { rate: 20, burst: 100 };

/**
 * The rate of one session: many incidents acknowledged at once, in several windows, and no more.
 */
export const SESSION_RATE_LIMIT: Allowance = { rate: 50, burst: 300 };

const MAX_BUCKETS = 10_000;

/**
 * Counts requests by their origin; returns a 429 problem if there are too many, and undefined
 * otherwise.
 */
export function createRateLimiter(allowance: Allowance, clock: () => Instant) {
  const buckets = new Map<string, Bucket>();
  return (whom: string, hint = MANY_IN_ONE): Problem | undefined => {
    const taken = takeToken(buckets.get(whom), allowance, clock());
    // It is removed and inserted again, so that the least recently used entry is evicted first.
    buckets.delete(whom);
    buckets.set(whom, taken.bucket);
    const [oldest] = buckets.keys();
    if (buckets.size > MAX_BUCKETS && oldest !== undefined) {
      buckets.delete(oldest);
    }
    return taken.kind === 'taken' ? undefined : tooMany(allowance, taken.wait, hint);
  };
}

const MANY_IN_ONE = 'many samples may go in one request';

function tooMany({ rate, burst }: Allowance, wait: number, hint: string): Problem {
  const seconds = Math.max(1, Math.ceil(wait / SECOND));
  return problem(
    'rate_limited',
    `At most ${burst} requests at once and ${rate} a second are taken. Try again in ${seconds} s; ${hint}.`,
    { headers: { 'retry-after': String(seconds) } },
  );
}
