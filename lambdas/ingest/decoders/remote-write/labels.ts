import type { Rejection } from '#core/sample/admit.ts';
import { malformed } from '../decoded.ts';
import {
  MOST_LABELS,
  type Series,
  type SubjectOptions,
  seriesOf,
  tooManyLabels,
} from './series.ts';
import type { SeriesCache } from './series-cache.ts';
import { readEnd, readText, readVarint, skip, skipUnknown, tagOf, type Wire } from './wire.ts';

/** Where the parts of a time series message are that say what it is a series of. */
export interface Identity {
  /** Where its labels begin and end. */
  readonly from: number;
  readonly to: number;
  /** Where what is no label begins: against all custom that may be between them. */
  readonly rest: number;
  /** Where the length of its metadata stands, or -1. */
  readonly metadata: number;
}

/** How a version says what a time series is a series of. */
export interface SeriesReader {
  /** Goes past the labels that are expected here, or past nothing. */
  readonly guess: (wire: Wire, at: number, end: number) => number;
  /** Makes a series of its identity, or tells what is wrong with it. */
  readonly read: (wire: Wire, identity: Identity) => Series | Rejection;
}

const LABELS = tagOf.bytes(1);
const LABEL = { name: tagOf.bytes(1), value: tagOf.bytes(2), known: 0b110 } as const;

/** Version 1: each label as a message of a name and a value, and what was made of the same bytes before is used again. */
export function readLabels(cache: SeriesCache, options: SubjectOptions): SeriesReader {
  const read: SeriesReader['read'] = (wire, { from, to, rest }) => {
    // Labels with something between them are not remembered: to go past them all at once would pass by what is between.
    if (rest < to) return decodeLabels(wire, from, to, options);
    const known = cache.get(wire, from, to);
    if (known !== undefined) return known;
    const series = decodeLabels(wire, from, to, options);
    if (!('reason' in series) && wire.fault === undefined) cache.set(wire, from, to, series);
    return series;
  };
  return { guess: cache.guess, read };
}

function decodeLabels(wire: Wire, from: number, to: number, options: SubjectOptions) {
  const names: (string | undefined)[] = [];
  const values: (string | undefined)[] = [];
  wire.at = from;
  while (wire.at < to && names.length <= MOST_LABELS) {
    const tag = readVarint(wire, to);
    if (tag !== LABELS) {
      skip(wire, tag, to);
      continue;
    }
    const end = readEnd(wire, to);
    let name: string | undefined = '';
    let value: string | undefined = '';
    while (wire.at < end) {
      const part = readVarint(wire, end);
      if (part === LABEL.name) name = readText(wire, readEnd(wire, end));
      else if (part === LABEL.value) value = readText(wire, readEnd(wire, end));
      else skipUnknown(wire, part, end, LABEL.known);
    }
    names.push(name);
    values.push(value);
  }
  return tooManyLabels(names.length) ?? seriesOf(names, values, options);
}

/** The texts of a version 2 request, which everything else refers to by place; `undefined` where one is not UTF-8. */
export type Symbols = readonly (string | undefined)[];

/** Version 2: pairs of places in the request's symbols, packed or not, and a unit. */
export function readLabelRefs(symbols: Symbols, options: SubjectOptions): SeriesReader {
  const read: SeriesReader['read'] = (wire, { from, to, metadata }) => {
    if (symbols[0] !== '') return malformed('the first of the symbols is not the empty text');
    const refs = readRefs(wire, from, to);
    const unitRef = metadata < 0 ? 0 : readUnitRef(wire, metadata);
    const fault = faultOfRefs(refs, unitRef, symbols);
    if (fault !== undefined) return fault;
    const names: (string | undefined)[] = [];
    const values: (string | undefined)[] = [];
    for (let i = 0; i < refs.length; i += 2) {
      names.push(symbols[refs[i] ?? 0]);
      values.push(symbols[refs[i + 1] ?? 0]);
    }
    const series = seriesOf(names, values, options);
    const unit = symbols[unitRef] ?? '';
    return unit === '' || 'reason' in series ? series : { ...series, unit };
  };
  return { guess: (_, at) => at, read };
}

function readRefs(wire: Wire, from: number, to: number): readonly number[] {
  const refs: number[] = [];
  wire.at = from;
  const more = (end: number) => wire.at < end && refs.length <= 2 * MOST_LABELS;
  while (more(to)) {
    const tag = readVarint(wire, to);
    if (tag === LABELS)
      for (const end = readEnd(wire, to); more(end); ) refs.push(readVarint(wire, end));
    else if (tag === tagOf.varint(1)) refs.push(readVarint(wire, to));
    else skip(wire, tag, to);
  }
  return refs;
}

/** Of the metadata (type 1, help 3, unit 4) only the unit says something about a sample. */
function readUnitRef(wire: Wire, metadata: number): number {
  wire.at = metadata;
  const end = readEnd(wire, wire.bytes.length);
  let unit = 0;
  while (wire.at < end) {
    const tag = readVarint(wire, end);
    if (tag === tagOf.varint(4)) unit = readVarint(wire, end);
    else skip(wire, tag, end);
  }
  return unit;
}

function faultOfRefs(
  refs: readonly number[],
  unitRef: number,
  { length }: Symbols,
): Rejection | undefined {
  const fault = tooManyLabels(refs.length / 2);
  if (fault !== undefined) return fault;
  if (refs.length % 2 === 1) return malformed('the last of its labels has a name and no value');
  const outside = refs.find((ref) => ref < 0 || ref >= length) ?? unitRef;
  return outside < 0 || outside >= length
    ? malformed(`it refers to symbol ${outside}; there are ${length}`)
    : undefined;
}
