import type { Rejection } from '#core/sample/validate-sample.ts';
import type { PlacedSample } from '../placed.ts';
import { createBytesCache, type Room } from './bytes-cache.ts';
import { createLabelRefs } from './label-refs.ts';
import { readLabels, type SeriesReader } from './labels.ts';
import { REQUEST_LIMITS, readRequest, type Version } from './request.ts';
import type { Series, SubjectOptions } from './series.ts';
import { uncompress } from './snappy.ts';
import { type Counts, type Gathered, gatherSeries } from './time-series.ts';
import { type Wire, wireOf } from './wire.ts';

/** The contents of a remote write body, or why it is invalid. */
export type RemoteWrite =
  | { readonly kind: 'malformed' | 'too_large'; readonly detail: string }
  | {
      readonly kind: 'decoded';
      /** Of positions samples are counted first, and histograms from `sent.samples` on. */
      readonly samples: readonly PlacedSample[];
      /**
       * The number of things in the body. Those that make no sample, such as a stale marker or an
       * exemplar, count too, since they are accepted.
       */
      readonly sent: Readonly<Counts>;
      /** The number of things in it that belong to rejected series. */
      readonly refused: Readonly<Counts>;
      /** One rejection for each rejected series, at the position of the first thing it holds. */
      readonly errors: readonly (Rejection & { readonly index: number })[];
    };

/**
 * Decodes remote write bodies: snappy, then the message of the version that the Content-Type names.
 * `otherwise` is the subject of the series that have none of the labels which name one.
 */
export type RemoteWriteDecoder = (
  body: Uint8Array,
  version: Version,
  otherwise: string,
) => RemoteWrite;

/** The cache limits of each version. */
export interface Remembered {
  readonly series: Room;
  /** Only for version 2; at most 65,536. */
  readonly symbols: number;
}

/** At most 80 MB in memory for version 1 and 120 MB for version 2. */
const REMEMBERED: Remembered = {
  series: { things: 50_000, bytes: 8 * 1024 * 1024 },
  symbols: 0x10000,
};

/**
 * Creates a decoder for the life of an instance: it caches series, those of version 1 by their
 * bytes, those of version 2 by the symbols they refer to.
 */
export function createRemoteWriteDecoder(
  options: SubjectOptions & {
    /** The limit of a body in bytes, uncompressed. */
    readonly maxBytes: number;
  },
  remembered: Remembered = REMEMBERED,
): RemoteWriteDecoder {
  const labels = readLabels(createBytesCache<Series>(remembered.series), options);
  const labelRefs = createLabelRefs(remembered, options);
  return (body, version, otherwise) => {
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
    return decodeSeries(wire, series, reader, { version, otherwise });
  };
}

function decodeSeries(
  wire: Wire,
  places: readonly number[],
  reader: SeriesReader,
  request: Pick<Gathered, 'version' | 'otherwise'>,
): RemoteWrite {
  const gathered = { samples: [], errors: [], sent: none(), refused: none() };
  const into: Gathered = { ...request, ...gathered };
  for (let i = 0; i < places.length && wire.fault === undefined; i += 2) {
    wire.at = places[i] ?? 0;
    if (!gatherSeries(wire, places[i + 1] ?? 0, reader, into)) {
      return tooLarge('samples', REQUEST_LIMITS.points);
    }
  }
  if (wire.fault !== undefined) {
    return { kind: 'malformed', detail: `The body is no remote write message: ${wire.fault}.` };
  }
  if (gathered.sent.histograms > 0) {
    placeHistograms(into);
  }
  return { kind: 'decoded', ...gathered };
}

function none(): Counts {
  return { samples: 0, histograms: 0, exemplars: 0 };
}

function placeHistograms({ samples, errors, sent }: Gathered): void {
  for (const placed of [...samples, ...errors]) {
    if (placed.index < 0) {
      placed.index = sent.samples - 1 - placed.index;
    }
  }
}

function tooLarge(what: string, most: number): RemoteWrite {
  const detail = `The request has more than ${most} ${what}. Send fewer a request (max_samples_per_send).`;
  return { kind: 'too_large', detail };
}
