import type { HttpEvent } from '#http/http.ts';
import type { HttpHandler } from '#http/http-handler.ts';
import { lastingHeaders, type Problem, readProblem } from '#http/problem.ts';
import { FORM_BODY, readBody } from '#http/read-body.ts';
import { parseLinkForm, postForm } from './form.ts';
import { type Html, html } from './html.ts';
import { type NoticeKind, renderNotice } from './notice.ts';
import { wantsPage } from './wants-page.ts';

/** Routes that people open on a phone. */
const LINK = /^\w+ \/[ai]\/\{token\}$/;

/** Where a person cannot be answered they get a page; tools keep their problem document. */
export function faultsAsPages(handler: HttpHandler): HttpHandler {
  return async (event, context) => {
    const answer = await handler(event, context);
    const isLink = LINK.test(event.routeKey);
    const isOpened = event.requestContext.http.method === 'GET' && wantsPage(event);
    const fault = isLink || isOpened ? readProblem(answer) : undefined;
    const kind = fault && noticeOf(fault);
    if (fault === undefined || kind === undefined) {
      return answer;
    }
    const button = isLink ? await againButton(event) : undefined;
    const page = renderNotice(kind, { status: fault.status, ...(button && { button }) });
    return { ...page, headers: { ...page.headers, ...lastingHeaders(fault) } };
  };
}

/** Undefined where the problem's own words are the clearest there are. */
function noticeOf({ kind, status }: Problem): NoticeKind | undefined {
  if (status >= 500 || kind === 'rate_limited') {
    return 'unanswered';
  }
  if (kind === 'unauthenticated' || kind === 'forbidden') {
    return 'key';
  }
  return kind === 'not_found' ? 'unknown' : undefined;
}

/** What was pressed, to be pressed again; undefined where nothing was. */
async function againButton(event: HttpEvent): Promise<Html | undefined> {
  if (event.requestContext.http.method !== 'POST') {
    return undefined;
  }
  const body = await readBody(event, FORM_BODY);
  const asked = body.kind === 'body' ? parseLinkForm(body.text) : undefined;
  return asked && postForm({ ...asked, content: html`<button class="main">Try again</button>` });
}
