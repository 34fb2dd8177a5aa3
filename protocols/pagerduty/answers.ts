import { parseApiKey } from '#http/api-key.ts';
import { type HttpEvent, type HttpResponse, json } from '#http/http.ts';
import type { JsonObject } from '#http/json-object.ts';
import type { Problem } from '#http/problem.ts';
import { parseObject } from './parse-fields.ts';

/** PagerDuty's own limit; Alertmanager leaves details out of larger events. */
export const MAX_EVENT_BYTES = 524_288;

/** How many errors of one event are listed. */
const TOLD = 10;

/**
 * Returns the object of a request's body, or why there is none; nothing larger than the limit is
 * read.
 */
export function bodyOf({ body = '', isBase64Encoded }: HttpEvent): JsonObject | string {
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  return bytes.length > MAX_EVENT_BYTES ? TOO_LARGE : parseObject(bytes);
}

const TOO_LARGE = `The event is larger than ${MAX_EVENT_BYTES} bytes: leave details out.`;

/** The answer to an invalid event. */
export function invalid(errors: readonly string[], status = 400): HttpResponse {
  const body = { status: 'invalid event', message: 'Event object is invalid' };
  const shown = errors.length > TOLD ? errors.slice(0, TOLD - 1) : errors;
  const more = errors.length - shown.length;
  return json(status, { ...body, errors: more > 0 ? [...shown, `and ${more} more`] : shown });
}

/**
 * Renders a refusal in PagerDuty's form. Its clients know success, 400 for permanent errors, one
 * status for rate limits, and server errors; they read JSON in all of them.
 */
export function refusal(
  { kind, status, detail, headers }: Problem,
  event: HttpEvent,
  { keyIn, rateStatus }: { readonly keyIn: string; readonly rateStatus: number },
): HttpResponse {
  const after = headers['retry-after'];
  const later = { ...(after !== undefined && { 'retry-after': String(after) }) };
  switch (kind) {
    case 'rate_limited':
      return json(rateStatus, { status: 'throttle exceeded', message: detail }, later);
    case 'unauthenticated':
    case 'forbidden':
      return refusedKey(bodyOf(event), keyIn, detail);
    case 'malformed':
      return unrecognized(detail);
    case 'too_large':
      return invalid([TOO_LARGE], 413);
    default:
      return status >= 500
        ? json(status, { status: 'error', message: detail }, later)
        : invalid([detail]);
  }
}

/** The key is in the body: if there is none, the body may be at fault. */
function refusedKey(sent: JsonObject | string, keyIn: string, detail: string): HttpResponse {
  if (sent === TOO_LARGE) {
    return invalid([TOO_LARGE], 413);
  }
  if (typeof sent === 'string') {
    return unrecognized(sent);
  }
  return parseApiKey(String(sent[keyIn])) !== undefined
    ? invalid([`'${keyIn}' cannot be used: ${detail}`])
    : invalid([
        `'${keyIn}' is missing or no key of Wardbell's: it must be a key with the scope "samples", wb_<id>_<secret>`,
      ]);
}

function unrecognized(detail: string): HttpResponse {
  const body = { status: 'Unrecognized object', message: 'Event object format is unrecognized' };
  return json(400, { ...body, errors: [detail] });
}
