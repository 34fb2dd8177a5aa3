import { allChannels } from '#core/responder/channel.ts';
import { documentPage, type PageAnswer } from '../link-pages/document.ts';
import { type Html, html } from '../link-pages/html.ts';

/** A page about signing in: what there is to say, and what its reader does next. */
export interface ConsoleNotice {
  readonly status: number;
  readonly title: string;
  readonly text: string;
  readonly steps: readonly (string | Html)[];
  /** What stands before the steps, such as a button. */
  readonly form?: Html;
}

/** Renders a notice; it works without script. */
export function renderConsoleNotice({
  status,
  title,
  text,
  steps,
  form,
}: ConsoleNotice): PageAnswer {
  const page = documentPage(
    status,
    title,
    html`<h1>${title}</h1>
<p>${text}</p>
${form}<h2>What to do</h2>
<ul>
${steps.map((step) => html`<li>${step}</li>\n`)}</ul>
<p>If somebody needs help, do not wait for this page: act as you would without it.</p>`,
  );
  // With no referrer at all a form would not say where it comes from.
  return { ...page, headers: { ...page.headers, 'referrer-policy': 'same-origin' } };
}

/** What whoever was paged does, whatever is wrong with signing in. */
export const PAGED = `You were paged: open the link in the ${allChannels('or')}. It needs nobody to sign in.`;
