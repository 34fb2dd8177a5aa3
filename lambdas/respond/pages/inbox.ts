import type { InboxItem, LinkView } from '#usecases/link-view.ts';
import { type Html, html } from './html.ts';
import { answerNote, badge } from './incident.ts';

/** Somebody's open incidents, to acknowledge one by one or all that are shown. */
export function inboxPage({
  person,
  items,
  more,
  answer,
}: Extract<LinkView, { kind: 'inbox' }>): Html {
  const waiting = items.filter(isWaiting);
  return html`${answerNote(answer)}
<h1>${items.length === 0 ? 'Nothing is open' : `${items.length + more} open for ${person}`}</h1>
<form method="post">
<input type="hidden" name="action" value="acknowledge">
${waiting.map(({ card }) => html`<input type="hidden" name="shown" value="${card.id}">\n`)}${
  waiting.length > 1
    ? html`<button class="main">Acknowledge these ${waiting.length}</button>`
    : undefined
}
${items.map(itemRow)}</form>
${more > 0 ? html`<p>${more} more come when these are answered.</p>` : undefined}`;
}

function itemRow(item: InboxItem): Html {
  const { card, path } = item;
  return html`<div class="item">
<p>${badge(card)} <a href="..${path}">${card.title}, ${card.where}</a>, ${card.service}, since ${card.since}</p>
${
  isWaiting(item)
    ? html`<button name="incident" value="${card.id}">Acknowledge</button>`
    : html`<p>${card.state}</p>`
}
</div>
`;
}

function isWaiting({ card }: InboxItem): boolean {
  return card.actions.includes('acknowledge');
}
