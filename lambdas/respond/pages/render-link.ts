import type { LinkView } from '#usecases/link-view.ts';
import { documentPage, type PageAnswer } from './document.ts';
import { type Html, html } from './html.ts';
import { inboxPage } from './inbox.ts';
import { incidentPage } from './incident.ts';

/** What somebody sees who followed a link or pressed a button. */
type Shown =
  | LinkView
  /** What was posted is no form of ours. */
  | { readonly kind: 'unreadable' }
  /** It could not be answered now: a store was not available, or there were too many requests. */
  | { readonly kind: 'unanswered'; readonly statusCode: number };

/** The answer to somebody who followed a link or pressed a button. */
export function renderLink(view: Shown): PageAnswer {
  switch (view.kind) {
    case 'incident':
      return documentPage(200, incidentPage(view));
    case 'inbox':
      return documentPage(200, inboxPage(view));
    case 'expired':
      return documentPage(
        410,
        notice(
          'This link has expired',
          'It worked while the incident was open, and for a day after the page. Newer pages have links that work.',
        ),
      );
    case 'gone':
      return documentPage(
        410,
        notice('This incident is not stored any more', 'There is nothing left to answer.'),
      );
    case 'invalid':
      return documentPage(
        404,
        notice(
          'This link does not work',
          'A part of it may be missing. Open it from the message itself, or copy it whole.',
        ),
      );
    case 'unanswered':
      return documentPage(
        view.statusCode,
        notice(
          'This did not work just now',
          'Wait a few seconds and open the link again. It shows how things stand; pressing a button twice does no harm.',
        ),
      );
    case 'unreadable':
      return documentPage(
        400,
        notice(
          'Nothing was done',
          'The answer could not be read. Open the link again and press a button there.',
        ),
      );
  }
}

function notice(title: string, text: string): Html {
  return html`<h1>${title}</h1>
<p>${text}</p>
<p>If somebody needs help, do not wait for this page: act as you would without it.</p>`;
}
