import type { HttpEvent } from '#http/http.ts';
import {
  lastingHeaders,
  type Problem,
  problemDocument,
  type RenderProblem,
} from '#http/problem.ts';
import { FORM_BODY, readBody } from '#http/read-body.ts';
import { parseLinkForm, postForm } from './form.ts';
import { type Html, html } from './html.ts';
import { type NoticeKind, renderNotice } from './notice.ts';
import { wantsPage } from './wants-page.ts';

/** Routes that people open on a phone. */
const LINK = /^\w+ \/[ai]\/\{token\}$/;

/** Renders a problem as a page for people; tools get the problem document. */
export const problemPage: RenderProblem = async (problem, event) => {
  const isLink = LINK.test(event.routeKey);
  const isOpened = event.requestContext.http.method === 'GET' && wantsPage(event);
  const kind = isLink || isOpened ? noticeOf(problem) : undefined;
  if (kind === undefined) {
    return problemDocument(problem);
  }
  const button = isLink ? await againButton(event) : undefined;
  const page = renderNotice(kind, {
    status: problem.status,
    ...(button !== undefined && { button }),
  });
  return { ...page, headers: { ...page.headers, ...lastingHeaders(problem) } };
};

/** Undefined if the problem's own words are the clearest. */
function noticeOf({ kind, status }: Problem): NoticeKind | undefined {
  if (status >= 500 || kind === 'rate_limited') {
    return 'unanswered';
  }
  if (kind === 'unauthenticated' || kind === 'forbidden') {
    return 'key';
  }
  return kind === 'not_found' ? 'unknown' : undefined;
}

/** The request that was posted, to be repeated; undefined if nothing was. */
async function againButton(event: HttpEvent): Promise<Html | undefined> {
  if (event.requestContext.http.method !== 'POST') {
    return undefined;
  }
  const body = await readBody(event, FORM_BODY);
  const asked = body.kind === 'body' ? parseLinkForm(body.text) : undefined;
  return asked && postForm({ ...asked, content: html`<button class="main">Try again</button>` });
}
