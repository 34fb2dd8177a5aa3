import { formatValue } from './format-value.ts';
import type { HttpEvent } from './http.ts';
import { type Problem, problem } from './problem.ts';

/** Methods by which nothing changes (RFC 9110, 9.2.1). */
const SAFE = ['GET', 'HEAD'];

/**
 * Refuses a request with a cookie by which something would change, unless a page of the platform's
 * own makes it: a browser sends the cookie along whoever wrote the page. It says so in headers that
 * no script can set: `Sec-Fetch-Site` where it has it (W3C Fetch Metadata, over TLS and on the same
 * machine), and `Origin` otherwise.
 */
export function comesFromElsewhere(event: HttpEvent, publicUrl: string): Problem | undefined {
  const { headers, requestContext } = event;
  if (SAFE.includes(requestContext.http.method)) {
    return undefined;
  }
  const { 'sec-fetch-site': site, origin } = headers;
  const own = new URL(publicUrl).origin;
  if (site === 'same-origin' || (site === undefined && origin === own)) {
    return undefined;
  }
  const from =
    origin === undefined ? 'does not say where it comes from' : `comes from ${formatValue(origin)}`;
  const detail = `What a session changes must be asked for by a page at ${own}, and this request ${from}. Other programs use a key.`;
  return problem('forbidden', detail);
}
