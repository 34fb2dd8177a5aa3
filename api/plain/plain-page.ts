import { CONSOLE_START } from '#console/addresses.ts';
import type { SubjectNaming } from '#core/messages/subject-name.ts';
import type { Instant } from '#core/time/instant.ts';
import { documentPage, type PageAnswer } from '../link-pages/document.ts';
import { type Html, html } from '../link-pages/html.ts';

/** Who looks at a page, and what its words are made of. */
export interface Seen {
  readonly reader: {
    /** The person, by id. */
    readonly by: string;
    readonly mayAnswer: boolean;
  };
  readonly wording: SubjectNaming & { readonly now: Instant };
}

/** Renders a page with the ways to the others. */
export function plainPage(status: number, title: string, content: Html): PageAnswer {
  const page = documentPage(
    status,
    title,
    html`${content}
<p class="small"><a href="${CONSOLE_START}">The whole console</a>, which needs script. <a href="/console/sign-out">Sign out</a></p>`,
  );
  // With no referrer at all a form would not say where it comes from.
  return { ...page, headers: { ...page.headers, 'referrer-policy': 'same-origin' } };
}
