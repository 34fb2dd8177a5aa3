import type { Series } from './series.ts';
import type { Wire } from './wire.ts';

/** How much is remembered: series, and bytes of their labels as they were sent. Some 30 MB in memory; 70 MB if all labels were of two letters. */
const ROOM = { series: 50_000, bytes: 8 * 1024 * 1024 } as const;

/** In bytes of labels: what is larger is rare, and would push out many. */
const LARGEST = 4_096;

/** What the bytes of labels take at first: more than the largest, so that doubling it always makes room for one. */
const FIRST_BYTES = 65_536;

interface Known {
  /** Where its bytes are kept. */
  readonly at: number;
  readonly length: number;
  readonly series: Series;
  /** What came after it the last time. */
  next: Known | undefined;
}

/** The series of earlier requests, known by the bytes of their labels. */
export interface SeriesCache {
  /**
   * Where the labels end that begin at `at`, if they are those that came after the last ones the time before; `at` if not. Senders keep an order, and so
   * most labels are passed at the cost of comparing them.
   */
  readonly guess: (wire: Wire, at: number, end: number) => number;
  /** The series whose labels are the bytes from `from` to `to`. */
  readonly get: (wire: Wire, from: number, to: number) => Series | undefined;
  readonly set: (wire: Wire, from: number, to: number, series: Series) => void;
}

/**
 * Remembers series, so that the texts of each are decoded once in the life of an instance. The hash only finds a candidate; the bytes decide. When it is
 * full it forgets all: a sender sends the same series again and again, so that it is soon filled with what is in use.
 */
export function createSeriesCache(room: { series: number; bytes: number } = ROOM): SeriesCache {
  const known = new Map<number, Known>();
  let arena = new Uint8Array(Math.min(FIRST_BYTES, room.bytes));
  let kept = new DataView(arena.buffer);
  let used = 0;
  let last: Known | undefined;
  let guessed: { readonly from: number; readonly known: Known } | undefined;
  // Only what came last leads to others, so that what was forgotten is out of reach as soon as something else comes.
  const follow = (found: Known) => {
    if (last !== undefined) last.next = found;
    last = found;
    return found.series;
  };
  const grow = () => {
    const larger = new Uint8Array(Math.min(arena.length * 2, room.bytes));
    larger.set(arena.subarray(0, used));
    arena = larger;
    kept = new DataView(arena.buffer);
  };
  return {
    guess: ({ view }, at, end) => {
      const next = last?.next;
      guessed = undefined;
      if (next === undefined || next.length > end - at) return at;
      if (!same(view, at, at + next.length, kept, next.at)) return at;
      guessed = { from: at, known: next };
      return at + next.length;
    },
    get: ({ view }, from, to) => {
      const length = to - from;
      if (guessed?.from === from && guessed.known.length === length) return follow(guessed.known);
      const candidate = known.get(hashOf(view, from, to));
      if (candidate?.length !== length) return undefined;
      return same(view, from, to, kept, candidate.at) ? follow(candidate) : undefined;
    },
    set: ({ bytes, view }, from, to, series) => {
      const length = to - from;
      if (length > Math.min(LARGEST, room.bytes)) return;
      if (known.size >= room.series || used + length > room.bytes) {
        known.clear();
        used = 0;
      }
      if (used + length > arena.length) grow();
      arena.set(bytes.subarray(from, to), used);
      const made: Known = { at: used, length, series, next: undefined };
      known.set(hashOf(view, from, to), made);
      used += length;
      follow(made);
    },
  };
}

/** Four bytes at a time, as FxHash does it: it need not be strong, since a collision only costs decoding the series once more. */
function hashOf(view: DataView, from: number, to: number): number {
  let hash = to - from;
  let at = from;
  for (; at + 4 <= to; at += 4) hash = mix(hash, view.getInt32(at, true));
  for (; at < to; at++) hash = mix(hash, view.getUint8(at));
  return hash;
}

function mix(hash: number, word: number): number {
  return Math.imul(((hash << 5) | (hash >>> 27)) ^ word, 0x9e3779b1);
}

function same(view: DataView, from: number, to: number, other: DataView, start: number): boolean {
  const shift = start - from;
  let at = from;
  for (; at + 4 <= to; at += 4)
    if (view.getInt32(at, true) !== other.getInt32(at + shift, true)) return false;
  for (; at < to; at++) if (view.getUint8(at) !== other.getUint8(at + shift)) return false;
  return true;
}
