import type { LinkView } from '#usecases/link-view.ts';
import { documentPage, type PageAnswer } from './document.ts';
import type { Html } from './html.ts';
import { inboxPage, questionPage } from './inbox.ts';
import { incidentPage } from './incident.ts';
import { renderNotice } from './notice.ts';

/** The answer to somebody who followed a link or pressed a button. */
export function renderLink(view: LinkView): PageAnswer {
  switch (view.kind) {
    case 'incident':
      return answered(view, incidentPage(view));
    case 'inbox':
      return answered(view, inboxPage(view));
    case 'question':
      return answered(view, questionPage(view));
    case 'expired':
    case 'gone':
    case 'invalid':
      return renderNotice(view.kind);
  }
}

/** Whoever posts without having seen the page hears by the status too that nothing was done. */
function answered({ answer }: Pick<Seen, 'answer'>, content: Html): PageAnswer {
  return documentPage(answer?.kind === 'unproven' ? 403 : 200, content);
}

type Seen = Extract<LinkView, { readonly form: string }>;
