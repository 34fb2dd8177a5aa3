import { UNCONFIRMED } from '#core/alert/alert.ts';
import {
  type IncidentCard,
  LINK_SILENCE,
  type LinkAction,
} from '#core/notification/incident-card.ts';
import { formatDuration } from '#core/time/duration.ts';
import type { LinkAnswer, LinkView } from '#usecases/link-view.ts';
import { type Html, html } from './html.ts';

const BUTTONS: Readonly<Record<LinkAction, string>> = {
  acknowledge: 'Acknowledge: I take it',
  decline: 'Decline: page the next person now',
  resolve: 'Resolve: it is over',
  silence: `Silence it for ${formatDuration(LINK_SILENCE)}: it stays open`,
  undo: 'Undo: it is not over',
};

/** One incident: how it stands, what the person can do, and then everything else. */
export function incidentPage({
  person,
  card,
  answer,
  asks,
}: Extract<LinkView, { kind: 'incident' }>): Html {
  return html`${answerNote(answer)}
<h1>${badge(card)} ${card.title}</h1>
<dl>
<dt>Where</dt><dd>${card.where}</dd>
${card.value === undefined ? undefined : html`<dt>Value</dt><dd>${card.value}</dd>`}
<dt>Service</dt><dd>${card.service}</dd>
<dt>Since</dt><dd>${card.since}${card.unconfirmed ? ` (${UNCONFIRMED})` : ''}</dd>
</dl>
<p class="state ${card.status}">${card.state}</p>
<p>${card.next}</p>
${asks ? question() : card.actions.map((action) => actionForm(action))}
${card.runbooks.length > 0 ? section('What to do', card.runbooks.map(runbook)) : undefined}
${section('Alerts', [...card.alerts, ...(card.moreAlerts > 0 ? [`and ${card.moreAlerts} more`] : [])])}
${card.paged.length > 0 ? section('Paged', card.paged) : undefined}
${section('History', card.history)}
<p class="small">You answer as ${person}.</p>`;
}

/** What came of the answer, read out by screen readers. */
export function answerNote(answer: LinkAnswer | undefined): Html | undefined {
  return answer && html`<p role="status" class="answer ${answer.kind}">${answer.text}</p>`;
}

/** How bad it is; in words, since colour alone tells nothing to some. */
export function badge({ severity }: Pick<IncidentCard, 'severity'>): Html {
  return html`<span class="badge ${severity}">${severity.toUpperCase()}</span>`;
}

/** A button that posts to the page's own address. */
function actionForm(action: LinkAction): Html {
  const look = action === 'acknowledge' || action === 'silence' ? 'main' : 'other';
  return html`<form method="post"><input type="hidden" name="action" value="${action}"><button class="${look}">${BUTTONS[action]}</button></form>
`;
}

/** The second step of resolving what still fires. */
function question(): Html {
  const confirmed = html`<input type="hidden" name="confirmed" value="yes">`;
  return html`${actionForm('silence')}<form method="post"><input type="hidden" name="action" value="resolve">${confirmed}<button class="other">Resolve all the same</button></form>
<form method="get"><button class="other">Back: leave it as it is</button></form>
`;
}

function section(title: string, lines: readonly (string | Html)[]): Html {
  return html`<h2>${title}</h2>
<ul>
${lines.map((line) => html`<li>${line}</li>\n`)}</ul>`;
}

/** A link only where it leads to the web: whatever else a team wrote is shown as text. */
function runbook(address: string): string | Html {
  return /^https?:\/\//.test(address)
    ? html`<a href="${address}" rel="noreferrer">${address}</a>`
    : address;
}
