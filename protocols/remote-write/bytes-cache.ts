import type { Wire } from './wire.ts';

/** How much is remembered: things, and bytes that they are known by. */
export interface Room {
  readonly things: number;
  readonly bytes: number;
}

/** In bytes of one: what is larger is rare, would push out many, and is not remembered. */
export const MAX_REMEMBERED_BYTES = 4_096;

/**
 * What the bytes take at first: more than the largest, so that doubling it always makes room for
 * one.
 */
const FIRST_BYTES = 65_536;

interface Known<Thing> {
  /** Where its bytes are kept. */
  readonly at: number;
  readonly length: number;
  readonly thing: Thing;
  /** What came after it the last time. */
  next: Known<Thing> | undefined;
}

/** What was made of bytes in earlier requests, known by these bytes. */
export interface BytesCache<Thing> {
  /**
   * Where the bytes end that begin at `at`, if they are those that came after the last ones the
   * time before; `at` if not. Senders keep an order, and so most are passed at the cost of
   * comparing them.
   */
  readonly guess: (wire: Wire, at: number, end: number) => number;
  /**
   * What was made of the bytes from `from` to `to`; to be asked right after `guess` was, from the
   * same place.
   */
  readonly get: (wire: Wire, from: number, to: number) => Thing | undefined;
  /** The same where the end is known without a guess. */
  readonly find: (wire: Wire, from: number, to: number) => Thing | undefined;
  readonly set: (wire: Wire, from: number, to: number, thing: Thing) => void;
  readonly clear: () => void;
}

/**
 * Remembers what was made of bytes, so that it is made once in the life of an instance. The hash
 * only finds a candidate; the bytes decide. When it is full it forgets all: a sender sends the same
 * again and again, so that it is soon filled with what is in use.
 */
export function createBytesCache<Thing>(room: Room): BytesCache<Thing> {
  const known = new Map<number, Known<Thing>>();
  let arena = new Uint8Array(Math.min(FIRST_BYTES, room.bytes));
  let kept = new DataView(arena.buffer);
  let used = 0;
  let last: Known<Thing> | undefined;
  let guessed: Known<Thing> | undefined;
  // Only what came last leads to others, so that what was forgotten is out of reach as soon as
  // something else comes.
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
 * Four bytes at a time, as FxHash does it: it need not be strong, since a collision only costs
 * making the thing once more.
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

function same(view: DataView, from: number, to: number, other: DataView, start: number): boolean {
  const shift = start - from;
  let at = from;
  // Doubles that are equal and not 0 have equal bytes; of 0 there are two, and what is no number
  // equals nothing: then fewer at a time decide.
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
