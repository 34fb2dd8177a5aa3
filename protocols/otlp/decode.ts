import type { Undecodable } from '../decoded.ts';
import { parseBody } from '../parse-body.ts';
import { EXPORT_REQUEST, type ExportRequest } from './export-request.ts';
import { OTLP_LIMITS } from './limits.ts';
import { FULL } from './message.ts';
import { type Exported, type SampleOptions, samplesOf } from './samples.ts';

/** The two encodings of OTLP over HTTP. */
export type Encoding = 'protobuf' | 'json';

/** Decodes an exporter's request in either encoding to samples. */
export function decodeOtlp(
  body: Buffer,
  encoding: Encoding,
  options: SampleOptions,
): Exported | Undecodable {
  const request = encoding === 'json' ? readJson(body) : readMessage(() => fromBytes(body));
  if ('detail' in request) {
    return request;
  }
  const { samples, labels } = OTLP_LIMITS;
  return (
    samplesOf(request, options) ??
    tooMuch(`makes more than ${samples} samples, or more than ${labels} labels on them`)
  );
}

const room = () => ({ ...OTLP_LIMITS });

const fromBytes = (body: Buffer) => EXPORT_REQUEST.fromBytes(body, room());

function readJson(body: Buffer): ExportRequest | Undecodable {
  const { jsonBytes } = OTLP_LIMITS;
  if (body.length > jsonBytes) {
    return tooMuch(`is larger than ${jsonBytes} bytes of JSON`);
  }
  const parsed = parseBody(body);
  if ('kind' in parsed) {
    return parsed;
  }
  return readMessage(() => EXPORT_REQUEST.fromJson(parsed.json, room(), 'it'));
}

/** Message readers throw what is wrong with the input, and nothing else there can fail. */
function readMessage(read: () => ExportRequest): ExportRequest | Undecodable {
  try {
    return read();
  } catch (error) {
    const { messages, numbers } = OTLP_LIMITS;
    if (error === FULL.messages) {
      return tooMuch(`holds more than ${messages} messages`);
    }
    if (error === FULL.numbers) {
      return tooMuch(`holds more than ${numbers} bucketCounts and explicitBounds`);
    }
    const why = error instanceof Error ? error.message.slice(0, 200) : 'it cannot be read';
    return { kind: 'malformed', detail: `The body is no ExportMetricsServiceRequest: ${why}.` };
  }
}

function tooMuch(what: string): Undecodable {
  const detail = `The request ${what}. Send fewer data points a request (send_batch_max_size).`;
  return { kind: 'too_large', detail };
}
