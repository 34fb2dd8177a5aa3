import { truncateBoth } from '#core/messages/truncate.ts';
import type { InboxItem, LinkView } from '#usecases/link-view.ts';
import { postForm } from './form.ts';
import { type Html, html } from './html.ts';
import { answerNote, badge } from './incident.ts';

/** The length of a title and a place in a list; the incident's own page has them whole. */
const NAME = 80;

/** Renders somebody's open incidents, to acknowledge one by one or all that are shown. */
export function inboxPage({
  person,
  items,
  more,
  form,
  answer,
}: Extract<LinkView, { kind: 'inbox' }>): Html {
  const waiting = items.filter(isWaiting);
  const all =
    waiting.length > 1
      ? html`<button class="main">Acknowledge these ${waiting.length}: lists them first</button>`
      : undefined;
  return html`${answerNote(answer)}
<h1>${items.length === 0 ? 'Nothing is open' : `${items.length + more} open for ${person}`}</h1>
${postForm({ action: 'acknowledge', form, shown: tokensOf(waiting), content: [all, list(items, true)] })}
${more > 0 ? html`<p>${more} more come when these are answered.</p>` : undefined}
<p class="small">You answer as ${person}.</p>`;
}

/** Renders the confirmation of exactly these incidents. */
export function questionPage({
  person,
  items,
  answered,
  others,
  form,
  answer,
}: Extract<LinkView, { kind: 'question' }>): Html {
  const isOne = items.length === 1;
  const [these, them] = isOne ? ['this one', 'it'] : [`these ${items.length}`, 'them'];
  const button = html`<button class="main">Yes, acknowledge ${these}: I take ${them}</button>\n`;
  const content = [list(items, false), button];
  return html`${answerNote(answer)}
<h1>Acknowledge ${these}?</h1>
<p>You take responsibility for ${isOne ? 'it' : 'all of them'}, as ${person}: nobody else is paged about ${them}. Nothing is done yet.</p>
${answered > 0 ? html`<p>${String(answered)} of those that were listed ${answered === 1 ? 'needs' : 'need'} no answer any more.</p>` : undefined}
${others > 0 ? html`<p>${others === 1 ? '1 more needs an answer and is' : `${others} more need an answer and are`} not among these.</p>` : undefined}
${postForm({ action: 'acknowledge', form, shown: tokensOf(items), confirmed: true, content })}<form method="get"><button>Back to the list: acknowledge none</button></form>`;
}

function list(items: readonly InboxItem[], hasButtons: boolean): Html {
  return html`<ul class="items">
${items.map((item) => itemRow(item, hasButtons))}</ul>
`;
}

function itemRow(item: InboxItem, hasButtons: boolean): Html {
  const { card, token } = item;
  const [where, title] = truncateBoth(card.where, card.title, NAME);
  return html`<li>${badge(card)} <a href="../a/${token}">${title}, ${where}</a>, ${card.service}, since ${card.since}
${hasButtons ? answerOf(item, `${where}, ${title}`) : undefined}</li>
`;
}

/** The button names what it acknowledges: there are many, and a thumb is quick. */
function answerOf(item: InboxItem, name: string): Html {
  return isWaiting(item)
    ? html`<button name="incident" value="${item.token}">Acknowledge ${name}</button>`
    : html`<p>${item.card.state}</p>`;
}

function isWaiting({ card }: InboxItem): boolean {
  return card.actions.includes('acknowledge');
}

function tokensOf(items: readonly InboxItem[]): readonly string[] {
  return items.map(({ token }) => token);
}
