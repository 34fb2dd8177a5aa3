import type { LinkView } from '#usecases/link-view.ts';
import { documentPage, type PageAnswer } from './document.ts';
import { type Html, html } from './html.ts';
import { inboxPage } from './inbox.ts';
import { incidentPage } from './incident.ts';

/** The answer to somebody who followed a link or pressed a button; `unreadable`: what was posted is no form of ours. */
export function renderLink(view: LinkView | { readonly kind: 'unreadable' }): PageAnswer {
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
