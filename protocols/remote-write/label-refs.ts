import type { Rejection } from '#core/sample/validate-sample.ts';
import { malformed } from '../decoded.ts';
import { createBytesCache, type Room } from './bytes-cache.ts';
import type { SeriesReader } from './labels.ts';
import { MAX_LABELS, type Series, type SubjectOptions, seriesOf, tooManyLabels } from './series.ts';
import { createSymbolMemory, type SymbolMemory, type SymbolText } from './symbols.ts';
import { readEnd, readVarint, skip, tagOf, type Wire, wireOf } from './wire.ts';

/** The symbols of a request in their order. */
export type Symbols = readonly SymbolText[];

/** Version 2: pairs of references to the request's symbols, packed or not, and a unit. */
export interface LabelRefs {
  /** Must be called before a request: only there may cached references change their meaning. */
  readonly begin: () => void;
  readonly readSymbol: SymbolMemory['read'];
  readonly readerFor: (symbols: Symbols) => SeriesReader;
}

/** Caches series by the numbers of their symbols, since their references differ in each request. */
export function createLabelRefs(
  remembered: { readonly series: Room; readonly symbols: number },
  options: SubjectOptions,
): LabelRefs {
  const memory = createSymbolMemory(remembered.symbols);
  const cache = createBytesCache<Series>(remembered.series);
  const key = wireOf(Buffer.alloc(2 * (1 + MAX_REFS)));
  const readerFor = (symbols: Symbols): SeriesReader => ({
    guess: (_, at) => at,
    read: (wire, { from, to, metadata }) => {
      if (symbols[0]?.text !== '') {
        return malformed('the first of the symbols is not the empty text');
      }
      const refs = readRefs(wire, from, to);
      const unitRef = metadata < 0 ? 0 : readUnitRef(wire, metadata);
      const length = writeKey(key.view, refs, unitRef, symbols);
      const known = length === undefined ? undefined : cache.find(key, 0, length);
      if (known !== undefined) {
        return known;
      }
      const series = toSeries(refs, unitRef, symbols, options);
      if (length !== undefined && !('reason' in series)) {
        cache.set(key, 0, length, series);
      }
      return series;
    },
  });
  const begin = () => {
    if (!memory.isExhausted()) {
      return;
    }
    memory.clear();
    cache.clear();
  };
  return { begin, readSymbol: memory.read, readerFor };
}

/** One name and one value each. */
const MAX_REFS = 2 * MAX_LABELS;

const REFS = { packed: tagOf.bytes(1), unpacked: tagOf.varint(1) } as const;

function readRefs(wire: Wire, from: number, to: number): readonly number[] {
  const refs: number[] = [];
  wire.at = from;
  while (wire.at < to && refs.length <= MAX_REFS) {
    const tag = readVarint(wire, to);
    if (tag === REFS.packed) {
      readPacked(wire, readEnd(wire, to), refs);
    } else if (tag === REFS.unpacked) {
      refs.push(readVarint(wire, to));
    } else {
      skip(wire, tag, to);
    }
  }
  return refs;
}

function readPacked(wire: Wire, end: number, refs: number[]): void {
  while (wire.at < end && refs.length <= MAX_REFS) {
    refs.push(readVarint(wire, end));
  }
}

/** Of the metadata (type 1, help 3, unit 4) only the unit concerns a sample. */
function readUnitRef(wire: Wire, metadata: number): number {
  wire.at = metadata;
  const end = readEnd(wire, wire.bytes.length);
  let unit = 0;
  while (wire.at < end) {
    const tag = readVarint(wire, end);
    if (tag === tagOf.varint(4)) {
      unit = readVarint(wire, end);
    } else {
      skip(wire, tag, end);
    }
  }
  return unit;
}

/**
 * Writes the numbers of the unit and of all labels, and returns their length in bytes; `undefined`
 * if one has none.
 */
function writeKey(
  key: DataView,
  refs: readonly number[],
  unitRef: number,
  symbols: Symbols,
): number | undefined {
  if (refs.length > MAX_REFS) {
    return undefined;
  }
  let at = 0;
  let number = symbols[unitRef]?.number;
  for (const ref of refs) {
    if (number === undefined) {
      return undefined;
    }
    key.setUint16(at, number, true);
    at += 2;
    number = symbols[ref]?.number;
  }
  if (number === undefined) {
    return undefined;
  }
  key.setUint16(at, number, true);
  return at + 2;
}

function toSeries(
  refs: readonly number[],
  unitRef: number,
  symbols: Symbols,
  options: SubjectOptions,
): Series | Rejection {
  const fault = faultOfRefs(refs, unitRef, symbols);
  if (fault !== undefined) {
    return fault;
  }
  const names: (string | undefined)[] = [];
  const values: (string | undefined)[] = [];
  for (let i = 0; i < refs.length; i += 2) {
    names.push(symbols[refs[i] ?? 0]?.text);
    values.push(symbols[refs[i + 1] ?? 0]?.text);
  }
  const series = seriesOf(names, values, options);
  const unit = symbols[unitRef]?.text ?? '';
  return unit === '' || 'reason' in series ? series : { ...series, unit };
}

function faultOfRefs(
  refs: readonly number[],
  unitRef: number,
  { length }: Symbols,
): Rejection | undefined {
  const fault = tooManyLabels(refs.length / 2);
  if (fault !== undefined) {
    return fault;
  }
  if (refs.length % 2 === 1) {
    return malformed('the last of its labels has a name and no value');
  }
  const outside = refs.find((ref) => ref < 0 || ref >= length) ?? unitRef;
  return outside < 0 || outside >= length
    ? malformed(`it refers to symbol ${outside}; there are ${length}`)
    : undefined;
}
