import type { Sample } from '#core/sample/sample.ts';
import type { Rejection } from '#core/sample/validate-sample.ts';
import { createBytesCache, type Room } from './bytes-cache.ts';
import { createLabelRefs } from './label-refs.ts';
import { readLabels, type SeriesReader } from './labels.ts';
import { REQUEST_LIMITS, readRequest, type Version } from './request.ts';
import type { Series, SubjectOptions } from './series.ts';
import { uncompress } from './snappy.ts';
import { type Counts, type Gathered, gatherSeries } from './time-series.ts';
import { type Wire, wireOf } from './wire.ts';

/** What a remote write body holds, or that it is none. */
export type RemoteWrite =
  | { readonly kind: 'malformed' | 'too_large'; readonly detail: string }
  | {
      readonly kind: 'decoded';
      readonly samples: readonly Sample[];
      /**
       * For each of `samples`, the place of what it was made of: samples are counted first, and
       * from `sent.samples` on histograms.
       */
      readonly indexes: readonly number[];
      /**
       * What the body holds. What makes no sample, as a stale marker or an exemplar, counts too: it
       * is taken.
       */
      readonly sent: Readonly<Counts>;
      /** What of it belongs to series that are refused. */
      readonly refused: Readonly<Counts>;
      /** One for each series that is refused, at the place of the first it holds. */
      readonly errors: readonly (Rejection & { readonly index: number })[];
    };

/**
 * A decoder of remote write bodies: snappy, then the message of the version that the Content-Type
 * names.
 */
export type RemoteWriteDecoder = (body: Uint8Array, version: Version) => RemoteWrite;

/** What is remembered of each version. */
export interface Remembered {
  readonly series: Room;
  /** Of version 2 only; at most 65,536. */
  readonly symbols: number;
}

/** At most 80 MB in memory for version 1 and 120 MB for version 2. */
const REMEMBERED: Remembered = {
  series: { things: 50_000, bytes: 8 * 1024 * 1024 },
  symbols: 0x10000,
};

/**
 * Makes a decoder for the life of an instance: it remembers series, those of version 1 by their
 * bytes, those of version 2 by the texts they refer to.
 */
export function createRemoteWriteDecoder(
  options: SubjectOptions & {
    /** How many bytes a body may be uncompressed. */
    readonly maxBytes: number;
  },
  remembered: Remembered = REMEMBERED,
): RemoteWriteDecoder {
  const labels = readLabels(createBytesCache<Series>(remembered.series), options);
  const labelRefs = createLabelRefs(remembered, options);
  return (body, version) => {
    const uncompressed = uncompress(body, options.maxBytes);
    if (uncompressed.kind !== 'bytes') {
      return uncompressed;
    }
    const wire = wireOf(uncompressed.bytes);
    labelRefs.begin();
    const { series, symbols } = readRequest(wire, version, labelRefs.readSymbol);
    const most = REQUEST_LIMITS;
    if (series.length / 2 > most.series) {
      return tooLarge('series', most.series);
    }
    if (symbols.length > most.symbols) {
      return tooLarge('symbols', most.symbols);
    }
    const reader = version === 1 ? labels : labelRefs.readerFor(symbols);
    return decodeSeries(wire, series, version, reader);
  };
}

function decodeSeries(
  wire: Wire,
  places: readonly number[],
  version: Version,
  reader: SeriesReader,
): RemoteWrite {
  const samples: Sample[] = [];
  const indexes: number[] = [];
  const errors: (Rejection & { index: number })[] = [];
  const gathered = { samples, indexes, errors, sent: none(), refused: none() };
  for (let i = 0; i < places.length && wire.fault === undefined; i += 2) {
    wire.at = places[i] ?? 0;
    if (!gatherSeries(wire, places[i + 1] ?? 0, version, reader, gathered)) {
      return tooLarge('samples', REQUEST_LIMITS.points);
    }
  }
  if (wire.fault !== undefined) {
    return { kind: 'malformed', detail: `The body is no remote write message: ${wire.fault}.` };
  }
  if (gathered.sent.histograms > 0) {
    placeHistograms(gathered);
  }
  return { kind: 'decoded', ...gathered };
}

function none(): Counts {
  return { samples: 0, histograms: 0, exemplars: 0 };
}

function placeHistograms({ indexes, errors, sent }: Gathered): void {
  const place = (index: number) => (index < 0 ? sent.samples - 1 - index : index);
  for (let i = 0; i < indexes.length; i++) {
    indexes[i] = place(indexes[i] ?? 0);
  }
  for (const error of errors) {
    error.index = place(error.index);
  }
}

function tooLarge(what: string, most: number): RemoteWrite {
  const detail = `The request has more than ${most} ${what}. Send fewer a request (max_samples_per_send).`;
  return { kind: 'too_large', detail };
}
