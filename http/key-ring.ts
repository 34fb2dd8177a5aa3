import { type Duration, type Instant, SECOND } from '#core/time/instant.ts';
import { cachedLoad } from '#runtime/cached-load.ts';
import type { ApiKey, ControlStore } from '#usecases/ports.ts';
import { type Allowance, type Bucket, takeToken } from './token-bucket.ts';

/** Finds keys by their ids. */
export interface KeyRing {
  get(id: string): Promise<ApiKey | undefined>;
  /** Drops this key from the cache: it has just changed. */
  forget(id: string): void;
}

/** How long an instance caches a key; a revoked key works no longer than this. */
const KNOWN = { lasts: 30 * SECOND, most: 1_000 };

/**
 * How often an instance looks up one id in the store: more than all agents of a hospital need, each
 * of whose keys is looked up every 30 s. Beyond that it reads the list of all keys, at most this
 * often: guessed ids cost no more, and every valid key is found.
 */
const SINGLE: Allowance = { rate: 20, burst: 100 };
const LIST_LASTS: Duration = 2 * SECOND;

/** Finds keys at a bounded cost, whatever ids are guessed and from wherever. */
export function createKeyRing(
  controls: Pick<ControlStore, 'key' | 'keys'>,
  clock: () => Instant,
): KeyRing {
  let bucket: Bucket | undefined;
  const mayAsk = () => {
    const taken = takeToken(bucket, SINGLE, clock());
    bucket = taken.bucket;
    return taken.kind === 'taken';
  };
  const list = async () => new Map((await controls.keys()).map((key) => [key.id, key]));
  const all = cachedLoad(list, { lasts: LIST_LASTS, most: 1, clock });
  const known = cachedLoad((id) => (mayAsk() ? controls.key(id) : listed(id)), { ...KNOWN, clock });
  return {
    get: known.get,
    forget(id) {
      known.forget(id);
      all.forget(LIST);
    },
  };

  async function listed(id: string): Promise<ApiKey | undefined> {
    const key = (await all.get(LIST)).get(id);
    // A key may be newer than the list, so its absence is not cached for longer.
    if (key === undefined) {
      known.forget(id);
    }
    return key;
  }
}

const LIST = 'all';
