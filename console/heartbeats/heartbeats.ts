import { textOf } from '../frame/api.ts';
import { EVERY } from '../frame/every.ts';
import { html } from '../frame/html.ts';
import { useLive } from '../frame/live.ts';
import { useTitle } from '../frame/title.ts';
import { words } from '../words/index.ts';
import { allHeartbeats } from './all-heartbeats.ts';
import { HeartbeatRow } from './row.ts';

/** The order in which they concern somebody. */
const STATUSES = ['down', 'late', 'new', 'up'] as const;

/** What must be heard from in time: what is missing first. */
export default function Heartbeats() {
  const w = words.value.heartbeats;
  const { value, error } = useLive('heartbeats', allHeartbeats, EVERY.heartbeats);
  useTitle(w.title);
  const all = value.value;
  if (all === undefined) {
    return html`<h1>${w.title}</h1>
      <p>${error.value === undefined ? words.value.loading : textOf(error.value)}</p>`;
  }
  return html`<h1>${w.title}</h1>
    ${all.length === 0 && html`<p>${w.none}</p>`}
    ${STATUSES.map((status) => {
      const these = all.filter((one) => one.status === status);
      return (
        these.length > 0 &&
        html`<section>
          <h2>${w.status[status]} (${these.length})</h2>
          <ul class="listed">
            ${these.map((one) => html`<${HeartbeatRow} key=${one.heartbeat} heartbeat=${one} />`)}
          </ul>
        </section>`
      );
    })}`;
}
