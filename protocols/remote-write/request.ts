import type { Symbols } from './label-refs.ts';
import type { SymbolMemory, SymbolText } from './symbols.ts';
import { fail, readEnd, readVarint, skipUnknown, tagOf, type Wire } from './wire.ts';

/** The versions of remote write, which are two different messages. */
export type Version = 1 | 2;

/**
 * The limits of a request: series, samples and histograms, and symbols; at least ten times what
 * Prometheus sends by default (2,000 samples). They bound what a small body can expand to in
 * memory.
 */
export const REQUEST_LIMITS = { series: 20_000, points: 100_000, symbols: 200_000 } as const;

/**
 * The contents of a request: the positions of its series, as pairs of start and end, and its
 * symbols.
 */
export interface Request {
  readonly series: readonly number[];
  readonly symbols: Symbols;
}

/** The tags of a request, and those that only the other version has. */
const TAGS = {
  1: {
    series: tagOf.bytes(1),
    symbols: -1,
    known: 1 << 1,
    foreign: [tagOf.bytes(4), tagOf.bytes(5)],
  },
  2: {
    series: tagOf.bytes(5),
    symbols: tagOf.bytes(4),
    known: (1 << 4) | (1 << 5),
    foreign: [tagOf.bytes(1), tagOf.bytes(3)],
  },
} as const;

/**
 * Finds the series and reads the symbols, which may come later, up to one more than the limit. Each
 * version would skip the fields of the other, and a success would lose the samples of a sender
 * whose Content-Type names the wrong one.
 */
export function readRequest(
  wire: Wire,
  version: Version,
  readSymbol: SymbolMemory['read'],
): Request {
  const { series: seriesTag, symbols: symbolsTag, known, foreign } = TAGS[version];
  const series: number[] = [];
  const symbols: SymbolText[] = [];
  const end = wire.bytes.length;
  while (wire.at < end && fits(series, symbols)) {
    const tag = readVarint(wire, end);
    if (tag === seriesTag) {
      const to = readEnd(wire, end);
      series.push(wire.at, to);
      wire.at = to;
    } else if (tag === symbolsTag) {
      symbols.push(readSymbol(wire, readEnd(wire, end)));
    } else if (foreign.some((other) => other === tag)) {
      fail(
        wire,
        `its Content-Type says remote write ${version}.0 and it is ${3 - version}.0, seen`,
      );
    } else {
      skipUnknown(wire, tag, end, known);
    }
  }
  return { series, symbols };
}

function fits(series: readonly number[], symbols: Symbols): boolean {
  const { length } = symbols;
  return series.length / 2 <= REQUEST_LIMITS.series && length <= REQUEST_LIMITS.symbols;
}
