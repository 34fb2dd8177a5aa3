import { createHash } from 'node:crypto';

/**
 * Names what a team wrote, whatever it is laid out like: SHA-256 in hex of the document in
 * canonical JSON (RFC 8785: no blanks, keys sorted by their UTF-16 code units, numbers and texts as
 * ECMAScript writes them). Comments, order of keys, quotes and anchors of YAML change nothing. It
 * is of what is written and not of what we make of it: another version of ours, with other
 * defaults, calls it the same.
 */
export function documentHash(document: unknown): string {
  return createHash('sha256').update(canonicalJson(document)).digest('hex');
}

/** Of plain data, as YAML and JSON give it: `undefined` and functions are none. */
function canonicalJson(data: unknown): string {
  if (Array.isArray(data)) {
    return `[${data.map(canonicalJson).join(',')}]`;
  }
  if (typeof data !== 'object' || data === null) {
    return JSON.stringify(data);
  }
  const entries = Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1));
  const pairs = entries.map(([key, value]) => `${JSON.stringify(key)}:${canonicalJson(value)}`);
  return `{${pairs.join(',')}}`;
}
