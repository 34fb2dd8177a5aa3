import { fingerprint } from '../alert/fingerprint.ts';
import { type Duration, type Instant, MINUTE } from '../time/instant.ts';
import type { Config } from './config.ts';

/**
 * Which config a place's clock has acted on last: one item for each Region, since each deploys
 * alone.
 */
export interface AppliedConfig {
  /** The place: a Region, or this machine. */
  readonly id: string;
  /** As `configHash` names it. */
  readonly config: string;
  /** The version of the clock's function that acted on it; absent where there is only ever one. */
  readonly generation?: number;
  /** When it was first seen. */
  readonly since: Instant;
  /** When incidents were last looked at for it. */
  readonly lookedAt: Instant;
}

/** The config that a clock has, by its hash, and which version of its function it is. */
export interface OwnConfig {
  readonly place: string;
  readonly config: string;
  readonly generation?: number;
}

/**
 * What a clock has to do about its config. `store` is to be stored once the looks are in the
 * queue.
 */
export type ConfigStep =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'store' | 'look'; readonly store: AppliedConfig };

/**
 * How long a new config is looked at again and again: for ten minutes of a gradual rollout the
 * incidents may be handled by the version before, which finds nothing wrong.
 */
const ROLLOUT: Duration = 15 * MINUTE;

const LOOK_EVERY: Duration = MINUTE;

const hashes = new WeakMap<Config, string>();

/**
 * A short name for all that we make of a config, our defaults too, made once however many ask for
 * it. What people compare is `Config.hash`, which names what they wrote.
 */
export function configHash(config: Config): string {
  const known = hashes.get(config) ?? fingerprint([JSON.stringify(config)]);
  hashes.set(config, known);
  return known;
}

/**
 * Whether the incidents must be looked at because the config has changed. Two versions of the
 * function that run side by side do not take turns: the older one keeps still, unless it is the
 * only one left when a rollout is over, for then it was rolled back to.
 */
export function detectConfigChange(
  seen: AppliedConfig | undefined,
  own: OwnConfig,
  now: Instant,
): ConfigStep {
  const { place, ...mine } = own;
  const begun = { id: place, ...mine, since: now, lookedAt: now };
  if (seen === undefined) {
    return { kind: 'look', store: begun };
  }
  const order = (own.generation ?? 0) - (seen.generation ?? 0);
  const isRunning = seen.since <= now && now < seen.since + ROLLOUT;
  if (own.config !== seen.config) {
    return order < 0 && isRunning ? { kind: 'nothing' } : { kind: 'look', store: begun };
  }
  if (order > 0) {
    return { kind: 'store', store: { ...seen, ...mine } };
  }
  const isDue = now >= seen.lookedAt + LOOK_EVERY;
  return order === 0 && own.generation !== undefined && isRunning && isDue
    ? { kind: 'look', store: { ...seen, lookedAt: now } }
    : { kind: 'nothing' };
}
