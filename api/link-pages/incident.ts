import { UNCONFIRMED } from '#core/alert/alert.ts';
import type { Runbook } from '#core/alert/runbook.ts';
import type { IncidentCard, LinkAction } from '#core/messages/incident-card.ts';
import { RESPONDER_SILENCE } from '#core/suppression/silence.ts';
import { formatDuration } from '#core/time/duration.ts';
import type { LinkAnswer, LinkView } from '#usecases/link-view.ts';
import { postForm } from './form.ts';
import { type Html, html } from './html.ts';

const BUTTONS: Readonly<Record<Exclude<LinkAction, 'take_over'>, string>> = {
  acknowledge: 'Acknowledge: I take it',
  decline: 'Decline: page the next person now',
  resolve: 'Resolve: it is over',
  silence: `Silence it for ${formatDuration(RESPONDER_SILENCE)}: it stays open`,
  undo: 'Undo: it is not over',
  mark_noise: 'It was noise: nobody had to do anything',
  unmark_noise: 'It was not noise after all',
};

/** The two ways out of the question whether to resolve what still fires. */
export const RESOLVE_ANYWAY = 'Resolve all the same';
export const LEAVE = 'Back: leave it as it is';

/** Renders one incident: its state, what the person can do, and then everything else. */
export function incidentPage({
  person,
  card,
  form,
  answer,
  asks,
}: Extract<LinkView, { kind: 'incident' }>): Html {
  return html`${answerNote(answer)}
${incidentHead(card)}
${asks ? question(form) : card.actions.map((action) => actionForm(action, card, form))}
${incidentRest(card)}
<p class="small">You answer as ${person}.</p>`;
}

/** What it is, how it stands, and what comes next. */
export function incidentHead(card: IncidentCard): Html {
  return html`<h1>${badge(card)} ${card.title}</h1>
<dl>
<dt>Where</dt><dd>${card.where}</dd>
${card.value === undefined ? undefined : html`<dt>Value</dt><dd>${card.value}</dd>`}
<dt>Service</dt><dd>${card.service}</dd>
<dt>Since</dt><dd>${card.since}${card.unconfirmed ? ` (${UNCONFIRMED})` : ''}</dd>
</dl>
<p class="state ${card.status}">${card.state}</p>
<p>${card.next}</p>`;
}

/** What is to be read where there is time: runbooks, alerts, who was paged, what happened. */
export function incidentRest(card: IncidentCard): Html {
  return html`${card.runbooks.length > 0 ? section('What to do', card.runbooks.map(runbook)) : undefined}
${section('Alerts', [...card.alerts, ...(card.moreAlerts > 0 ? [`and ${card.moreAlerts} more`] : [])])}
${card.paged.length > 0 ? section('Paged', card.paged) : undefined}
${section('History', card.history)}`;
}

/** The outcome of the answer, which screen readers announce. */
export function answerNote(answer: LinkAnswer | undefined): Html | undefined {
  if (answer === undefined) {
    return undefined;
  }
  const { kind, text, details = [] } = answer;
  const list =
    details.length > 0
      ? html`<ul>
${details.map((line) => html`<li>${line}</li>\n`)}</ul>`
      : undefined;
  return html`<div role="status" class="answer ${kind}"><p>${text}</p>${list}</div>`;
}

/** The severity in words, since colour alone tells nothing to some. */
export function badge({ severity }: Pick<IncidentCard, 'severity'>): Html {
  return html`<span class="badge ${severity}">${severity.toUpperCase()}</span>`;
}

/** A button that posts to the page's own address. */
function actionForm(action: LinkAction, card: Pick<IncidentCard, 'holder'>, form: string) {
  return postForm({ action, form, content: actionButton(action, card) });
}

/** The button of an action; the one that most want is the main one. */
export function actionButton(action: LinkAction, { holder }: Pick<IncidentCard, 'holder'>): Html {
  const words =
    action === 'take_over' ? `Take over from ${holder}: I have it now` : BUTTONS[action];
  const isMain = action === 'acknowledge' || action === 'silence' || action === 'take_over';
  return button(words, isMain);
}

/** The confirmation of resolving what still fires. */
function question(form: string): Html {
  const content = button(RESOLVE_ANYWAY);
  return html`${actionForm('silence', {}, form)}${postForm({ action: 'resolve', form, confirmed: true, content })}<form method="get">${button(LEAVE)}</form>
`;
}

export function button(words: string, isMain = false): Html {
  return isMain ? html`<button class="main">${words}</button>` : html`<button>${words}</button>`;
}

function section(title: string, lines: readonly (string | Html)[]): Html {
  return html`<h2>${title}</h2>
<ul>
${lines.map((line) => html`<li>${line}</li>\n`)}</ul>`;
}

/** Only a web address becomes a link: whatever else a team wrote is shown as text. */
function runbook({ name, url }: Runbook): string | Html {
  return /^https?:\/\//.test(url)
    ? html`<a href="${url}" rel="noreferrer">${name ?? url}</a>`
    : url;
}
