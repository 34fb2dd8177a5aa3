import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Instant } from '#core/time/instant.ts';
import type { DueIndexEntry } from './keys.ts';

export type Attributes = Record<string, AttributeValue>;

/**
 * Above this the JSON is compressed: DynamoDB bills by the kilobyte, and small documents stay
 * readable in its console.
 */
const COMPRESS_ABOVE_BYTES = 8 * 1024;

/**
 * Brotli, because it looks back further than deflate: an acknowledged incident of 10,000 alerts is
 * 3.9 MB of JSON, 474 KB deflated and 325 KB so, in 40 ms. Qualities above 5 take much longer for
 * little.
 */
const COMPRESSION = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

/** An item is at most 400 KB with its keys and attribute names. */
const MAX_BYTES = 400 * 1024 - 4 * 1024;

/**
 * What a document may grow to when read: far above any real one, far below the memory of a
 * function.
 */
const MAX_JSON_BYTES = 64 * 1024 * 1024;

/**
 * A state as one attribute: JSON as text, or compressed where it is long. `name` stands in the log
 * if it is too long: no patient data.
 */
export function encodeDocument(state: unknown, name: string): AttributeValue {
  const json = JSON.stringify(state);
  const length = Buffer.byteLength(json);
  if (length <= COMPRESS_ABOVE_BYTES) {
    return { S: json };
  }
  const compressed = brotliCompressSync(json, COMPRESSION);
  if (compressed.length > MAX_BYTES) {
    throw new Error(
      `${name} takes ${compressed.length} bytes (${length} before compression), more than the ${MAX_BYTES} an item can hold.`,
    );
  }
  return { B: compressed };
}

/** The state of a stored item. */
export function decodeDocument<State>(item: Attributes): State {
  const { doc } = item;
  if (doc?.S !== undefined) {
    return JSON.parse(doc.S) as State;
  }
  if (doc?.B === undefined) {
    throw new Error(
      `An item with the attributes ${Object.keys(item).join(', ')} has no document: it is none of ours.`,
    );
  }
  const json = brotliDecompressSync(doc.B, { maxOutputLength: MAX_JSON_BYTES });
  return JSON.parse(json.toString('utf8')) as State;
}

/**
 * A state with its version beside the document, and its place in the due index only while it is
 * due.
 */
export function versionedItem(
  state: { readonly version: number; readonly due?: Instant },
  name: string,
  { lane, decimals }: DueIndexEntry,
): Attributes {
  const due: Attributes =
    state.due === undefined
      ? {}
      : { lane: { S: lane }, due: { N: `${Math.ceil(state.due)}.${decimals}` } };
  return { doc: encodeDocument(state, name), v: { N: String(state.version) }, ...due };
}
