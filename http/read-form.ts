import type { HttpEvent } from './http.ts';
import { FORM_BODY, readBody } from './read-body.ts';
import type { ReadValue } from './read-json.ts';

/** Reads a form that a browser has sent, as the object that JSON would be: its texts by name. */
export async function readForm(event: HttpEvent): Promise<ReadValue> {
  if (event.body === undefined) {
    return { kind: 'value', value: {} };
  }
  const body = await readBody(event, FORM_BODY);
  return body.kind === 'refused'
    ? body
    : { kind: 'value', value: Object.fromEntries(new URLSearchParams(body.text)) };
}
