import type { Incident, Page } from '#api/client/index.ts';
import { html } from '../frame/html.ts';
import { personName } from '../frame/me.ts';
import { Some } from '../frame/some.ts';
import { Theirs } from '../frame/text.ts';
import { Since, Until } from '../frame/time.ts';
import { detailText, doubtText } from '../frame/told.ts';
import { Outcome } from '../pages/outcome.ts';
import { isToCome } from '../pages/status.ts';
import { Why } from '../pages/why.ts';
import { words } from '../words/index.ts';

const STEP = 10;

/** Who was paged how, with what outcome, and why: the newest first. */
export function Pages({ incident }: { readonly incident: Incident }) {
  const w = words.value.incident;
  const newest = incident.pages.toReversed();
  const row = (page: Page) => html`<${PageRow} key=${page.id} page=${page} incident=${incident} />`;
  return html`<h2>${w.pages} (${newest.length})</h2>
    ${newest.length === 0 && html`<p>${w.noPages}</p>`}
    <${Some} items=${newest} row=${row} step=${STEP} />`;
}

function PageRow({ page, incident }: { readonly page: Page; readonly incident: Incident }) {
  const { responder, channel, status, at } = page;
  const [detail, doubt] = [detailText(page), doubtText(page)];
  const { alerts, service } = incident;
  const alert = alerts.find((one) => one.status === 'firing') ?? alerts[0];
  return html`<li>
    <p>
      <strong><${Theirs} text=${personName(responder)} /></strong>,${' '}
      ${words.value.channels[channel].name}: <${Outcome} status=${status} />${' '}
      ${isToCome(status) ? html`<${Until} at=${page.due ?? at} />` : html`<${Since} at=${at} />`}
    </p>
    ${detail !== undefined && html`<p><${Theirs} text=${detail} /></p>`}
    ${doubt !== undefined && html`<p><${Theirs} text=${doubt} /></p>`}
    <${Why} page=${page} service=${service} alert=${alert} />
  </li>`;
}
