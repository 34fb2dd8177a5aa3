import { type BodySchema, readFields, type ValuesOf } from './fields.ts';
import type { HttpAnswer, HttpEvent } from './http.ts';
import { parseJson } from './json-object.ts';
import { jsonSyntaxError } from './json-syntax-error.ts';
import { wellFormedJson } from './json-text.ts';
import { problem } from './problem.ts';
import { JSON_BODY, type Refused, readBody } from './read-body.ts';

/**
 * Reads the JSON body of a request by its schema and answers with the result of `then`, or with
 * what is wrong.
 */
export async function readJson<B extends BodySchema>(
  event: HttpEvent,
  schema: B,
  then: (fields: ValuesOf<B>) => Promise<HttpAnswer>,
): Promise<HttpAnswer> {
  const sent = await readAnyJson(event);
  const read = sent.kind === 'refused' ? sent : fieldsOf(sent.value, schema);
  return read.kind === 'refused' ? read.problem : then(read.fields);
}

/** Returns the fields of a body that was read, or what is wrong with them. */
export function fieldsOf<B extends BodySchema>(
  value: unknown,
  schema: B,
): Refused | { readonly kind: 'fields'; readonly fields: ValuesOf<B> } {
  const read = readFields(value, schema);
  if (read.kind === 'fields') {
    return read;
  }
  const detail = read.errors.map((e) => `${e.field || 'body'}: ${e.detail}`).join(' ');
  return {
    kind: 'refused',
    problem: problem('invalid', detail, { extra: { errors: read.errors } }),
  };
}

/** What a body holds, whatever its shape. */
export type ReadValue = Refused | { readonly kind: 'value'; readonly value: unknown };

/** Reads the JSON body of a request, whatever its shape, or returns why it is invalid. */
export async function readAnyJson(event: HttpEvent): Promise<ReadValue> {
  const body = await readBody(event, JSON_BODY);
  if (body.kind === 'refused') {
    return body;
  }
  const { text } = wellFormedJson(body.text);
  const value = parseJson(text);
  if (value !== undefined) {
    return { kind: 'value', value };
  }
  const detail = `The body is not JSON: ${jsonSyntaxError(text)}.`;
  return { kind: 'refused', problem: problem('malformed', detail) };
}
