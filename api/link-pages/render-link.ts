import type { LinkAnswer, LinkView } from '#usecases/link-view.ts';
import { documentPage, type PageAnswer } from './document.ts';
import type { Html } from './html.ts';
import { inboxPage, questionPage } from './inbox.ts';
import { incidentPage } from './incident.ts';
import { renderNotice } from './notice.ts';

/** Renders the answer to somebody who followed a link or pressed a button. */
export function renderLink(view: LinkView): PageAnswer {
  switch (view.kind) {
    case 'incident':
      return answered(view, 'Incident', incidentPage(view));
    case 'inbox':
      return answered(view, 'Open incidents', inboxPage(view));
    case 'question':
      return answered(view, 'Acknowledge all of these?', questionPage(view));
    case 'expired':
    case 'gone':
    case 'invalid':
      return renderNotice(view.kind);
  }
}

/** The status also tells a client that posts without having seen the page that nothing was done. */
function answered({ answer }: Pick<Seen, 'answer'>, about: string, content: Html): PageAnswer {
  return documentPage(answer?.kind === 'unproven' ? 403 : 200, titleOf(about, answer), content);
}

/** The title of a page that tells what came of an answer. */
export function titleOf(about: string, answer: Pick<LinkAnswer, 'kind'> | undefined): string {
  return answer === undefined ? about : `${CAME_OF_IT[answer.kind]}: ${about}`;
}

type Seen = Extract<LinkView, { readonly form: string }>;

const CAME_OF_IT: Readonly<Record<LinkAnswer['kind'], string>> = {
  done: 'Done',
  already: 'Nothing changed',
  refused: 'Not done',
  unconfirmed: 'Is that meant',
  unproven: 'Nothing was done',
};
