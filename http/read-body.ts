import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { HttpEvent } from './http.ts';
import { type Problem, problem } from './problem.ts';

/** What a route takes: the media types, the encodings, and how many bytes after inflating. */
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

/** A body that a route takes, its base64 undone. */
export interface Bytes {
  readonly kind: 'bytes';
  readonly bytes: Buffer;
  /** As it was sent, with its parameters. */
  readonly contentType: string;
}

/** A request that is answered with what is wrong with its body. */
export interface Refused {
  readonly kind: 'refused';
  readonly problem: Problem;
}

export type Body = { readonly kind: 'body'; readonly text: string } | Refused;

const MEGABYTE = 1_000_000;

/**
 * Samples: API Gateway and Lambda carry no more than 6 MB, and gzip makes that many times as much.
 */
export const MAX_SAMPLE_BYTES = 5 * MEGABYTE;

/** What a person or a tool asks for in JSON. */
export const JSON_BODY: BodyRules = { types: ['application/json'], maxBytes: 100_000 };

/** A form sent by a browser. */
export const FORM_BODY: BodyRules = {
  types: ['application/x-www-form-urlencoded'],
  maxBytes: 100_000,
};

const BY_GZIP_OR_NOT = ['gzip', 'identity'] as const;

const inflate = promisify(gunzip);

/**
 * The body as text: its type checked, its base64 undone, inflated within the limit, and proper
 * UTF-8.
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
 * The body as bytes: its type and encoding checked, its base64 undone, inflated within the limit.
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
    // Thrown before more than the limit was allocated, whatever the sender claims.
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      return tooLarge(rules);
    }
    return refused('malformed', 'The body is said to be gzip and cannot be inflated.');
  }
}

/** What is said where `utf8` finds no text. */
export const NOT_UTF8 = 'The body is not UTF-8.';

/** The text that these bytes are; undefined if they are not UTF-8. */
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
