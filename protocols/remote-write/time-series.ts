import type { Sample } from '#core/sample/sample.ts';
import type { Rejection } from '#core/sample/validate-sample.ts';
import { readHistogram } from './histogram.ts';
import type { Identity, SeriesReader } from './labels.ts';
import { readSample } from './points.ts';
import { REQUEST_LIMITS, type Version } from './request.ts';
import type { Series } from './series.ts';
import { readEnd, readVarint, refuseMistyped, skip, tagOf, type Wire } from './wire.ts';

/** The counts of everything that a series can hold. */
export interface Counts {
  samples: number;
  histograms: number;
  exemplars: number;
}

/** What is collected from the series of a request, one after the other. */
export interface Gathered {
  readonly version: Version;
  /** The subject of series that none of their labels names. */
  readonly otherwise: string;
  /**
   * The position of a histogram is `-1 - position` here and in `errors`, until the number of
   * preceding samples is known.
   */
  readonly samples: { readonly sample: Sample; index: number }[];
  readonly errors: (Rejection & { index: number })[];
  readonly sent: Counts;
  readonly refused: Counts;
}

const TAGS = {
  1: {
    labels: tagOf.bytes(1),
    unpackedRef: -1,
    samples: tagOf.bytes(2),
    exemplars: tagOf.bytes(3),
    histograms: tagOf.bytes(4),
    metadata: -1,
    known: 0b11110,
  },
  2: {
    labels: tagOf.bytes(1),
    unpackedRef: tagOf.varint(1),
    samples: tagOf.bytes(2),
    histograms: tagOf.bytes(3),
    exemplars: tagOf.bytes(4),
    metadata: tagOf.bytes(5),
    known: 0b111110,
  },
} as const;

/**
 * Collects the contents of the time series message from here to `end`, or returns that a limit is
 * exceeded.
 */
export function gatherSeries(
  wire: Wire,
  end: number,
  reader: SeriesReader,
  gathered: Gathered,
): boolean {
  const outline = outlineOf(wire, end, gathered.version, reader);
  const { samples, histograms } = outline.holds;
  const { sent, refused, errors } = gathered;
  const points = sent.samples + samples + sent.histograms + histograms;
  if (points > REQUEST_LIMITS.points) {
    return false;
  }
  if (wire.fault !== undefined) {
    return true;
  }
  const series = reader.read(wire, outline);
  if ('reason' in series) {
    const index = samples === 0 && histograms > 0 ? -1 - sent.histograms : sent.samples;
    errors.push({ index, ...series });
    add(refused, outline.holds);
    add(sent, outline.holds);
  } else if (wire.fault === undefined) {
    wire.at = outline.rest;
    gatherPoints(wire, end, withSubject(series, gathered.otherwise), gathered);
    sent.exemplars += outline.holds.exemplars;
  }
  return true;
}

/** The series are cached for all senders, so the name of a key is filled in afterwards. */
function withSubject(series: Series, otherwise: string): Series {
  return series.subject === '' ? { ...series, subject: otherwise } : series;
}

interface Outline extends Identity {
  readonly holds: Readonly<Counts>;
}

function outlineOf(wire: Wire, end: number, version: Version, { guess }: SeriesReader): Outline {
  const tags = TAGS[version];
  const holds = { samples: 0, histograms: 0, exemplars: 0 };
  const from = wire.at;
  let to = guess(wire, from, end);
  wire.at = to;
  let rest = end;
  let metadata = -1;
  while (wire.at < end) {
    const { at } = wire;
    const tag = readVarint(wire, end);
    if (tag === tags.labels || tag === tags.unpackedRef) {
      skip(wire, tag, end);
      to = wire.at;
      continue;
    }
    rest = Math.min(rest, at);
    if (tag === tags.samples) {
      holds.samples += 1;
    } else if (tag === tags.histograms) {
      holds.histograms += 1;
    } else if (tag === tags.exemplars) {
      holds.exemplars += 1;
    } else if (tag === tags.metadata) {
      metadata = wire.at;
    } else {
      refuseMistyped(wire, tag, tags.known);
    }
    skip(wire, tag, end);
  }
  return { from, to, rest, metadata, holds };
}

function gatherPoints(
  wire: Wire,
  end: number,
  series: Series,
  { version, samples, sent, refused, errors }: Gathered,
): void {
  const tags = TAGS[version];
  while (wire.at < end) {
    const tag = readVarint(wire, end);
    if (tag === tags.samples) {
      const sample = readSample(wire, readEnd(wire, end), series);
      if (sample !== undefined) {
        samples.push({ sample, index: sent.samples });
      }
      sent.samples += 1;
    } else if (tag === tags.histograms) {
      const index = -1 - sent.histograms;
      const read = readHistogram(wire, readEnd(wire, end), series);
      if ('reason' in read) {
        errors.push({ index, ...read });
        refused.histograms += 1;
      } else {
        for (const sample of read) {
          samples.push({ sample, index });
        }
      }
      sent.histograms += 1;
    } else {
      skip(wire, tag, end);
    }
  }
}

function add(to: Counts, { samples, histograms, exemplars }: Readonly<Counts>): void {
  to.samples += samples;
  to.histograms += histograms;
  to.exemplars += exemplars;
}
