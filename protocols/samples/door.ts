import type { Rejection } from '#core/sample/validate-sample.ts';
import type { Config } from '#core/team/config.ts';
import { type HttpAnswer, json } from '#http/http.ts';
import { problem } from '#http/problem.ts';
import { MAX_SAMPLE_BYTES, NOT_UTF8, utf8 } from '#http/read-body.ts';
import type { Answers } from '#http/routes.ts';
import type { IngestResult } from '#usecases/ingest-samples.ts';
import type { Decoded } from '../decoded.ts';
import type { DoorParts, SampleDoor } from '../door.ts';
import { decodeJson } from './decode.ts';
import type { ROUTES } from './routes.ts';

type Samples = Extract<Decoded, { kind: 'samples' }>;

export function samplesDoors({
  runtime: { config },
  samples,
}: DoorParts): Answers<typeof ROUTES, 'ingest'> {
  return { 'POST /v1/samples': samples(samplesDoor(config)) };
}

/** The door of our own protocol: samples in JSON, and an answer that names each rejected one. */
function samplesDoor({ replicaLabels }: Pick<Config, 'replicaLabels'>): SampleDoor<Samples> {
  return {
    body: { types: ['application/json'], maxBytes: MAX_SAMPLE_BYTES },
    decode({ bytes }, { now }) {
      const text = utf8(bytes);
      return text === undefined
        ? { kind: 'malformed', detail: NOT_UTF8 }
        : decodeJson(text, now, replicaLabels);
    },
    answer: answerSamples,
  };
}

/**
 * How many errors are listed, so that the answer stays below Lambda's 6 MB; `rejected` counts them
 * all.
 */
const ERRORS_TOLD = 10_000;

/**
 * Returns the answer for the sender: the counts, and what is wrong with single samples by their
 * position in the body.
 */
export function answerSamples(
  { errors: undecoded }: Samples,
  { accepted, duplicates, outOfOrder, rejected, unread, partlyKept, displaced }: IngestResult,
): HttpAnswer {
  const refused = rejected.map(withoutSample);
  const all = [...undecoded, ...refused].sort((a, b) => a.index - b.index);
  const counts = { accepted, duplicates, outOfOrder, rejected: all.length };
  const body = {
    ...counts,
    unread: unread.count,
    ...(unread.count > 0 && { unreadExamples: unread.examples }),
    errors: all.slice(0, ERRORS_TOLD),
    ...(partlyKept.length > 0 && {
      partlyKept: partlyKept.slice(0, ERRORS_TOLD).map(withoutSample),
    }),
    ...(partlyKept.length > ERRORS_TOLD && {
      partlyKeptMore: partlyKept.length - ERRORS_TOLD,
    }),
    ...(displaced > 0 && { displaced }),
  };
  // Duplicates are no failure: a sender may repeat a request that has one bad sample.
  if (all.length === 0 || accepted + duplicates + outOfOrder > 0) {
    return json(200, body);
  }
  const [first] = all;
  const detail = `${all.length} rejected, e.g. the one at index ${first?.index}: ${first?.detail}.`;
  return problem('nothing_accepted', detail, { extra: body });
}

type Indexed = Rejection & { readonly index: number };

/** The sender has the sample, and finds it by its position. */
function withoutSample({ index, reason, detail }: Indexed): Indexed {
  return { index, reason, detail };
}
