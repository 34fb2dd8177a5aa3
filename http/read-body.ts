import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { HttpEvent } from './http.ts';
import { type Problem, problem } from './problem.ts';

/**
 * The accepted bodies of a route: media types, encodings, and the limit of bytes after inflating.
 */
export interface BodyRules {
  readonly types: readonly string[];
  /**
   * `identity` is a body without an encoding. Only gzip is undone here: snappy is handed on as it
   * came, and `maxBytes` counts it so.
   * @default gzip and identity
   */
  readonly encodings?: readonly ('gzip' | 'identity' | 'snappy')[];
  readonly maxBytes: number;
}

/** An accepted body, decoded from base64. */
export interface Bytes {
  readonly kind: 'bytes';
  readonly bytes: Buffer;
  /** The content type as it was sent, with its parameters. */
  readonly contentType: string;
}

/** A request whose body is refused, with the problem to answer. */
export interface Refused {
  readonly kind: 'refused';
  readonly problem: Problem;
}

export type Body = { readonly kind: 'body'; readonly text: string } | Refused;

const MEGABYTE = 1_000_000;

/**
 * The limit of sample bodies: API Gateway and Lambda carry no more than 6 MB, and gzip makes that
 * many times as much.
 */
export const MAX_SAMPLE_BYTES = 5 * MEGABYTE;

/** The rules for JSON from a person or a tool. */
export const JSON_BODY: BodyRules = { types: ['application/json'], maxBytes: 100_000 };

/** The rules for a form sent by a browser. */
export const FORM_BODY: BodyRules = {
  types: ['application/x-www-form-urlencoded'],
  maxBytes: 100_000,
};

const BY_GZIP_OR_NOT = ['gzip', 'identity'] as const;

const inflate = promisify(gunzip);

/**
 * Reads the body as text: checks its type, decodes base64, inflates it within the limit, and
 * requires valid UTF-8.
 */
export async function readBody(event: HttpEvent, rules: BodyRules): Promise<Body> {
  const body = await readBytes(event, rules);
  if (body.kind === 'refused') {
    return body;
  }
  const text = utf8(body.bytes);
  return text === undefined ? refused('malformed', NOT_UTF8) : { kind: 'body', text };
}

/**
 * Reads the body as bytes: checks its type and encoding, decodes base64, and inflates it within the
 * limit.
 */
export async function readBytes(event: HttpEvent, rules: BodyRules): Promise<Bytes | Refused> {
  const contentType = event.headers['content-type'] ?? '';
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  if (!rules.types.includes(type)) {
    return refused('unsupported', wrongType(type, rules));
  }
  const encoding = (event.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  const { encodings = BY_GZIP_OR_NOT }: { encodings?: readonly string[] } = rules;
  if (!encodings.includes(encoding)) {
    return refused('unsupported', wrongEncoding(encoding, rules));
  }
  const raw = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  const within = (bytes: Buffer) =>
    bytes.length > rules.maxBytes
      ? tooLarge(rules)
      : ({ kind: 'bytes', bytes, contentType } as const);
  if (encoding !== 'gzip') {
    return within(raw);
  }
  try {
    return within(await inflate(raw, { maxOutputLength: rules.maxBytes }));
  } catch (error) {
    // Thrown before more than the limit is allocated, whatever the sender claims.
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      return tooLarge(rules);
    }
    return refused('malformed', 'The body is said to be gzip and cannot be inflated.');
  }
}

/** The message if `utf8` finds no text. */
export const NOT_UTF8 = 'The body is not UTF-8.';

/** Decodes UTF-8; undefined if it is invalid. */
export function utf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function wrongType(type: string, { types }: BodyRules): string {
  const given =
    type === '' ? 'No content type was given' : `The content type is "${type.slice(0, 80)}"`;
  return `${given}; this route takes ${types.join(' or ')}. Send the header "Content-Type: ${types[0]}".`;
}

function wrongEncoding(encoding: string, { encodings = BY_GZIP_OR_NOT }: BodyRules): string {
  const given =
    encoding === 'identity'
      ? 'No content encoding was given'
      : `The content encoding "${encoding.slice(0, 40)}" is not supported`;
  const named = encodings.filter((one) => one !== 'identity').join(' or ');
  return `${given}: send ${named}${encodings.includes('identity') ? ', or none' : ''}.`;
}

function tooLarge({ maxBytes }: BodyRules): Refused {
  const detail = `The body, inflated, is larger than ${maxBytes} bytes. Send it in parts.`;
  return { kind: 'refused', problem: problem('too_large', detail, { extra: { maxBytes } }) };
}

function refused(kind: 'unsupported' | 'malformed', detail: string): Refused {
  return { kind: 'refused', problem: problem(kind, detail) };
}
