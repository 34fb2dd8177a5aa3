import { ofReplica } from '#core/sample/replica.ts';
import type { Sample } from '#core/sample/sample.ts';
import type { Rejection } from '#core/sample/validate-sample.ts';
import type { Instant } from '#core/time/instant.ts';
import type { PlacedSample } from '../placed.ts';
import type { ExportRequest, Metric } from './export-request.ts';
import { OTLP_LIMITS } from './limits.ts';
import { isCounted, isDelta, type Point, pointsOf, type Value, type Values } from './points.ts';
import { gatherProcess, type ProcessSample } from './processes.ts';
import { type AttributeOptions, type Series, seriesOfResource } from './series.ts';

/** The contents of an exporter's request. */
export interface Exported {
  readonly kind: 'decoded';
  /** Their positions are those of their data points. */
  readonly samples: readonly PlacedSample[];
  /** The number of data points, including accepted ones without a value. */
  readonly points: number;
  /** What is wrong with single data points, by position. */
  readonly errors: readonly (Rejection & { readonly index: number })[];
  /** Samples of each process with an instance id; absent if there is none. */
  readonly processes?: readonly ProcessSample[];
}

/** How data points become samples. */
export interface SampleOptions extends AttributeOptions {
  /** The time of a data point without one. */
  readonly now: Instant;
}

/**
 * Converts data points to samples; undefined if they, or their labels, exceed a limit. No single
 * data point makes so many that it matters.
 */
export function samplesOf(
  { resourceMetrics = [] }: ExportRequest,
  options: SampleOptions,
): Exported | undefined {
  const samples: PlacedSample[] = [];
  const errors: (Rejection & { index: number })[] = [];
  const processes: ProcessSample[] = [];
  let points = 0;
  let labels = 0;
  for (const { resource, scopeMetrics = [] } of resourceMetrics) {
    const seriesOf = seriesOfResource(resource?.attributes ?? [], options);
    const resourceParts = { now: options.now, seriesOf };
    const noteProcess = gatherProcess(resource?.attributes ?? [], processes);
    for (const metric of scopeMetrics.flatMap(({ metrics = [] }) => metrics)) {
      for (const [point, values] of pointsOf(metric)) {
        const index = points++;
        const made = samplesOfPoint(metric, point, values, resourceParts);
        if ('reason' in made) {
          errors.push({ index, ...made });
          continue;
        }
        noteProcess(made[0]);
        for (const sample of made) {
          samples.push({ sample, index });
        }
        labels += made.length * Object.keys(made[0]?.labels ?? NONE).length;
        if (samples.length > OTLP_LIMITS.samples || labels > OTLP_LIMITS.labels) {
          return undefined;
        }
      }
    }
  }
  return {
    kind: 'decoded',
    samples,
    points,
    errors,
    ...(processes.length > 0 && { processes }),
  };
}

/** A flag of a data point: it has no value, since its series has ended (NO_RECORDED_VALUE). */
const ENDED = 1;

const NONE: readonly Sample[] = [];

interface ResourceParts {
  readonly now: Instant;
  readonly seriesOf: (attributes: NonNullable<Point['attributes']>) => Series | Rejection;
}

/** A NaN makes no sample: it neither breaches nor clears. */
function samplesOfPoint(
  metric: Metric,
  { attributes = [], startTimeUnixNano = 0, timeUnixNano = 0, flags = 0 }: Point,
  values: Values,
  { now, seriesOf }: ResourceParts,
): readonly Sample[] | Rejection {
  if ((flags & ENDED) !== 0) {
    return NONE;
  }
  if ('reason' in values) {
    return values;
  }
  const series = seriesOf(attributes);
  if ('reason' in series) {
    return series;
  }
  const at = timeUnixNano === 0 ? now : instantOf(timeUnixNano);
  const { subject, labels, replica } = series;
  const { name = '', unit = '' } = metric;
  const counting = {
    ...(startTimeUnixNano !== 0 && isCounted(metric) && { since: instantOf(startTimeUnixNano) }),
    ...(isDelta(metric) && { isDelta: true as const }),
  };
  const sampleOf = ({ suffix, value, isCount, label }: Value): Sample =>
    ofReplica(
      {
        subject,
        metric: name + suffix,
        value,
        ...(unit !== '' && !isCount && { unit }),
        at,
        labels: label === undefined ? labels : { ...labels, [label[0]]: label[1] },
        ...counting,
      },
      replica,
    );
  return values.filter(({ value }) => !Number.isNaN(value)).map(sampleOf);
}

/**
 * It is rounded, since a double holds current nanoseconds with a precision of 256: truncated, a
 * whole millisecond could become the one before.
 */
const instantOf = (nano: number): Instant => Math.round(nano / 1e6);
