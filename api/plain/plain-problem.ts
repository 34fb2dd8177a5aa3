import { problemDocument, type RenderProblem } from '#http/problem.ts';
import type { Runtime } from '#runtime/runtime.ts';
import { PAGED, renderConsoleNotice } from '../console/notice.ts';
import { consoleProblemPage } from '../console/problem-page.ts';
import { redirect } from '../console/redirect.ts';
import { html } from '../link-pages/html.ts';
import { wantsPage } from '../link-pages/wants-page.ts';
import { partsOf, plainPath } from './plain-path.ts';

/**
 * Renders a problem as the pages of the console do; whoever is not signed in goes to where people
 * sign in, and comes back. What a button would have done is not done then: it is pressed again.
 */
export function plainProblem({ publicUrl }: Pick<Runtime, 'publicUrl'>): RenderProblem {
  return (problem, event) => {
    if (!wantsPage(event)) {
      return problemDocument(problem);
    }
    if (problem.kind !== 'unauthenticated') {
      return consoleProblemPage(problem, event);
    }
    const { rawPath, rawQueryString, requestContext } = event;
    if (requestContext.http.method !== 'POST') {
      const to = rawQueryString === '' ? rawPath : `${rawPath}?${rawQueryString}`;
      return redirect(302, publicUrl + signInPath(to));
    }
    const back = signInPath(plainPath(...partsOf(event).slice(0, 1)));
    return renderConsoleNotice({
      status: problem.status,
      title: 'Not done: you are signed out',
      text: 'Nobody is signed in by this browser any more, and nothing was changed.',
      steps: [html`<a href="${back}">Sign in</a>, and press the button again.`, PAGED],
    });
  };
}

function signInPath(to: string): string {
  return `/console/sign-in?${new URLSearchParams({ to })}`;
}
