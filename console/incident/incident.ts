import type { Incident } from '#api/client/index.ts';
import { api, textOf } from '../frame/api.ts';
import { EVERY } from '../frame/every.ts';
import { html } from '../frame/html.ts';
import { useLive } from '../frame/live.ts';
import { personName, serviceName } from '../frame/me.ts';
import { hrefOf } from '../frame/router.ts';
import { Badge, Theirs, WebLink } from '../frame/text.ts';
import { ownZone, Since } from '../frame/time.ts';
import { useTitle } from '../frame/title.ts';
import { whereOf } from '../now/names.ts';
import { Holder } from '../now/row.ts';
import { Trends } from '../trend/trend.ts';
import { words } from '../words/index.ts';
import { Actions } from './actions.ts';
import { Alerts } from './alerts.ts';
import { Changes, Timeline } from './history.ts';
import { Ladder } from './ladder.ts';
import { Pages } from './pages.ts';

/** One incident: what it is, what can be done, who was paged and why, and what happened. */
export default function IncidentScreen({ id }: { readonly id: string }) {
  const w = words.value;
  const load = () => api.getIncident({ path: { id }, query: { zone: ownZone() } });
  const { value, error, refresh } = useLive(`incident ${id}`, load, EVERY.incident);
  useTitle(w.incident.title);
  const incident = value.value;
  if (incident === undefined) {
    return error.value === undefined
      ? html`<h1>${w.incident.title}</h1><p>${w.loading}</p>`
      : html`<h1>${w.refused}</h1><p>${textOf(error.value)}</p>`;
  }
  return html`<h1><${Badge} severity=${incident.severity} /> <${Theirs} text=${incident.title} /></h1>
    <dl class="facts">
      <dt>${w.incident.where}</dt>
      <dd><${Theirs} text=${whereOf(summaryOf(incident))} /></dd>
      <dt>${w.now.service}</dt>
      <dd><${Theirs} text=${serviceName(incident.service)} /></dd>
      <dt>${w.incident.since}</dt>
      <dd><${Since} at=${incident.openedAt} /></dd>
    </dl>
    <p class=${`state ${incident.status}`}><${State} incident=${incident} /></p>
    <${Judged} incident=${incident} />
    <${Actions} incident=${incident} onChange=${refresh} />
    <${Runbooks} incident=${incident} />
    <${Alerts} alerts=${incident.alerts} />
    <${Inhibits} incident=${incident} />
    <${Trends} alerts=${incident.alerts} />
    <${Ladder} incident=${incident} />
    <${Pages} incident=${incident} />
    <${Timeline} incident=${incident} />
    <${Changes} incident=${incident} />`;
}

/** A whole incident tells its alerts one by one, where a list counts them. */
export function summaryOf(incident: Incident) {
  const firing = incident.alerts.filter(({ status }) => status === 'firing').length;
  return { ...incident, alerts: { firing, all: incident.alerts.length } };
}

function State({ incident }: { readonly incident: Incident }) {
  const { status, resolvedAt, resolvedBy } = incident;
  if (status !== 'resolved') {
    return html`<${Holder} incident=${summaryOf(incident)} />`;
  }
  const w = words.value.incident;
  const by = resolvedBy === undefined ? w.resolvedByItself : w.resolvedBy(personName(resolvedBy));
  return html`<${Theirs} text=${by} />${resolvedAt !== undefined && html`, <${Since} at=${resolvedAt} />`}`;
}

function Judged({ incident: { noise } }: { readonly incident: Incident }) {
  return (
    noise !== undefined &&
    html`<p><${Theirs} text=${words.value.incident.markedNoise(personName(noise.by))} /></p>`
  );
}

/** What pages nobody while this fires. */
function Inhibits({ incident: { inhibits = [], moreInhibited } }: { readonly incident: Incident }) {
  const w = words.value.incident;
  return (
    inhibits.length > 0 &&
    html`<h2>${w.inhibits}</h2>
      <ul>
        ${inhibits.map(
          ({ id, title, service, severity }) => html`<li>
            <${Badge} severity=${severity} />${' '}
            <a href=${hrefOf('incidents', id)}><${Theirs} text=${title} /></a>,${' '}
            <${Theirs} text=${serviceName(service)} />
          </li>`,
        )}
      </ul>
      ${moreInhibited !== undefined && html`<p>${w.moreInhibited(moreInhibited)}</p>`}`
  );
}

function Runbooks({ incident: { runbooks } }: { readonly incident: Incident }) {
  return (
    runbooks.length > 0 &&
    html`<h2>${words.value.incident.whatToDo}</h2>
      <ul>
        ${runbooks.map(({ name, url }) => html`<li><${WebLink} url=${url} name=${name} /></li>`)}
      </ul>`
  );
}
