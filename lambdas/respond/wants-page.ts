import type { HttpEvent } from '../support/http.ts';

const PAGE = /^(text\/html|application\/xhtml\+xml)$/i;

/** Whether a person asks, with a browser: tools take anything, and do not ask for HTML. */
export function wantsPage({ headers }: Pick<HttpEvent, 'headers'>): boolean {
  return (headers['accept'] ?? '').split(',').some((range) => {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim());
    return PAGE.test(type) && !parameters.some((one) => /^q=0(\.0*)?$/i.test(one));
  });
}
