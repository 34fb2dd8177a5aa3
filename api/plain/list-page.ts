import { compareSeverity } from '#core/alert/severity.ts';
import { concerns } from '#core/incident/concerns.ts';
import {
  deferredUntil,
  type Incident,
  runningInhibition,
  runningSilence,
} from '#core/incident/incident.ts';
import { incidentCard } from '#core/messages/incident-card.ts';
import { momentText } from '#core/messages/moment.ts';
import type { PageAnswer } from '../link-pages/document.ts';
import { type Html, html } from '../link-pages/html.ts';
import { badge, button } from '../link-pages/incident.ts';
import { plainPage, type Seen } from './plain-page.ts';
import { LIST, plainPath } from './plain-path.ts';
import { whereOf } from './where.ts';

/** So many incidents are on one page: the others need a filter, or an answer to these. */
const MOST_SHOWN = 100;

/** The parts of the list, in their order. */
const PARTS = ['Mine', 'Needs an answer', 'Others have it, or it pages nobody'] as const;

/** Renders what is open: mine first, then what needs an answer, then the rest, the worst first. */
export function listPage(
  open: readonly Incident[],
  { service, ...seen }: Seen & { readonly service: string | undefined },
): PageAnswer {
  const wanted = open.filter((one) => !service || one.service === service);
  const sorted = wanted
    .map((incident) => ({ incident, part: partOf(incident, seen) }))
    .sort(
      (one, other) =>
        PARTS.indexOf(one.part) - PARTS.indexOf(other.part) ||
        compareSeverity(one.incident.severity, other.incident.severity) ||
        other.incident.openedAt - one.incident.openedAt,
    );
  const shown = Map.groupBy(sorted.slice(0, MOST_SHOWN), ({ part }) => part);
  const more = sorted.length - MOST_SHOWN;
  const { config, now } = seen.wording;
  return plainPage(
    200,
    'Now',
    html`<h1>Now: ${wanted.length} open</h1>
<p>As it was at ${momentText(now, now, config.timeZone)}. <a href="">Look again</a></p>
${filter(open, service, seen)}
${[...shown].map(
  ([part, rows]) => html`<h2>${part} (${sorted.filter((one) => one.part === part).length})</h2>
<ul class="items">
${rows.map(({ incident }) => row(incident, seen))}</ul>
`,
)}
${more > 0 ? html`<p>${more} more are open. Choose a service to see them.</p>` : undefined}`,
  );
}

function partOf(incident: Incident, { reader, wording: { now } }: Seen): (typeof PARTS)[number] {
  if (concerns(incident, reader.by)) {
    return 'Mine';
  }
  const { status, escalation } = incident;
  const isQuiet =
    (runningSilence(incident, now) ??
      runningInhibition(incident, now) ??
      deferredUntil(incident)) !== undefined;
  return status === 'triggered' && !isQuiet && escalation.phase !== 'unpaged'
    ? 'Needs an answer'
    : 'Others have it, or it pages nobody';
}

function filter(
  open: readonly Incident[],
  chosen: string | undefined,
  { wording: { config } }: Seen,
): Html | undefined {
  const services = [
    ...new Set([...open.map(({ service }) => service), ...(chosen ? [chosen] : [])]),
  ];
  if (services.length < 2 && !chosen) {
    return undefined;
  }
  const option = (id: string, name: string) =>
    id === (chosen ?? '')
      ? html`<option value="${id}" selected>${name}</option>`
      : html`<option value="${id}">${name}</option>`;
  const named = services.sort().map((id) => option(id, config.services[id]?.name ?? id));
  return html`<form method="get" action="${plainPath(LIST)}"><label>Service <select name="service">
${option('', 'Any')}${named}
</select></label>
${button('Show these')}</form>
`;
}

function row(incident: Incident, { reader, wording }: Seen): Html {
  const card = incidentCard(incident, reader.by, wording);
  const where = whereOf(incident, wording);
  const answer =
    reader.mayAnswer && card.actions.includes('acknowledge')
      ? html`<form method="post" action="${plainPath(card.id, 'ack')}">${button(`Acknowledge ${card.title}, ${where}`, true)}</form>`
      : undefined;
  return html`<li>${badge(card)} <a href="${plainPath(card.id)}">${card.title}, ${where}</a>, ${card.service}, since ${card.since}
<p>${card.state} ${card.next}</p>
${answer}</li>
`;
}
