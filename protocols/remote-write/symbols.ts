import { createBytesCache, MAX_REMEMBERED_BYTES } from './bytes-cache.ts';
import { readText, type Wire } from './wire.ts';

/** One of the texts of a version 2 request, to which everything else in it refers by place. */
export interface SymbolText {
  /** `undefined` where it is not UTF-8. */
  readonly text: string | undefined;
  /**
   * Two bytes that mean this text in every request until `clear`; `undefined` where none was left
   * for it.
   */
  readonly number: number | undefined;
}

/** The texts of earlier requests, each decoded once and given a number. */
export interface SymbolMemory {
  /** The symbol from here to `end`. */
  readonly read: (wire: Wire, end: number) => SymbolText;
  /** Whether no number is left. */
  readonly isExhausted: () => boolean;
  /** Gives all numbers anew: what was kept by them has to be forgotten as well. */
  readonly clear: () => void;
}

const ROOM_BYTES = 4 * 1024 * 1024;

/**
 * Remembers that many symbols, whatever their places, which are others in each request. A text that
 * was forgotten in between gets a second number.
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
