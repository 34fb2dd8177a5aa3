import type { LinkView } from '#usecases/link-view.ts';
import { documentPage, type PageAnswer } from './document.ts';
import { inboxPage } from './inbox.ts';
import { incidentPage } from './incident.ts';
import { renderNotice } from './notice.ts';

/** What somebody sees who followed a link or pressed a button. */
type Shown =
  | LinkView
  /** What was posted is no form of ours. */
  | { readonly kind: 'unreadable' };

/** The answer to somebody who followed a link or pressed a button. */
export function renderLink(view: Shown): PageAnswer {
  switch (view.kind) {
    case 'incident':
      return documentPage(200, incidentPage(view));
    case 'inbox':
      return documentPage(200, inboxPage(view));
    case 'expired':
    case 'gone':
    case 'invalid':
    case 'unreadable':
      return renderNotice(view.kind);
  }
}
