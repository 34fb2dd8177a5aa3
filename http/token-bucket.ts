import { clockStepBack } from '#core/time/clock-skew.ts';
import type { Duration, Instant } from '#core/time/instant.ts';
import { SECOND } from '#core/time/instant.ts';

/** A rate limit: `rate` a second in the long run, `burst` at once. */
export interface Allowance {
  readonly rate: number;
  readonly burst: number;
}

/** The remaining tokens at a moment. */
export interface Bucket {
  readonly tokens: number;
  readonly at: Instant;
}

export type Taken =
  | { readonly kind: 'taken'; readonly bucket: Bucket }
  /** Nothing is taken; there will be enough tokens after `wait`. */
  | { readonly kind: 'empty'; readonly bucket: Bucket; readonly wait: Duration };

/**
 * Takes one token. A missing bucket is full. A clock that goes backwards adds nothing, and after it
 * was set back nobody waits until it has caught up.
 */
export function takeToken(
  bucket: Bucket | undefined,
  { rate, burst }: Allowance,
  now: Instant,
): Taken {
  const since = bucket === undefined || clockStepBack(bucket.at, now) > 0 ? now : bucket.at;
  const elapsed = Math.max(0, now - since);
  const tokens = Math.min(burst, (bucket?.tokens ?? burst) + (elapsed * rate) / SECOND);
  const at = Math.max(now, since);
  return tokens >= 1
    ? { kind: 'taken', bucket: { tokens: tokens - 1, at } }
    : { kind: 'empty', bucket: { tokens, at }, wait: ((1 - tokens) / rate) * SECOND };
}
