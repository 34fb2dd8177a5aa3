import type { Heartbeat } from '#api/client/index.ts';
import { EVERY } from '../frame/every.ts';
import { html } from '../frame/html.ts';
import { useLive } from '../frame/live.ts';
import { shown } from '../frame/shown.ts';
import { Some } from '../frame/some.ts';
import { useTitle } from '../frame/title.ts';
import { words } from '../words/index.ts';
import { allHeartbeats } from './all-heartbeats.ts';
import { HeartbeatRow } from './row.ts';

/** The order in which they concern somebody. */
const STATUSES = ['down', 'late', 'new', 'up'] as const;

/** What must be heard from in time: what is missing first. */
export default function Heartbeats() {
  const w = words.value.heartbeats;
  const live = useLive('heartbeats', allHeartbeats, EVERY.heartbeats);
  useTitle(w.title);
  return html`<h1>${w.title}</h1>
    ${shown(live, Listed)}`;
}

function Listed(all: readonly Heartbeat[]) {
  const w = words.value.heartbeats;
  const row = (one: Heartbeat) => html`<${HeartbeatRow} key=${one.heartbeat} heartbeat=${one} />`;
  return html`${all.length === 0 && html`<p>${w.none}</p>`}
    ${STATUSES.map((status) => {
      const these = all.filter((one) => one.status === status);
      return (
        these.length > 0 &&
        html`<section key=${status}>
          <h2>${w.status[status]} (${these.length})</h2>
          <${Some} items=${these} row=${row} />
        </section>`
      );
    })}`;
}
