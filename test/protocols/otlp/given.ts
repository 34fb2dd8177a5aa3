import { decodeOtlp } from '#protocols/otlp/decode.ts';
import { T0 } from '../../support/bed-1.ts';

const OPTIONS = {
  subjectAttributes: ['subject', 'host.name'],
  promotedAttributes: ['host.name', 'service.name'],
  otherwise: 'a collector',
  now: T0,
};

/** When everything here was measured, in nanoseconds. */
export const AT = BigInt(T0) * 1_000_000n;

/** A data point in JSON. */
export const point = { timeUnixNano: String(AT), asDouble: 97 };

export const fromBytes = (body: Uint8Array) => decodeOtlp(Buffer.from(body), 'protobuf', OPTIONS);

export const fromText = (body: string | Buffer) => decodeOtlp(Buffer.from(body), 'json', OPTIONS);

export const fromJson = (body: unknown) => fromText(JSON.stringify(body));

/** Returns what was decoded of a request in JSON that can be. */
export function decoded(body: object) {
  const result = fromJson(body);
  if ('detail' in result) {
    throw new Error(result.detail);
  }
  return result;
}
