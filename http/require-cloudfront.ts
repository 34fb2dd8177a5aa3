import { createHash, timingSafeEqual } from 'node:crypto';
import { ENV, ORIGIN_HEADER, OWN_ENV } from '#deployment/env.ts';
import type { HttpEvent } from './http.ts';
import type { HttpHandler } from './http-handler.ts';
import { problem, problemDocument } from './problem.ts';

/** The header with the client's address and port. CloudFront overwrites whatever a client sends. */
const VIEWER_HEADER = 'cloudfront-viewer-address';

/**
 * If CloudFront is in front of the API, accepts only requests that came through it: a firewall
 * there is worth nothing if it can be bypassed. The address is then the client's and not that of
 * CloudFront, which very many clients share.
 */
export function requireCloudFront(
  handler: HttpHandler,
  env: NodeJS.ProcessEnv = process.env,
): HttpHandler {
  const secret = env[OWN_ENV.originSecret];
  if (secret === undefined) {
    return handler;
  }
  return async (event, context) =>
    isSame(secret, event.headers[ORIGIN_HEADER] ?? '')
      ? handler(ofViewer(event), context)
      : problemDocument(problem('forbidden', wrongAddress(env[ENV.publicUrl])));
}

function wrongAddress(publicUrl: string | undefined): string {
  return `This address takes no requests. Send them to ${publicUrl}, in front of which a firewall stands.`;
}

/**
 * Returns the headers by which a caller other than CloudFront proves that it belongs to the
 * deployment.
 */
export function originHeaders(env: NodeJS.ProcessEnv = process.env): Record<string, string> {
  const secret = env[OWN_ENV.originSecret];
  return { ...(secret !== undefined && { [ORIGIN_HEADER]: secret }) };
}

function ofViewer(event: HttpEvent): HttpEvent {
  const viewer = event.headers[VIEWER_HEADER];
  if (viewer === undefined) {
    return event;
  }
  const { requestContext } = event;
  // An IPv6 address has colons too: the port follows the last one.
  const sourceIp = viewer.replace(/:\d+$/u, '');
  const http = { ...requestContext.http, sourceIp };
  return { ...event, requestContext: { ...requestContext, http } };
}

/** Compares hashes, which have equal length, in constant time. */
function isSame(one: string, other: string): boolean {
  return timingSafeEqual(sha256(one), sha256(other));
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
