import type { HttpEvent } from '#http/http.ts';

/** Where the console without script is. */
const PLAIN_ROOT = '/console/plain/';

/** What stands there for the list: a greedy route of a gateway may take no empty rest. */
export const LIST = 'now';

/** The address of an incident there, or of something that is done to it. */
export function plainPath(...parts: readonly string[]): string {
  return PLAIN_ROOT + parts.map(encodeURIComponent).join('/');
}

/** What an address there names: an incident, and what is done to it. */
export function partsOf({ rawPath }: Pick<HttpEvent, 'rawPath'>): readonly string[] {
  return rawPath
    .slice(PLAIN_ROOT.length)
    .split('/')
    .filter((part) => part !== '');
}
