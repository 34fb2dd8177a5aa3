import type { Heartbeat } from '#api/client/index.ts';
import { Cut } from '../frame/cut.ts';
import { EVERY } from '../frame/every.ts';
import { html } from '../frame/html.ts';
import { useLive } from '../frame/live.ts';
import { serviceName } from '../frame/me.ts';
import { useRowKeys } from '../frame/row-keys.ts';
import { shown } from '../frame/shown.ts';
import { Some } from '../frame/some.ts';
import { useTitle } from '../frame/title.ts';
import type { Whole } from '../frame/whole-list.ts';
import { Found, WordsFilter, withWords } from '../frame/words-filter.ts';
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
  useRowKeys();
  return html`<h1>${w.title}</h1>
    <${WordsFilter} hint=${w.wordsHint} />
    ${shown(live, Listed)}`;
}

function Listed(list: Whole<Heartbeat>) {
  const w = words.value.heartbeats;
  const all = withWords(list.items, ({ title, heartbeat, service }) => [
    title,
    heartbeat,
    serviceName(service),
  ]);
  const row = (one: Heartbeat) => html`<${HeartbeatRow} key=${one.heartbeat} heartbeat=${one} />`;
  return html`<${Cut} list=${list} />
    ${list.items.length === 0 && html`<p>${w.none}</p>`}
    <${Found} of=${list.items} shown=${all} />
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
