import { createBytesCache, MAX_REMEMBERED_BYTES } from './bytes-cache.ts';
import { readText, type Wire } from './wire.ts';

/** A text of a version 2 request, to which other parts refer by index. */
export interface SymbolText {
  /** `undefined` if it is not UTF-8. */
  readonly text: string | undefined;
  /**
   * Two bytes that mean this text in every request until `clear`; `undefined` if none was left for
   * it.
   */
  readonly number: number | undefined;
}

/** The texts of earlier requests, each decoded once and numbered. */
export interface SymbolMemory {
  /** Returns the symbol from here to `end`. */
  readonly read: (wire: Wire, end: number) => SymbolText;
  /** Whether all numbers are used up. */
  readonly isExhausted: () => boolean;
  /** Reassigns all numbers: whatever is cached by them must be cleared as well. */
  readonly clear: () => void;
}

const ROOM_BYTES = 4 * 1024 * 1024;

/**
 * Caches that many symbols by their text, since their indexes differ in each request. A text that
 * was evicted in between gets a second number.
 */
export function createSymbolMemory(numbers: number): SymbolMemory {
  const known = createBytesCache<SymbolText>({ things: numbers, bytes: ROOM_BYTES });
  let given = 0;
  return {
    read: (wire, end) => {
      const { at } = wire;
      const remembered = known.find(wire, at, end);
      if (remembered !== undefined) {
        wire.at = end;
        return remembered;
      }
      const text = readText(wire, end);
      if (given >= numbers || end - at > MAX_REMEMBERED_BYTES) {
        return { text, number: undefined };
      }
      const symbol: SymbolText = { text, number: given++ };
      known.set(wire, at, end, symbol);
      return symbol;
    },
    isExhausted: () => given >= numbers,
    clear: () => {
      known.clear();
      given = 0;
    },
  };
}
