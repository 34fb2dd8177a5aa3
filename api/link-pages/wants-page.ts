import { acceptedTypes } from '#http/accept.ts';
import type { HttpEvent } from '#http/http.ts';

const PAGES: readonly string[] = ['text/html', 'application/xhtml+xml'];

/** Whether the client is a browser: tools accept anything, and do not ask for HTML. */
export function wantsPage({ headers }: Pick<HttpEvent, 'headers'>): boolean {
  return acceptedTypes(headers['accept']).some(
    ({ type, parameter }) => PAGES.includes(type) && !/^0(\.0*)?$/.test(parameter('q') ?? ''),
  );
}
