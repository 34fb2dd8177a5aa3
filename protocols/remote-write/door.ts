import type { Rejection } from '#core/sample/validate-sample.ts';
import type { Config } from '#core/team/config.ts';
import type { HttpResponse } from '#http/http.ts';
import { lastingHeaders } from '#http/problem.ts';
import { MAX_SAMPLE_BYTES } from '#http/read-body.ts';
import type { Answers } from '#http/routes.ts';
import type { IngestResult } from '#usecases/ingest-samples.ts';
import { describeSample } from '../describe-sample.ts';
import type { DoorParts, SampleDoor } from '../door.ts';
import { createRemoteWriteDecoder, type RemoteWrite } from './decode.ts';
import type { ROUTES } from './routes.ts';

type Version = 1 | 2;
type Decoded = Extract<RemoteWrite, { kind: 'decoded' }> & { readonly version: Version };
type Counts = Decoded['sent'];

const MAX_UNCOMPRESSED = 20_000_000;

const TYPE = 'application/x-protobuf';

/** The message that the `proto` parameter of a Content-Type names. */
const VERSIONS: ReadonlyMap<string | undefined, Version> = new Map([
  [undefined, 1],
  ['prometheus.WriteRequest', 1],
  ['io.prometheus.write.v2.Request', 2],
]);

/**
 * How many of the rejected things are listed: Prometheus logs the first 1,024 bytes of an answer.
 */
const TOLD = 3;

const NONE: Counts = { samples: 0, histograms: 0, exemplars: 0 };

export function remoteWriteDoors({
  runtime: { config },
  samples,
}: DoorParts): Answers<typeof ROUTES, 'ingest'> {
  return { 'POST /api/v1/write': samples(remoteWriteDoor(config)) };
}

/**
 * The door of Prometheus' remote write, 1.0 and 2.0. If a series has none of the labels that name a
 * subject, its subject is the name of the key.
 */
export function remoteWriteDoor({
  prometheus,
  replicaLabels,
}: Pick<Config, 'prometheus' | 'replicaLabels'>): SampleDoor<Decoded> {
  const decode = createRemoteWriteDecoder({
    subjectLabels: prometheus.subjectLabels,
    replicaLabels,
    maxBytes: MAX_UNCOMPRESSED,
  });
  return {
    body: { types: [TYPE], encodings: ['snappy'], maxBytes: MAX_SAMPLE_BYTES },
    decode({ bytes, contentType }, { key }) {
      const version = versionOf(contentType);
      if (version === undefined) {
        return { kind: 'unsupported', detail: wrongMessage(contentType) };
      }
      const decoded = decode(bytes, version, key.name);
      return decoded.kind === 'decoded' ? { ...decoded, version } : decoded;
    },
    answer,
    renderProblem: (refused, event) => {
      const { kind, detail } = refused;
      const version = versionOf(event.headers['content-type'] ?? '');
      // By default Prometheus drops what was answered with 429.
      const status = kind === 'rate_limited' ? 503 : refused.status;
      return written(version, status, NONE, { text: detail, headers: lastingHeaders(refused) });
    },
  };
}

function versionOf(contentType: string): Version | undefined {
  const parameters = contentType.split(';').slice(1);
  const proto = parameters.map((one) => one.trim()).find((one) => /^proto=/i.test(one));
  return VERSIONS.get(proto?.slice('proto='.length).replace(/^"(.*)"$/, '$1'));
}

function wrongMessage(contentType: string): string {
  const known = [...VERSIONS.keys()].flatMap((proto) => proto ?? []).join(' or ');
  return `The content type is "${contentType.slice(0, 120)}"; this route takes ${TYPE} with proto=${known}.`;
}

/**
 * 204 only if everything was accepted: a sender counts any other answer as failed, and the sentence
 * says what failed and why.
 */
function answer(decoded: Decoded, { rejected }: IngestResult): HttpResponse {
  const { version, sent, refused, errors } = decoded;
  const lost = new Set(rejected.map(({ index }) => index));
  const lostSamples = [...lost].filter((place) => place < sent.samples).length;
  const taken: Counts = {
    samples: sent.samples - refused.samples - lostSamples,
    histograms: sent.histograms - refused.histograms - (lost.size - lostSamples),
    exemplars: sent.exemplars - refused.exemplars,
  };
  if (errors.length + rejected.length === 0) {
    return written(version, 204, taken);
  }
  const [all, left] = [sent.samples + sent.histograms, taken.samples + taken.histograms];
  const told = [
    ...errors.slice(0, TOLD).map((error) => `${placeOf(error, sent)}: ${error.detail}`),
    ...rejected.slice(0, TOLD).map(({ sample, detail }) => `${describeSample(sample)}: ${detail}`),
  ].slice(0, TOLD);
  const what = `${all - left} of ${all} samples and histograms were not taken${left > 0 ? ', all others were' : ''}`;
  return written(version, 400, taken, { text: `${what}. E.g. ${told.join('; ')}.` });
}

function placeOf({ index }: Rejection & { readonly index: number }, { samples }: Counts): string {
  return index < samples
    ? `the series of sample ${index}`
    : `the series of histogram ${index - samples}`;
}

/** Version 1 has no counts, and Prometheus' own receiver answers it without. */
function written(
  version: Version | undefined,
  statusCode: number,
  { samples, histograms, exemplars }: Counts,
  { text, headers = {} }: Pick<HttpResponse, 'headers'> & { readonly text?: string } = {},
): HttpResponse {
  return {
    statusCode,
    headers: {
      ...(version !== 1 && {
        'x-prometheus-remote-write-samples-written': String(samples),
        'x-prometheus-remote-write-histograms-written': String(histograms),
        'x-prometheus-remote-write-exemplars-written': String(exemplars),
      }),
      'cache-control': 'no-store',
      ...(text !== undefined && { 'content-type': 'text/plain; charset=utf-8' }),
      ...headers,
    },
    ...(text !== undefined && { body: `${text}\n` }),
  };
}
