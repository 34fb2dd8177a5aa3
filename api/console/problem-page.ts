import { CONSOLE_START } from '#console/addresses.ts';
import { lastingHeaders, problemDocument, type RenderProblem } from '#http/problem.ts';
import { html } from '../link-pages/html.ts';
import { wantsPage } from '../link-pages/wants-page.ts';
import { PAGED, renderConsoleNotice } from './notice.ts';

const AGAIN = html`<a href="">Open this page again</a> after a few seconds.`;
const START = html`<a href="${CONSOLE_START}">Go to the console</a>.`;

/** Renders a problem as a page for people; scripts and tools get the problem document. */
export const consoleProblemPage: RenderProblem = (problem, event) => {
  if (!wantsPage(event)) {
    return problemDocument(problem);
  }
  const { status, detail } = problem;
  const isForMoment = status >= 500 || status === 429;
  const page = renderConsoleNotice({
    status,
    title: TITLES[status] ?? (isForMoment ? 'This did not work just now' : 'This cannot be done'),
    text: detail,
    steps: [isForMoment ? AGAIN : START, PAGED],
  });
  return { ...page, headers: { ...page.headers, ...lastingHeaders(problem) } };
};

const TITLES: Readonly<Record<number, string>> = { 404: 'There is nothing at this address' };
