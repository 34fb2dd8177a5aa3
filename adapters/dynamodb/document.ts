import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Instant } from '#core/time/instant.ts';
import { damaged } from '../stored/document.ts';
import type { DueIndexEntry } from './keys.ts';

export type Attributes = Record<string, AttributeValue>;

/**
 * Larger JSON is compressed: DynamoDB bills by the kilobyte, and small documents stay readable in
 * its console.
 */
const COMPRESS_ABOVE_BYTES = 8 * 1024;

/**
 * Brotli looks back further than deflate: an acknowledged incident of 10,000 alerts is 3.9 MB of
 * JSON, 474 KB deflated and 325 KB with Brotli, in 40 ms. Qualities above 5 take much longer for
 * little.
 */
const COMPRESSION = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

/** An item is at most 400 KB with its keys and attribute names. */
const MAX_BYTES = 400 * 1024 - 4 * 1024;

/**
 * The size limit of a decompressed document: far above any real one, far below the memory of a
 * function.
 */
const MAX_JSON_BYTES = 64 * 1024 * 1024;

/**
 * Encodes a document's JSON as one attribute: as text, or compressed if it is long. `name` is
 * logged if it is too long, so it must not contain patient data.
 */
export function encodeJson(json: string, name: string): AttributeValue {
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

/**
 * Decodes the JSON of a stored item's document.
 *
 * @throws Unreadable if there is none, or if it cannot be decompressed
 */
export function decodeJson(item: Attributes): string {
  const { doc } = item;
  if (doc?.S !== undefined) {
    return doc.S;
  }
  if (doc?.B === undefined) {
    throw damaged(
      `An item with the attributes ${Object.keys(item).join(', ')} has no document: it is none of ours.`,
    );
  }
  try {
    return brotliDecompressSync(doc.B, { maxOutputLength: MAX_JSON_BYTES }).toString('utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw damaged(`A document of ${doc.B.length} bytes cannot be decompressed (${code}).`);
  }
}

/**
 * Makes an item of a document with the version of its state, and an entry in the due index only
 * while it is due.
 */
export function versionedItem(
  doc: AttributeValue,
  state: { readonly version: number; readonly due?: Instant },
  { lane, decimals }: DueIndexEntry,
): Attributes {
  return {
    doc,
    v: { N: String(state.version) },
    ...(state.due !== undefined && {
      lane: { S: lane },
      due: { N: `${Math.ceil(state.due)}.${decimals}` },
    }),
  };
}
