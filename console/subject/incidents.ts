import type { IncidentSummary } from '#api/client/index.ts';
import { html } from '../frame/html.ts';
import { hrefOf } from '../frame/router.ts';
import { Badge, Theirs } from '../frame/text.ts';
import { Since } from '../frame/time.ts';
import { Holder } from '../now/row.ts';
import { words } from '../words/index.ts';

/** So many are listed; the newest first. */
const MOST = 20;

/** Incidents of a subject, each with its link; nothing where there are none. */
export function Incidents({
  title,
  incidents,
}: {
  readonly title: string;
  readonly incidents: readonly IncidentSummary[];
}) {
  const more = incidents.length - MOST;
  return (
    incidents.length > 0 &&
    html`<section>
      <h2>${title} (${incidents.length})</h2>
      <ul class="listed">
        ${incidents.slice(0, MOST).map((one) => html`<${Row} key=${one.id} incident=${one} />`)}
      </ul>
      ${more > 0 && html`<p>${words.value.now.more(more)}</p>`}
    </section>`
  );
}

function Row({ incident }: { readonly incident: IncidentSummary }) {
  const { id, title, severity, openedAt, resolvedAt } = incident;
  return html`<li>
    <p>
      <${Badge} severity=${severity} />${' '}
      <a href=${hrefOf('incidents', id)}><${Theirs} text=${title} /></a>, ${words.value.now.since}${' '}
      <${Since} at=${openedAt} />
    </p>
    <p class="small">
      ${
        resolvedAt === undefined
          ? html`<${Holder} incident=${incident} />`
          : html`${words.value.incident.endedAt} <${Since} at=${resolvedAt} />`
      }
    </p>
  </li>`;
}
