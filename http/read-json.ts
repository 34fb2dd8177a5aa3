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
  if (sent.kind === 'refused') {
    return sent.problem;
  }
  const read = readFields(sent.value, schema);
  if (read.kind === 'fields') {
    return then(read.fields);
  }
  const detail = read.errors.map((e) => `${e.field || 'body'}: ${e.detail}`).join(' ');
  return problem('invalid', detail, { extra: { errors: read.errors } });
}

/** Reads the JSON body of a request, whatever its shape, or returns why it is invalid. */
export async function readAnyJson(
  event: HttpEvent,
): Promise<Refused | { readonly kind: 'json'; readonly value: unknown }> {
  const body = await readBody(event, JSON_BODY);
  if (body.kind === 'refused') {
    return body;
  }
  const { text } = wellFormedJson(body.text);
  const value = parseJson(text);
  if (value !== undefined) {
    return { kind: 'json', value };
  }
  const detail = `The body is not JSON: ${jsonSyntaxError(text)}.`;
  return { kind: 'refused', problem: problem('malformed', detail) };
}
