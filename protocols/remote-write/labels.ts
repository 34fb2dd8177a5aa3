import type { Rejection } from '#core/sample/validate-sample.ts';
import type { BytesCache } from './bytes-cache.ts';
import { MAX_LABELS, type Series, type SubjectOptions, seriesOf, tooManyLabels } from './series.ts';
import { readEnd, readText, readVarint, skip, skipUnknown, tagOf, type Wire } from './wire.ts';

/** Positions in a time series message of the parts that identify the series. */
export interface Identity {
  /** The beginning and end of its labels. */
  readonly from: number;
  readonly to: number;
  /** The position of other fields between the labels, which is unusual. */
  readonly rest: number;
  /** The position of the length of its metadata, or -1. */
  readonly metadata: number;
}

/** Reads the identity of a time series in one version of the protocol. */
export interface SeriesReader {
  /** Skips the labels that are expected here, or nothing. */
  readonly guess: (wire: Wire, at: number, end: number) => number;
  /** Makes a series of its identity, or returns what is wrong with it. */
  readonly read: (wire: Wire, identity: Identity) => Series | Rejection;
}

const LABELS = tagOf.bytes(1);
const LABEL = { name: tagOf.bytes(1), value: tagOf.bytes(2), known: 0b110 } as const;

/**
 * Version 1: each label is a message of a name and a value; a series made of the same bytes is
 * reused.
 */
export function readLabels(cache: BytesCache<Series>, options: SubjectOptions): SeriesReader {
  const read: SeriesReader['read'] = (wire, { from, to, rest }) => {
    // Labels with other fields between them are not cached: skipping them all at once would skip
    // those fields.
    if (rest < to) {
      return decodeLabels(wire, from, to, options);
    }
    const known = cache.get(wire, from, to);
    if (known !== undefined) {
      return known;
    }
    const series = decodeLabels(wire, from, to, options);
    if (!('reason' in series) && wire.fault === undefined) {
      cache.set(wire, from, to, series);
    }
    return series;
  };
  return { guess: cache.guess, read };
}

function decodeLabels(wire: Wire, from: number, to: number, options: SubjectOptions) {
  const names: (string | undefined)[] = [];
  const values: (string | undefined)[] = [];
  wire.at = from;
  while (wire.at < to && names.length <= MAX_LABELS) {
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
      if (part === LABEL.name) {
        name = readText(wire, readEnd(wire, end));
      } else if (part === LABEL.value) {
        value = readText(wire, readEnd(wire, end));
      } else {
        skipUnknown(wire, part, end, LABEL.known);
      }
    }
    names.push(name);
    values.push(value);
  }
  return tooManyLabels(names.length) ?? seriesOf(names, values, options);
}
