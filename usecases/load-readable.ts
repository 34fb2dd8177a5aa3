import { inParallel } from './in-parallel.ts';
import { Unreadable } from './ports.ts';

/** What could be read of several documents, and why the others could not. */
interface Readable<Value> {
  readonly found: ReadonlyMap<string, Value>;
  readonly unreadable: ReadonlyMap<string, Unreadable>;
}

type Load<Value> = (ids: readonly string[]) => Promise<ReadonlyMap<string, Value>>;

/** How many documents are loaded at the same time, one by one. */
const AT_ONCE = 25;

/**
 * Loads several documents at once; where one of them cannot be read, each by itself, so that it
 * holds back none of the others.
 */
export async function loadReadable<Value>(
  load: Load<Value>,
  ids: readonly string[],
): Promise<Readable<Value>> {
  try {
    return { found: await load(ids), unreadable: new Map() };
  } catch (error) {
    if (!(error instanceof Unreadable)) {
      throw error;
    }
    return loadEach(load, ids);
  }
}

async function loadEach<Value>(
  load: Load<Value>,
  ids: readonly string[],
): Promise<Readable<Value>> {
  const found = new Map<string, Value>();
  const unreadable = new Map<string, Unreadable>();
  const loaded = await inParallel(ids, AT_ONCE, (id) => load([id]));
  for (const [index, result] of loaded.entries()) {
    if (result.status === 'fulfilled') {
      for (const [id, value] of result.value) {
        found.set(id, value);
      }
    } else if (result.reason instanceof Unreadable) {
      unreadable.set(ids[index] ?? '', result.reason);
    } else {
      throw result.reason;
    }
  }
  return { found, unreadable };
}
