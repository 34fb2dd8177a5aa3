import { type ReadFields, readFields, type Shape, type ValuesOf } from './fields.ts';
import type { HttpEvent, HttpResponse } from './http.ts';
import { parseJson } from './json-object.ts';
import { wellFormedJson } from './json-text.ts';
import { problem } from './problem.ts';
import { JSON_BODY, readBody } from './read-body.ts';
import { whyNotJson } from './why-not-json.ts';

/**
 * Reads the JSON body of a request by its shape and answers with what `then` makes of it, or says
 * what is wrong.
 */
export async function readJson<S extends Shape>(
  event: HttpEvent,
  shape: S,
  then: (fields: ValuesOf<S>) => Promise<HttpResponse>,
): Promise<HttpResponse> {
  const body = await readBody(event, JSON_BODY);
  if (body.kind === 'refused') return body.response;
  const { text } = wellFormedJson(body.text);
  const value = parseJson(text);
  if (value === undefined)
    return problem('malformed', `The body is not JSON: ${whyNotJson(text)}.`);
  const read: ReadFields<S> = readFields(value, shape);
  if (read.kind === 'fields') return then(read.fields);
  const detail = read.errors.map((e) => `${e.field || 'body'}: ${e.detail}`).join(' ');
  return problem('invalid', detail, { extra: { errors: read.errors } });
}
