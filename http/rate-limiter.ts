import type { Instant } from '#core/time/instant.ts';
import { SECOND } from '#core/time/instant.ts';
import { type Problem, problem } from './problem.ts';
import { type Allowance, type Bucket, takeToken } from './token-bucket.ts';

/**
 * What one key may ask of one instance: far above what an agent that works needs, and below what
 * would hurt others.
 */
export const KEY_RATE_LIMIT: Allowance = { rate: 500, burst: 1_000 };

/**
 * What one address, or one network of IPv6, may ask without a key or a secret that is valid: all
 * phones and agents of a hospital may share one.
 */
export const ADDRESS_RATE_LIMIT: Allowance = { rate: 20, burst: 100 };

/** What may be asked by one secret address, such as the link in a page, wherever it comes from. */
export const SECRET_RATE_LIMIT: Allowance = { rate: 20, burst: 100 };

const MAX_BUCKETS = 10_000;

/**
 * Counts requests by whom they come from; answers 429 where there are too many, and nothing where
 * there are not.
 */
export function createRateLimiter(allowance: Allowance, clock: () => Instant) {
  const buckets = new Map<string, Bucket>();
  return (whom: string, hint = MANY_IN_ONE): Problem | undefined => {
    const taken = takeToken(buckets.get(whom), allowance, clock());
    // Taken out and put in again, so that whoever came last is the last to be forgotten.
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
