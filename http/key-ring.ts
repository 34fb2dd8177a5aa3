import { type Duration, type Instant, SECOND } from '#core/time/instant.ts';
import { cachedLoad } from '#runtime/cached-load.ts';
import type { ApiKey, ControlStore } from '#usecases/ports.ts';
import { type Allowance, type Bucket, takeToken } from './token-bucket.ts';

/** Finds keys by their ids. */
export interface KeyRing {
  get(id: string): Promise<ApiKey | undefined>;
  /** Asks the store anew about this key: it has just changed. */
  forget(id: string): void;
}

/**
 * A key is looked up at most this often by an instance; a revoked one works no longer than this.
 */
const KNOWN = { lasts: 30 * SECOND, most: 1_000 };

/**
 * How often an instance asks the store about one id: more than all agents of a hospital need, each
 * of whose keys is asked about every 30 s. Beyond that it looks into the list of all keys, read at
 * most this often: whatever ids are guessed cost no more, and every valid key is found.
 */
const SINGLE: Allowance = { rate: 20, burst: 100 };
const LIST_LASTS: Duration = 2 * SECOND;

/** Finds keys at a cost that has a bound, whatever ids are guessed and from wherever. */
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
    // A key may be newer than the list: that it is not there is not remembered for longer.
    if (key === undefined) {
      known.forget(id);
    }
    return key;
  }
}

const LIST = 'all';
