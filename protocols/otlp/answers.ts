import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import type { Encoding } from './decode.ts';

const { Varint, LengthDelimited } = WireType;

/**
 * ExportMetricsServiceResponse: everything was taken, or how many data points were not and why;
 * words beside 0 are a warning.
 */
export function exportResponse(
  encoding: Encoding,
  rejected: number,
  errorMessage: string,
): string | Uint8Array {
  const says = rejected > 0 || errorMessage !== '';
  if (encoding === 'json') {
    return !says
      ? '{}'
      : JSON.stringify({ partialSuccess: { rejectedDataPoints: String(rejected), errorMessage } });
  }
  const writer = new BinaryWriter();
  if (says) {
    writer
      .tag(1, LengthDelimited)
      .fork()
      .tag(1, Varint)
      .int64(rejected)
      .tag(2, LengthDelimited)
      .string(errorMessage)
      .join();
  }
  return writer.finish();
}

/** google.rpc.Status: why a request was not taken. */
export function rpcStatus(encoding: Encoding, code: number, message: string): string | Uint8Array {
  if (encoding === 'json') {
    return JSON.stringify({ code, message });
  }
  return new BinaryWriter()
    .tag(1, Varint)
    .int32(code)
    .tag(2, LengthDelimited)
    .string(message)
    .finish();
}
