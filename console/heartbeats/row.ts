import type { Heartbeat } from '#api/client/index.ts';
import { html } from '../frame/html.ts';
import { serviceName } from '../frame/me.ts';
import { hrefOf } from '../frame/router.ts';
import { Badge, Theirs } from '../frame/text.ts';
import { duration, durationText, Since, Until } from '../frame/time.ts';
import { words } from '../words/index.ts';

const SECOND = 1_000;

/** A heartbeat: how it stands, and when it is expected. */
export function HeartbeatRow({ heartbeat: one }: { readonly heartbeat: Heartbeat }) {
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
  return html`<li data-row=${one.heartbeat}>
    <p>
      <${Badge} severity=${one.severity} /> <a class="title" href=${hrefOf('subjects', one.heartbeat)}><${Theirs} text=${one.title} /></a>${' '}
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
  const after = durationText(grace);
  return cron === undefined
    ? w.each(durationText(period ?? ''), after)
    : w.cron(cron, timeZone, after);
}
