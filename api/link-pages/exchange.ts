import {
  type ExchangeLinkRequest,
  type ExchangeLinkView,
  LINK_ANSWERS,
} from '#usecases/exchange-link.ts';
import { documentPage, type PageAnswer } from './document.ts';
import { MAX_FORM } from './form.ts';
import { html } from './html.ts';
import { answerNote } from './incident.ts';
import { renderNotice } from './notice.ts';
import { titleOf } from './render-link.ts';

/** Renders an exchange of turns to whoever has followed their link of it. */
export function renderExchange(view: ExchangeLinkView): PageAnswer {
  if (view.kind === 'exchange_over') {
    return renderNotice('exchange');
  }
  const { person, card, answers, form, answer } = view;
  const content = html`${answerNote(answer)}
<h1>${card.title}</h1>
<ul>
${card.halves.map((half) => html`<li>${half}</li>\n`)}</ul>
<p class="state">${card.state}</p>
${answers.map(
  (one) => html`<form method="post"><input type="hidden" name="form" value="${form}">
<button name="action" value="${one}" class="${one === 'accept' ? 'main' : ''}">${BUTTONS[one]}</button></form>
`,
)}<p class="small">You answer as ${person}.</p>`;
  return documentPage(
    answer?.kind === 'unproven' ? 403 : 200,
    titleOf('Cover or swap', answer),
    content,
  );
}

const BUTTONS = {
  accept: 'Accept: it stands from now on',
  decline: 'Decline: the turns stay as they are',
} as const;

/** Parses a posted form; undefined if it is not one of ours. */
export function parseExchangeForm(body: string): ExchangeLinkRequest | undefined {
  if (body.length > MAX_FORM) {
    return undefined;
  }
  const fields = new URLSearchParams(body);
  const action = LINK_ANSWERS.find((known) => known === fields.get('action'));
  return action && { action, form: fields.get('form') ?? '' };
}
