import type { HttpResponse } from '#http/http.ts';

/** Sends the browser on. Nothing on the way may keep it: it holds what works once. */
export function redirect(
  statusCode: 302 | 303,
  location: string,
  cookies: readonly string[] = [],
): HttpResponse {
  return {
    statusCode,
    headers: { location, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' },
    cookies: [...cookies],
  };
}
