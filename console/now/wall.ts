import type { IncidentSummary } from '#api/client/index.ts';
import { html } from '../frame/html.ts';
import { hrefOf } from '../frame/router.ts';
import { Badge, Theirs } from '../frame/text.ts';
import { Since } from '../frame/time.ts';
import { words } from '../words/index.ts';
import { needsAnswer, SEVERITIES, wallOf } from './arrange.ts';
import { Holder } from './row.ts';

/** So many rows fit on a wall; those with the worst come first. */
const MOST_ROWS = 100;

/** For the screen on the wall of a ward: a row for each subject, a column for each severity. */
export function Wall({ incidents }: { readonly incidents: readonly IncidentSummary[] }) {
  const w = words.value;
  const rows = wallOf(incidents);
  const shown = SEVERITIES.filter((one) => incidents.some(({ severity }) => severity === one));
  return html`<div class="wide" tabindex="0" role="region" aria-label=${w.now.wallCaption}>
      <table class="wall">
        <caption class="hidden">
          ${w.now.wallCaption}
        </caption>
        <thead>
          <tr>
            <th scope="col">${w.now.subject}</th>
            ${shown.map((severity) => html`<th scope="col"><${Badge} severity=${severity} /></th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.slice(0, MOST_ROWS).map(
            ({ subject, cells }) => html`<tr key=${subject}>
              <th scope="row"><${Theirs} text=${subject} /></th>
              ${shown.map((severity) => html`<td>${(cells[severity] ?? []).map(cell)}</td>`)}
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${rows.length > MOST_ROWS && html`<p>${w.now.more(rows.length - MOST_ROWS)}</p>`}`;
}

function cell(incident: IncidentSummary) {
  const { id, title, severity, openedAt } = incident;
  const isWaiting = needsAnswer(incident);
  return html`<a class=${`cell ${isWaiting ? severity : 'taken'}`} href=${hrefOf('incidents', id)}
    ><${Theirs} text=${title} /> <small><${Since} at=${openedAt} /></small
    >${!isWaiting && html` <small><${Holder} incident=${incident} /></small>`}</a
  >`;
}
