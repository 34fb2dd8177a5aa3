import { type Heartbeat, pages } from '#api/client/index.ts';
import { api, textOf } from '../frame/api.ts';
import { html } from '../frame/html.ts';
import { useLive } from '../frame/live.ts';
import { serviceName } from '../frame/me.ts';
import { Badge, Theirs } from '../frame/text.ts';
import { duration, Since, Until } from '../frame/time.ts';
import { useTitle } from '../frame/title.ts';
import { words } from '../words/index.ts';

/** The order in which they concern somebody. */
const STATUSES = ['down', 'late', 'new', 'up'] as const;

const SECOND = 1_000;

/** What must be heard from in time: what is missing first. */
export default function Heartbeats() {
  const w = words.value.heartbeats;
  const { value, error } = useLive('heartbeats', allHeartbeats);
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
            ${these.map((one) => html`<${Row} key=${one.heartbeat} heartbeat=${one} />`)}
          </ul>
        </section>`
      );
    })}`;
}

async function allHeartbeats(): Promise<readonly Heartbeat[]> {
  const found: Heartbeat[] = [];
  for await (const page of pages(api.listHeartbeats)) {
    found.push(...page.heartbeats);
  }
  return found;
}

function Row({ heartbeat: one }: { readonly heartbeat: Heartbeat }) {
  const w = words.value.heartbeats;
  const isMissed = one.status === 'down' || one.status === 'late';
  const facts = [
    ...(one.pingedAt === undefined ? [] : [html`${w.heard} <${Since} at=${one.pingedAt} />`]),
    ...(one.succeededAt === undefined || one.succeededAt === one.pingedAt
      ? []
      : [html`${w.succeeded} <${Since} at=${one.succeededAt} />`]),
    ...(one.startedAt === undefined ? [] : [html`${w.runs} <${Since} at=${one.startedAt} />`]),
    ...(one.tookSeconds === undefined ? [] : [w.took(duration(one.tookSeconds * SECOND))]),
    ...(one.expectedAt === undefined
      ? []
      : [
          isMissed
            ? html`${w.wasExpected} <${Since} at=${one.expectedAt} />`
            : html`${w.expected} <${Until} at=${one.expectedAt} />`,
        ]),
  ];
  return html`<li>
    <p>
      <${Badge} severity=${one.severity} /> <strong><${Theirs} text=${one.title} /></strong>${' '}
      (<${Theirs} text=${one.heartbeat} />)
    </p>
    <p class="small"><${Theirs} text=${serviceName(one.service)} />, ${rhythmOf(one)}</p>
    <ul class="plain small">
      ${facts.map((fact) => html`<li>${fact}</li>`)}
    </ul>
  </li>`;
}

/** How often it is expected, and how long after that it is not yet missing. */
function rhythmOf({ period, cron, timeZone = '', grace }: Heartbeat): string {
  const w = words.value.heartbeats;
  return cron === undefined ? w.each(period ?? '', grace) : w.cron(cron, timeZone, grace);
}
