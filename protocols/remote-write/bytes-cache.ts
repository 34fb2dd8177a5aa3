import type { Wire } from './wire.ts';

/** The limits of the cache: entries, and the bytes of their keys. */
export interface Room {
  readonly things: number;
  readonly bytes: number;
}

/**
 * The size limit of one key in bytes: larger ones are rare, would displace many, and are not
 * cached.
 */
export const MAX_REMEMBERED_BYTES = 4_096;

/**
 * The initial size of the buffer: more than the largest key, so that doubling it always makes room
 * for one.
 */
const FIRST_BYTES = 65_536;

interface Known<Thing> {
  /** Where its bytes are kept. */
  readonly at: number;
  readonly length: number;
  readonly thing: Thing;
  /** The entry that followed it the last time. */
  next: Known<Thing> | undefined;
}

/** Values made of bytes in earlier requests, cached by these bytes. */
export interface BytesCache<Thing> {
  /**
   * Returns the end of the bytes that begin at `at`, if they are those that followed the last ones
   * the time before; `at` otherwise. Senders keep an order, so most are passed at the cost of a
   * comparison.
   */
  readonly guess: (wire: Wire, at: number, end: number) => number;
  /**
   * Returns the value of the bytes from `from` to `to`; call it right after `guess`, with the same
   * start.
   */
  readonly get: (wire: Wire, from: number, to: number) => Thing | undefined;
  /** Returns the same if the end is known without a guess. */
  readonly find: (wire: Wire, from: number, to: number) => Thing | undefined;
  readonly set: (wire: Wire, from: number, to: number, thing: Thing) => void;
  readonly clear: () => void;
}

/**
 * Caches values made of bytes, so that they are made once in the life of an instance. The hash only
 * finds a candidate; the bytes decide. When it is full it is cleared: a sender repeats the same
 * bytes, so it is soon filled with what is in use.
 */
export function createBytesCache<Thing>(room: Room): BytesCache<Thing> {
  const known = new Map<number, Known<Thing>>();
  let arena = new Uint8Array(Math.min(FIRST_BYTES, room.bytes));
  let kept = new DataView(arena.buffer);
  let used = 0;
  let last: Known<Thing> | undefined;
  let guessed: Known<Thing> | undefined;
  // Only the last entry links to others, so cleared entries become unreachable with the next one.
  const follow = (found: Known<Thing>) => {
    if (last !== undefined) {
      last.next = found;
    }
    last = found;
    return found.thing;
  };
  const grow = () => {
    const larger = new Uint8Array(Math.min(arena.length * 2, room.bytes));
    larger.set(arena.subarray(0, used));
    arena = larger;
    kept = new DataView(arena.buffer);
  };
  const clear = () => {
    known.clear();
    used = 0;
    last = undefined;
    guessed = undefined;
  };
  const isAt = ({ view }: Wire, from: number, { at, length }: Known<Thing>) =>
    same(view, from, from + length, kept, at);
  const lookUp = (wire: Wire, from: number, to: number) => {
    const candidate = known.get(hashOf(wire.view, from, to));
    if (candidate?.length !== to - from) {
      return undefined;
    }
    return isAt(wire, from, candidate) ? follow(candidate) : undefined;
  };
  return {
    guess: (wire, at, end) => {
      const next = last?.next;
      guessed = undefined;
      if (next === undefined || next.length > end - at || !isAt(wire, at, next)) {
        return at;
      }
      guessed = next;
      return at + next.length;
    },
    get: (wire, from, to) =>
      guessed?.length === to - from ? follow(guessed) : lookUp(wire, from, to),
    find: (wire, from, to) => {
      const next = last?.next;
      if (next?.length === to - from && isAt(wire, from, next)) {
        return follow(next);
      }
      return lookUp(wire, from, to);
    },
    set: ({ bytes, view }, from, to, thing) => {
      const length = to - from;
      if (length > Math.min(MAX_REMEMBERED_BYTES, room.bytes)) {
        return;
      }
      if (known.size >= room.things || used + length > room.bytes) {
        clear();
      }
      if (used + length > arena.length) {
        grow();
      }
      arena.set(bytes.subarray(from, to), used);
      const made: Known<Thing> = { at: used, length, thing, next: undefined };
      known.set(hashOf(view, from, to), made);
      used += length;
      follow(made);
    },
    clear,
  };
}

/**
 * It hashes four bytes at a time, as FxHash does: it need not be strong, since a collision only
 * costs making the value once more.
 */
function hashOf(view: DataView, from: number, to: number): number {
  let hash = to - from;
  let at = from;
  for (; at + 4 <= to; at += 4) {
    hash = mix(hash, view.getInt32(at, true));
  }
  for (; at < to; at++) {
    hash = mix(hash, view.getUint8(at));
  }
  return hash;
}

function mix(hash: number, word: number): number {
  return Math.imul(((hash << 5) | (hash >>> 27)) ^ word, 0x9e3779b1);
}

// biome-ignore lint/complexity/useMaxParams: called for each series, and must make no object.
function same(view: DataView, from: number, to: number, other: DataView, start: number): boolean {
  const shift = start - from;
  let at = from;
  // Doubles that are equal and not 0 have equal bytes; 0 has two representations, and NaN equals
  // nothing: these are compared in smaller units.
  for (; at + 8 <= to; at += 8) {
    const double = view.getFloat64(at, true);
    if (double !== other.getFloat64(at + shift, true) || double === 0) {
      break;
    }
  }
  for (; at + 4 <= to; at += 4) {
    if (view.getInt32(at, true) !== other.getInt32(at + shift, true)) {
      return false;
    }
  }
  for (; at < to; at++) {
    if (view.getUint8(at) !== other.getUint8(at + shift)) {
      return false;
    }
  }
  return true;
}
