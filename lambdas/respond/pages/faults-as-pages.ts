import type { HttpHandler } from '../../support/http-handler.ts';
import { renderLink } from './render-link.ts';

/** Routes that people open on a phone. */
const LINK = /^\w+ \/[ai]\/\{token\}$/;

/** Where a link cannot be answered, a person gets a page; tools keep their problem document. */
export function faultsAsPages(handler: HttpHandler): HttpHandler {
  return async (event, context) => {
    const answer = await handler(event, context);
    const { statusCode = 500, headers = {} } = answer;
    if (!LINK.test(event.routeKey) || headers['content-type'] !== 'application/problem+json')
      return answer;
    const page = renderLink({ kind: 'unanswered', statusCode });
    const again = 'retry-after' in headers && { 'retry-after': headers['retry-after'] };
    return { ...page, headers: { ...page.headers, ...again } };
  };
}
