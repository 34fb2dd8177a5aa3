import { isEmpty } from '../collections/is-empty.ts';
import type { Instant } from '../time/instant.ts';
import { toJsonNumber } from './json-number.ts';
import type { Sample } from './sample.ts';

/**
 * The keys of an archived sample that `POST /v1/samples` does not have: when the platform took it
 * in, in ms since 1970, and what only other protocols can say of a value.
 */
export const ARCHIVED_KEYS = [
  'received',
  'bound',
  'delta',
  'since',
  'replica',
  'revision',
] as const;

/**
 * Returns a sample as a line of the archive: the JSON of a sample in `POST /v1/samples`, with the
 * keys of `ARCHIVED_KEYS` where they say something. Its `time` is always there.
 */
export function archivedLine(sample: Sample, received: Instant): string {
  const { subject, metric, value, unit, at, labels, bound, isDelta, since, replica, revision } =
    sample;
  // What is undefined is left out.
  return JSON.stringify({
    subject,
    metric,
    value: toJsonNumber(value),
    unit,
    time: at,
    labels: isEmpty(labels) ? undefined : labels,
    received,
    bound,
    delta: isDelta,
    since,
    replica,
    revision,
  });
}

/** Returns the sample with what a line of the archive says of it beside what every sample has. */
export function withParticulars(
  sample: Sample,
  { bound, delta, since, replica, revision }: Readonly<Record<string, unknown>>,
): Sample {
  if (
    bound === undefined &&
    delta === undefined &&
    since === undefined &&
    replica === undefined &&
    revision === undefined
  ) {
    return sample;
  }
  return {
    ...sample,
    ...((bound === 'above' || bound === 'below') && { bound }),
    ...(delta === true && { isDelta: true }),
    ...(typeof since === 'number' && { since }),
    ...(typeof replica === 'string' && { replica }),
    ...(isRevision(revision) && { revision }),
  };
}

const REVISIONS: ReadonlySet<unknown> = new Set<NonNullable<Sample['revision']>>([
  'corrected',
  'value_entered_in_error',
  'entered_in_error',
]);

function isRevision(value: unknown): value is NonNullable<Sample['revision']> {
  return REVISIONS.has(value);
}
