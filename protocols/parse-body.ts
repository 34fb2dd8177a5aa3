import { parseJson } from '#http/json-object.ts';
import { jsonSyntaxError } from '#http/json-syntax-error.ts';
import { NOT_UTF8, utf8 } from '#http/read-body.ts';
import type { Undecodable } from './decoded.ts';

/** Parses the JSON of a body, or returns why it is invalid. */
export function parseBody(bytes: Buffer): { readonly json: unknown } | Undecodable {
  const text = utf8(bytes);
  if (text === undefined) {
    return { kind: 'malformed', detail: NOT_UTF8 };
  }
  const json = parseJson(text);
  if (json !== undefined) {
    return { json };
  }
  return { kind: 'malformed', detail: `The body is not JSON: ${jsonSyntaxError(text)}.` };
}
