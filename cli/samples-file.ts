import type { Sample } from '#core/sample/sample.ts';
import type { Instant } from '#core/time/instant.ts';
import { parseJson } from '#http/json-object.ts';
import { jsonSyntaxError } from '#http/json-syntax-error.ts';
import { wellFormedJson } from '#http/json-text.ts';
import { decodeJson } from '#protocols/samples/decode.ts';
import { CliFailure } from './failure.ts';
import type { LineOptions } from './sample-lines.ts';
import { DEFAULT_COLUMNS, type Defaults, readCsv, type WrittenSamples } from './samples-csv.ts';

/** The contents of a file of samples. */
export interface SamplesFile {
  readonly samples: readonly Sample[];
  /** The rejected samples, each with its position and reason. */
  readonly rejected: readonly string[];
  readonly assumed: WrittenSamples['assumed'];
}

/**
 * Reads the samples of a file: the JSON of the API, a JSON list of samples, or CSV with a heading.
 * An invalid sample costs only that sample; a file without any is a failure.
 */
export function readSamples(
  text: string,
  file: string,
  defaults: Defaults,
  { replicaLabels, refuse }: Pick<LineOptions, 'replicaLabels' | 'refuse'> = {},
): SamplesFile {
  const isJson = /^\s*[[{]/.test(text);
  const idle = DEFAULT_COLUMNS.find((column) => defaults[column] !== undefined);
  if (isJson && idle !== undefined) {
    throw new CliFailure('usage', `--${idle} does nothing: ${file} is JSON, and it is for CSV.`);
  }
  const written = isJson ? readJson(text, file) : readCsv(text, file, defaults);
  // The decoder would date a sample without a time by the present, which a simulation does not
  // have.
  const body = JSON.stringify({ samples: written.samples });
  const decoded = decodeJson(body, Number.NaN, replicaLabels);
  if (decoded.kind === 'malformed') {
    throw new CliFailure('failed', `${file}: ${decoded.detail}`);
  }
  const placeOf = (index: number) => `${file}: ${written.places[index]}`;
  const whyNot = (sample: Sample) =>
    Number.isNaN(sample.at) ? 'it has no time' : refuse?.(sample);
  const refused = decoded.samples.flatMap(({ index, sample }) => {
    const detail = whyNot(sample);
    return detail === undefined ? [] : [{ index, sample, detail }];
  });
  const rejected = [...decoded.errors, ...refused]
    .sort((a, b) => a.index - b.index)
    .map(({ index, detail }) => `${placeOf(index)}: ${detail}.`);
  const left = new Set(refused.map(({ sample }) => sample));
  const samples = decoded.samples.flatMap(({ sample }) => (left.has(sample) ? [] : [sample]));
  if (samples.length > 0) {
    return { samples, rejected, assumed: written.assumed };
  }
  throw new CliFailure('failed', [`${file} holds no samples.`, ...rejected.slice(0, 5)].join('\n'));
}

/** Shifts the samples in time together, so that the first is at `start`. */
export function shiftSamples(start: Instant, samples: readonly Sample[]): readonly Sample[] {
  const first = samples.reduce((least, sample) => Math.min(least, sample.at), Infinity);
  return samples.map((sample) => ({ ...sample, at: sample.at - first + start }));
}

function readJson(text: string, file: string): WrittenSamples {
  const json = wellFormedJson(text).text;
  const parsed = parseJson(json);
  if (parsed === undefined) {
    throw new CliFailure('failed', `${file} is not JSON: ${jsonSyntaxError(json)}.`);
  }
  const samples = Array.isArray(parsed) ? parsed : (parsed as { samples?: unknown }).samples;
  if (!Array.isArray(samples)) {
    throw new CliFailure('failed', `${file} must be {"samples": [...]} or a list of samples.`);
  }
  return { samples, places: samples.map((_, i) => `sample ${i + 1}`), assumed: [] };
}
