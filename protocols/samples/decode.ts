import { ARCHIVED_KEYS, withParticulars } from '#core/sample/archived.ts';
import { parseInfinity } from '#core/sample/json-number.ts';
import { ofReplica, REPLICA_LABELS, withoutReplica } from '#core/sample/replica.ts';
import type { Labels, Sample } from '#core/sample/sample.ts';
import type { Rejection } from '#core/sample/validate-sample.ts';
import type { Instant } from '#core/time/instant.ts';
import { formatValue } from '#http/format-value.ts';
import { isObject, parseJson } from '#http/json-object.ts';
import { jsonSyntaxError } from '#http/json-syntax-error.ts';
import { parseTime } from '#http/parse-time.ts';
import { type Decoded, malformed } from '../decoded.ts';
import type { PlacedSample } from '../placed.ts';

const KEYS: ReadonlySet<string> = new Set(['subject', 'metric', 'value', 'unit', 'time', 'labels']);

const KEYS_IN_ARCHIVE: ReadonlySet<string> = new Set([...KEYS, ...ARCHIVED_KEYS]);

const NO_LABELS: Labels = {};

/**
 * Decodes `{"samples":[{"subject","metric","value","unit"?,"time"?,"labels"?}]}`. `time` is RFC
 * 3339 or milliseconds since 1970, by default `now`. An invalid sample costs only itself.
 */
export function decodeJson(body: string, now: Instant, replicaLabels = REPLICA_LABELS): Decoded {
  return decodeEach(body, (item) => readSample(item, now, replicaLabels, KEYS));
}

/** Decodes the same from lines of an archive, or of a file in its form; each must have a time. */
export function decodeArchived(body: string, replicaLabels = REPLICA_LABELS): Decoded {
  return decodeEach(body, (item) => {
    const read = readSample(item, Number.NaN, replicaLabels, KEYS_IN_ARCHIVE);
    if ('reason' in read) {
      return read;
    }
    return Number.isNaN(read.at)
      ? malformed('it has no time')
      : withParticulars(read, item as Readonly<Record<string, unknown>>);
  });
}

function decodeEach(body: string, readOne: (item: unknown) => Sample | Rejection): Decoded {
  const list = readList(body);
  if (typeof list === 'string') {
    return { kind: 'malformed', detail: list };
  }
  const samples: PlacedSample[] = [];
  const errors: (Rejection & { index: number })[] = [];
  for (const [index, item] of list.entries()) {
    const read = readOne(item);
    if ('reason' in read) {
      errors.push({ index, ...read });
    } else {
      samples.push({ sample: read, index });
    }
  }
  return { kind: 'samples', samples, errors };
}

/** Returns the list of samples, or what is wrong with the body. */
function readList(body: string): readonly unknown[] | string {
  const parsed = parseJson(body);
  if (parsed === undefined) {
    return notJson(body);
  }
  if (!isObject(parsed)) {
    return `The body is ${formatValue(parsed)}; it must be {"samples": [...]}.`;
  }
  const unknown = Object.keys(parsed).find((key) => key !== 'samples');
  if (unknown !== undefined) {
    return `The body has a key ${formatValue(unknown)}; it must be {"samples": [...]}.`;
  }
  const { samples } = parsed;
  return Array.isArray(samples)
    ? samples
    : `"samples" is ${formatValue(samples)}; it must be a list of samples.`;
}

/** Nothing of it is accepted, because the boundaries of its samples are unknown. */
function notJson(body: string): string {
  const why = jsonSyntaxError(body);
  const hint = why.includes('Infinity') ? ' Write "+Inf" and "-Inf", in quotes.' : '';
  return `The body is not JSON, and none of its samples was taken: ${why}.${hint}`;
}

function readSample(
  item: unknown,
  now: Instant,
  replicaLabels: readonly string[],
  keys: ReadonlySet<string>,
): Sample | Rejection {
  if (!isObject(item)) {
    return malformed(`it is ${formatValue(item)}, not an object`);
  }
  for (const key in item) {
    if (!keys.has(key)) {
      return malformed(`${formatValue(key)} is not known; allowed: ${[...keys].join(', ')}`);
    }
  }
  const { subject, metric, unit, time, labels: given = NO_LABELS } = item;
  if (typeof subject !== 'string') {
    return wrong('subject', subject, 'a text');
  }
  if (typeof metric !== 'string') {
    return wrong('metric', metric, 'a text');
  }
  const value = readValue(item['value']);
  if (value === undefined) {
    return {
      reason: 'not_a_number',
      detail: `value is ${formatValue(item['value'])}; it must be a number, "+Inf" or "-Inf"`,
    };
  }
  const at = time === undefined ? now : parseTime(time);
  if (at === undefined) {
    return wrong(
      'time',
      time,
      'RFC 3339 with an offset, as in "2026-05-04T07:00:00Z", or ms since 1970',
    );
  }
  if (!isLabels(given)) {
    return wrong('labels', given, 'an object whose values are texts');
  }
  const { labels, replica } = withoutReplica(given, replicaLabels);
  if (unit === undefined) {
    return ofReplica({ subject, metric, value, at, labels }, replica);
  }
  if (typeof unit !== 'string') {
    return wrong('unit', unit, 'a text');
  }
  return ofReplica({ subject, metric, value, unit, at, labels }, replica);
}

/** JSON has no infinity, so it is a text there. */
function readValue(value: unknown): number | undefined {
  if (typeof value === 'string') {
    return parseInfinity(value);
  }
  return typeof value === 'number' ? value : undefined;
}

function isLabels(value: unknown): value is Labels {
  if (!isObject(value)) {
    return false;
  }
  for (const name in value) {
    if (typeof value[name] !== 'string') {
      return false;
    }
  }
  return true;
}

function wrong(key: string, given: unknown, expected: string): Rejection {
  return malformed(`${key} is ${formatValue(given)}; it must be ${expected}`);
}
