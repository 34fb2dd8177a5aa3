import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import type { Encoding } from './decode.ts';

const { Varint, LengthDelimited } = WireType;

/**
 * Makes an ExportMetricsServiceResponse: everything was accepted, or how many data points were
 * rejected and why; a message with a count of 0 is a warning.
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

/** Makes a google.rpc.Status: why a request was not accepted. */
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
