import { createHash } from 'node:crypto';
import type { HttpEvent, HttpResponse } from './http.ts';
import type { HttpHandler } from './http-handler.ts';

/**
 * The routes of our own API by which something can be got: health says what time it is, and is
 * asked without a key.
 */
const REVALIDATED = /^GET \/v1\/(?!health$)/;

export function isRevalidated(route: string): boolean {
  return REVALIDATED.test(route);
}

/** Whoever has a copy may keep it for itself, and asks each time whether it still holds. */
const CACHE_CONTROL = 'private, no-cache';

/**
 * Answers that say 200 get an `ETag`, and whoever sends it back in `If-None-Match` is answered 304
 * without a body while it still holds (RFC 9110, 8.8.3 and 13.1.2). Nothing behind it has to know.
 *
 * The tag is made of the answer's bytes: the answer is made all the same, and only its way is
 * spared. An answer that tells what time it is brings its own tag, of the rest.
 */
export function conditionalGet(handler: HttpHandler): HttpHandler {
  return async (event, context) => {
    const answer = await handler(event, context);
    return answer.statusCode === 200 ? revalidated(answer, event) : answer;
  };
}

/**
 * Weak, since it says that answers mean the same and not that all their bytes are the same: a proxy
 * on the way may compress them.
 */
export function entityTag(text: string | Uint8Array): string {
  return `W/"${hash(text)}"`;
}

/**
 * Returns an answer with a tag that certainly holds while `mark` does: a text about what the answer
 * is made of, which is cheaper to read than that.
 */
export function markedAnswer(answer: HttpResponse, mark: string): HttpResponse {
  const etag = entityTag(answer.body ?? '').replace(/"$/u, `.${hash(mark)}"`);
  return { ...answer, headers: { ...answer.headers, etag } };
}

/** Returns the answer to whoever has one that was made under this mark; undefined to others. */
export function heldUnder(mark: string, { headers }: HttpEvent): HttpResponse | undefined {
  const held = tagsIn(headers).find((tag) => tag.endsWith(`.${hash(mark)}"`));
  return held === undefined ? undefined : notModified(`W/${held}`);
}

function hash(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}

function notModified(etag: string): HttpResponse {
  return { statusCode: 304, headers: { etag, 'cache-control': CACHE_CONTROL } };
}

function revalidated(answer: HttpResponse, { headers: asked }: HttpEvent): HttpResponse {
  const { headers = {}, body = '' } = answer;
  const etag = String(headers['etag'] ?? entityTag(body));
  return isHeld(etag, asked)
    ? notModified(etag)
    : { ...answer, headers: { ...headers, etag, 'cache-control': CACHE_CONTROL } };
}

/** Compared weakly, as `If-None-Match` is, and without the mark under which the answer was made. */
export function isHeld(etag: string, asked: HttpEvent['headers']): boolean {
  return tagsIn(asked).some((tag) => tag === '*' || contentOf(tag) === contentOf(etag));
}

function tagsIn(asked: HttpEvent['headers']): readonly string[] {
  return asked['if-none-match']?.match(/\*|"[^"]*"/gu) ?? [];
}

function contentOf(tag: string): string {
  return tag.replace(/^W\//u, '').replace(/\.[^.]*"$/u, '"');
}
