import type { Rejection } from '#core/sample/admit.ts';
import type { IngestResult } from '#usecases/ingest.ts';
import { type HttpResponse, json } from '../support/http.ts';
import { type Measured, withoutZeros } from '../support/measure.ts';
import { problem } from '../support/problem.ts';
import type { Decoded } from './decoders/decoded.ts';

/** How many errors are told one by one, so that the answer stays below Lambda's 6 MB; `rejected` counts them all. */
const ERRORS_TOLD = 10_000;

/** What the sender is told: the counts, and what is wrong with single samples by their place in the body. */
export function answerSamples(
  { indexes, errors: undecoded }: Extract<Decoded, { kind: 'samples' }>,
  { accepted, duplicates, outOfOrder, rejected }: IngestResult,
): HttpResponse {
  const refused: readonly Indexed[] = rejected.map(({ index, reason, detail }) => ({
    index: indexes[index] ?? index,
    reason,
    detail,
  }));
  const all = [...undecoded, ...refused].sort((a, b) => a.index - b.index);
  const counts = { accepted, duplicates, outOfOrder, rejected: all.length };
  const body = { ...counts, errors: all.slice(0, ERRORS_TOLD) };
  // Samples that had been taken before are no failure: a sender may repeat a request of which one sample is bad.
  if (all.length === 0 || accepted + duplicates + outOfOrder > 0) return json(200, body);
  const [first] = all;
  const detail = `${all.length} rejected, e.g. the one at index ${first?.index}: ${first?.detail}.`;
  return problem('nothing_accepted', detail, { extra: body });
}

/** What became of the samples of a request, as metrics. */
export function countSamples(
  { errors }: Extract<Decoded, { kind: 'samples' }>,
  { accepted, rejected }: IngestResult,
): Measured {
  const samplesRejected = errors.length + rejected.length;
  return withoutZeros({ samplesEvaluated: accepted, samplesRejected });
}

type Indexed = Rejection & { readonly index: number };
