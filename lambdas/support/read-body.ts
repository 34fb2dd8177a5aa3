import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { HttpEvent, HttpResponse } from './http.ts';
import { problem } from './problem.ts';

/** What a route takes: the media types, and how many bytes after inflating. */
export interface BodyRules {
  readonly types: readonly string[];
  readonly maxBytes: number;
}

export type Body =
  | { readonly kind: 'body'; readonly text: string }
  | { readonly kind: 'refused'; readonly response: HttpResponse };

const MEGABYTE = 1_000_000;

/** Samples in JSON: API Gateway and Lambda carry no more than 6 MB, and gzip makes that many times as much. */
export const SAMPLES_BODY: BodyRules = { types: ['application/json'], maxBytes: 5 * MEGABYTE };

/** What a person or a tool asks for in JSON. */
export const JSON_BODY: BodyRules = { types: ['application/json'], maxBytes: 100_000 };

/** A form sent by a browser. */
export const FORM_BODY: BodyRules = {
  types: ['application/x-www-form-urlencoded'],
  maxBytes: 100_000,
};

const inflate = promisify(gunzip);

/** The body as text: its type checked, its base64 undone, inflated within the limit, and proper UTF-8. */
export async function readBody(event: HttpEvent, rules: BodyRules): Promise<Body> {
  const type = (event.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (!rules.types.includes(type)) return refused('unsupported', wrongType(type, rules));
  const raw = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  const encoding = (event.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (encoding === 'identity') return decode(raw, rules);
  if (encoding !== 'gzip')
    return refused(
      'unsupported',
      `The content encoding "${encoding.slice(0, 40)}" is not supported: send gzip, or none.`,
    );
  try {
    return decode(await inflate(raw, { maxOutputLength: rules.maxBytes }), rules);
  } catch (error) {
    // Thrown before more than the limit was allocated, whatever the sender claims.
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') return tooLarge(rules);
    return refused('malformed', 'The body is said to be gzip and cannot be inflated.');
  }
}

function decode(bytes: Buffer, rules: BodyRules): Body {
  if (bytes.length > rules.maxBytes) return tooLarge(rules);
  try {
    return { kind: 'body', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return refused('malformed', 'The body is not UTF-8.');
  }
}

function wrongType(type: string, { types }: BodyRules): string {
  const given =
    type === '' ? 'No content type was given' : `The content type is "${type.slice(0, 80)}"`;
  return `${given}; this route takes ${types.join(' or ')}. Send the header "Content-Type: ${types[0]}".`;
}

function tooLarge({ maxBytes }: BodyRules): Body {
  const detail = `The body, inflated, is larger than ${maxBytes} bytes. Send it in parts.`;
  return { kind: 'refused', response: problem('too_large', detail, { extra: { maxBytes } }) };
}

function refused(kind: 'unsupported' | 'malformed', detail: string): Body {
  return { kind: 'refused', response: problem(kind, detail) };
}
