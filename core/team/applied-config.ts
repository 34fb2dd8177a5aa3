import { fingerprint } from '../alert/fingerprint.ts';
import { type Duration, type Instant, MINUTE } from '../time/instant.ts';
import type { Config } from './config.ts';

/**
 * The config that the clock of a place has last applied: one item for each Region, since each
 * deploys alone.
 */
export interface AppliedConfig {
  /** The place: a Region, or this machine. */
  readonly id: string;
  /** The hash of the config; see `configHash`. */
  readonly config: string;
  /** The version of the clock's function that applied it; absent if there is only ever one. */
  readonly generation?: number;
  /** When it was first seen. */
  readonly since: Instant;
  /** When incidents were last reconciled for it. */
  readonly lookedAt: Instant;
}

/** The config of a clock by its hash, and the version of its function. */
export interface OwnConfig {
  readonly place: string;
  readonly config: string;
  readonly generation?: number;
}

/**
 * What a clock has to do about its config. `store` is to be stored once the messages are in the
 * queue.
 */
export type ConfigStep =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'store' | 'look'; readonly store: AppliedConfig };

/**
 * For how long the incidents are reconciled repeatedly after a new config: during ten minutes of a
 * gradual rollout the version before may handle them, which finds nothing to do.
 */
const ROLLOUT: Duration = 15 * MINUTE;

const LOOK_EVERY: Duration = MINUTE;

const hashes = new WeakMap<Config, string>();

/**
 * Returns a hash of the compiled config including our defaults, computed once however many ask for
 * it. People compare `Config.hash`, which identifies what they wrote.
 */
export function configHash(config: Config): string {
  const known = hashes.get(config) ?? fingerprint([JSON.stringify(config)]);
  hashes.set(config, known);
  return known;
}

/**
 * Whether the incidents must be reconciled because the config has changed. Two versions of the
 * function that run in parallel do not alternate: the older one does nothing, unless it is the only
 * one left after a rollout, for then it was rolled back to.
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
