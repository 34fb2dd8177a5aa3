import type { Stores } from '#usecases/ports.ts';

export type StoreName = keyof Stores;

/** Items read and written since the start or the last reset, as DynamoDB would count them. */
export interface ItemCounts {
  /** Items read, of one store or of all. A requested item that does not exist counts too. */
  reads(store?: StoreName): number;
  /** Items written, of one store or of all. A save that lost its race counts too. */
  writes(store?: StoreName): number;
  reset(): void;
}

type Counted = Record<StoreName, number>;

/** Wraps the calls of these stores, to count items from now on. */
export function countItems(stores: Stores): {
  readonly stores: Stores;
  readonly counts: ItemCounts;
} {
  let reads: Partial<Counted> = {};
  let writes: Partial<Counted> = {};
  const count = (store: StoreName, call: string, [first]: readonly unknown[]) => {
    const isWrite = /^(save|remove|put|append|touch)/.test(call);
    const into = isWrite ? writes : reads;
    into[store] = (into[store] ?? 0) + (Array.isArray(first) ? first.length : 1);
  };
  const total = (counted: Partial<Counted>, store?: StoreName) =>
    store === undefined
      ? Object.values(counted).reduce((sum, n) => sum + n, 0)
      : (counted[store] ?? 0);
  return {
    stores: Object.fromEntries(
      Object.entries(stores).map(([name, store]) => [name, counting(store, name, count)]),
    ) as unknown as Stores,
    counts: {
      reads: (store) => total(reads, store),
      writes: (store) => total(writes, store),
      reset() {
        reads = {};
        writes = {};
      },
    },
  };
}

function counting(
  store: object,
  name: string,
  count: (store: StoreName, call: string, args: readonly unknown[]) => void,
): object {
  return new Proxy(store, {
    get(target, call, receiver) {
      const member: unknown = Reflect.get(target, call, receiver);
      if (typeof member !== 'function') {
        return member;
      }
      return (...args: unknown[]) => {
        count(name as StoreName, String(call), args);
        return Reflect.apply(member, target, args) as unknown;
      };
    },
  });
}
