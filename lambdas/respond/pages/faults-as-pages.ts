import type { HttpHandler } from '../../support/http-handler.ts';
import { lastingHeaders, type Problem, readProblem } from '../../support/problem.ts';
import { wantsPage } from '../wants-page.ts';
import { type NoticeKind, renderNotice } from './notice.ts';

/** Routes that people open on a phone. */
const LINK = /^\w+ \/[ai]\/\{token\}$/;

/** Where a person cannot be answered they get a page; tools keep their problem document. */
export function faultsAsPages(handler: HttpHandler): HttpHandler {
  return async (event, context) => {
    const answer = await handler(event, context);
    const isOpened = event.requestContext.http.method === 'GET' && wantsPage(event);
    const fault = LINK.test(event.routeKey) || isOpened ? readProblem(answer) : undefined;
    const kind = fault && noticeOf(fault);
    if (fault === undefined || kind === undefined) return answer;
    const page = renderNotice(kind, fault.status);
    return { ...page, headers: { ...page.headers, ...lastingHeaders(fault) } };
  };
}

/** Undefined where the problem's own words are the clearest there are. */
function noticeOf({ kind, status }: Problem): NoticeKind | undefined {
  if (status >= 500 || kind === 'rate_limited') return 'unanswered';
  if (kind === 'unauthenticated' || kind === 'forbidden') return 'key';
  return kind === 'not_found' ? 'unknown' : undefined;
}
