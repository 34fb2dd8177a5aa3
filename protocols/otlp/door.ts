import type { Sample } from '#core/sample/sample.ts';
import type { Config } from '#core/team/config.ts';
import type { HttpResponse } from '#http/http.ts';
import { lastingHeaders, type ProblemKind } from '#http/problem.ts';
import type { Answers } from '#http/routes.ts';
import type { IngestResult } from '#usecases/ingest-samples.ts';
import { describeSample } from '../describe-sample.ts';
import type { DoorParts, SampleDoor } from '../door.ts';
import { unreadWarning } from '../warnings.ts';
import { exportResponse, rpcStatus } from './answers.ts';
import { decodeOtlp, type Encoding } from './decode.ts';
import { watchProcesses } from './processes.ts';
import type { ROUTES } from './routes.ts';
import type { Exported } from './samples.ts';

interface Decoded extends Exported {
  /** The answer is in the encoding of the request. */
  readonly encoding: Encoding;
  readonly shared?: Sample;
}

const TYPES = { protobuf: 'application/x-protobuf', json: 'application/json' } as const;

/** The limit after inflating. The decoder accepts less of JSON. */
const MAX_BYTES = 20_000_000;

/** The codes of google.rpc.Status (google/rpc/code.proto) for our problems. */
const CODES: Readonly<Partial<Record<ProblemKind, number>>> = {
  forbidden: 7,
  rate_limited: 8,
  too_large: 8,
  internal: 13,
  unavailable: 14,
  unauthenticated: 16,
};

const INVALID_ARGUMENT = 3;

/** How many of the rejected data points are listed: exporters log the whole message. */
const TOLD = 3;

export function otlpDoors({
  runtime: { config },
  samples,
}: DoorParts): Answers<typeof ROUTES, 'ingest'> {
  return { 'POST /v1/metrics': samples(otlpDoor(config)) };
}

/**
 * The door of OTLP metrics over HTTP. If a data point has none of the attributes that name a
 * subject, its subject is the name of the key.
 */
export function otlpDoor({
  otlp,
  replicaLabels,
}: Pick<Config, 'otlp' | 'replicaLabels'>): SampleDoor<Decoded> {
  const turnsTaken = watchProcesses();
  return {
    body: { types: Object.values(TYPES), maxBytes: MAX_BYTES },
    decode({ bytes, contentType }, { key, now }) {
      const encoding = encodingOf(contentType);
      const decoded = decodeOtlp(bytes, encoding, {
        ...otlp,
        replicaLabels,
        otherwise: key.name,
        now,
      });
      if (decoded.kind !== 'decoded') {
        return decoded;
      }
      const shared = turnsTaken(decoded.processes ?? [])?.sample;
      return { ...decoded, encoding, ...(shared !== undefined && { shared }) };
    },
    answer,
    renderProblem: (refused, event) => {
      const { kind, status, detail } = refused;
      const encoding = encodingOf(event.headers['content-type'] ?? '');
      const body = rpcStatus(encoding, CODES[kind] ?? INVALID_ARGUMENT, detail);
      return respond(encoding, status, body, lastingHeaders(refused));
    },
  };
}

/** JSON is also the answer to an unknown encoding, since a person may read it. */
function encodingOf(contentType: string): Encoding {
  return contentType.trim().toLowerCase().startsWith(TYPES.protobuf) ? 'protobuf' : 'json';
}

/**
 * 200 if anything was accepted, since an exporter must not send that again. 400 if nothing was, so
 * that it counts as failed. A message with a count of 0 is a warning (OTLP, "Partial Success").
 */
function answer(decoded: Decoded, { rejected, partlyKept, unread }: IngestResult): HttpResponse {
  const { encoding, points, errors } = decoded;
  const lost = new Set([...errors, ...rejected].map(({ index }) => index));
  if (lost.size === 0) {
    const [first] = partlyKept;
    const kept = first && `${describeSample(first.sample)}: ${first.detail}`;
    const warning = [kept, unreadWarning(unread)].filter((text) => text !== undefined).join('. ');
    return respond(encoding, 200, exportResponse(encoding, 0, warning));
  }
  const told = [
    ...errors.slice(0, TOLD).map(({ index, detail }) => `data point ${index}: ${detail}`),
    // They are counted before they are described: a request may have thousands with megabytes each.
    ...rejected.slice(0, TOLD).map(({ sample, detail }) => `${describeSample(sample)}: ${detail}`),
  ].slice(0, TOLD);
  const left = lost.size < points;
  const what = `${lost.size} of ${points} data points were not taken${left ? ', all others were' : ''}. E.g. ${told.join('; ')}.`;
  return left
    ? respond(encoding, 200, exportResponse(encoding, lost.size, what))
    : respond(encoding, 400, rpcStatus(encoding, INVALID_ARGUMENT, what));
}

function respond(
  encoding: Encoding,
  statusCode: number,
  body: string | Uint8Array,
  more: HttpResponse['headers'] = {},
): HttpResponse {
  const headers = { 'content-type': TYPES[encoding], 'cache-control': 'no-store', ...more };
  return typeof body === 'string'
    ? { statusCode, headers, body }
    : { statusCode, headers, body: Buffer.from(body).toString('base64'), isBase64Encoded: true };
}
