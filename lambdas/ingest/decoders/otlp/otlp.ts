import { NOT_UTF8, utf8 } from '#lambdas/support/read-body.ts';
import type { Undecodable } from '../decoded.ts';
import { EXPORT_REQUEST, type ExportRequest } from './export-request.ts';
import { FULL } from './message.ts';
import { type Exported, type SampleOptions, samplesOf } from './samples.ts';

/** The two forms in which OTLP over HTTP carries the same messages. */
export type Encoding = 'protobuf' | 'json';

/**
 * How much of one request is taken, against a small body that makes much of memory. A collector sends some 8,000 data points (`send_batch_size`), each of
 * them a message, and two more for each attribute.
 */
export const OTLP_LIMITS = {
  samples: 200_000,
  messages: 500_000,
  /** How many messages may stand in one another: a data point is the fifth, and each list in an attribute takes two more. */
  depth: 32,
  /** JSON takes several times the room of protobuf, in memory too. */
  jsonBytes: 5_000_000,
} as const;

/** Reads an exporter's request in either form, and makes samples of its data points. */
export function decodeOtlp(
  body: Buffer,
  encoding: Encoding,
  options: SampleOptions,
): Exported | Undecodable {
  const request = encoding === 'json' ? readJson(body) : readMessage(() => fromBytes(body));
  if ('detail' in request) return request;
  const { samples } = OTLP_LIMITS;
  return samplesOf(request, options, samples) ?? tooMuch(`makes more than ${samples} samples`);
}

const room = () => ({ messages: OTLP_LIMITS.messages, depth: OTLP_LIMITS.depth });

const fromBytes = (body: Buffer) => EXPORT_REQUEST.fromBytes(body, room());

function readJson(body: Buffer): ExportRequest | Undecodable {
  const { jsonBytes } = OTLP_LIMITS;
  if (body.length > jsonBytes) return tooMuch(`is larger than ${jsonBytes} bytes of JSON`);
  const text = utf8(body);
  if (text === undefined) return { kind: 'malformed', detail: NOT_UTF8 };
  return readMessage(() => EXPORT_REQUEST.fromJson(JSON.parse(text), room(), 'it'));
}

/** Readers of messages throw what is wrong with what was sent, and do nothing else that could fail. */
function readMessage(read: () => ExportRequest): ExportRequest | Undecodable {
  try {
    return read();
  } catch (error) {
    if (error === FULL) return tooMuch(`holds more than ${OTLP_LIMITS.messages} messages`);
    const why = error instanceof Error ? error.message.slice(0, 200) : 'it cannot be read';
    return { kind: 'malformed', detail: `The body is no ExportMetricsServiceRequest: ${why}.` };
  }
}

function tooMuch(what: string): Undecodable {
  const detail = `The request ${what}. Send fewer data points a request (send_batch_max_size).`;
  return { kind: 'too_large', detail };
}
