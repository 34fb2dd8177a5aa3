import { useSignal } from '@preact/signals';
import type { EscalationPath, Incident, Page } from '#api/client/index.ts';
import { html } from '../frame/html.ts';
import { personName, serviceName } from '../frame/me.ts';
import { Theirs } from '../frame/text.ts';
import { Since, Until } from '../frame/time.ts';
import { words } from '../words/index.ts';
import { type Stage, stepName } from './ladder.ts';

const STEP = 10;

/** Who was paged how, with what outcome, and why: the newest first. */
export function Pages({ incident }: { readonly incident: Incident }) {
  const w = words.value;
  const shown = useSignal(STEP);
  const newest = incident.pages.toReversed();
  const more = newest.length - shown.value;
  const showMore = () => {
    shown.value += STEP;
  };
  return html`<h2>${w.incident.pages} (${newest.length})</h2>
    ${newest.length === 0 && html`<p>${w.incident.noPages}</p>`}
    <ul class="listed">
      ${newest
        .slice(0, shown.value)
        .map((page) => html`<${PageRow} key=${page.id} page=${page} incident=${incident} />`)}
    </ul>
    ${
      more > 0 && html`<button onClick=${showMore}>${w.now.showMore(Math.min(STEP, more))}</button>`
    }`;
}

interface Parts {
  readonly page: Page;
  readonly incident: Incident;
}

function PageRow({ page, incident }: Parts) {
  const w = words.value.incident;
  const { responder, channel, status, at, detail, attempts, doubt } = page;
  const isToCome = status === 'planned' || status === 'waiting' || status === 'retrying';
  return html`<li>
    <p>
      <strong><${Theirs} text=${personName(responder)} /></strong>, ${w.channel[channel]}:${' '}
      <strong>${w.pageStatus[status]}</strong>${' '}
      ${isToCome ? html`<${Until} at=${page.due ?? at} />` : html`<${Since} at=${at} />`}
    </p>
    ${detail !== undefined && html`<p><${Theirs} text=${detail} /></p>`}
    ${doubt !== undefined && html`<p><${Theirs} text=${doubt} /></p>`}
    <details>
      <summary>${w.why}</summary>
      <${Why} page=${page} incident=${incident} />
      ${
        attempts.length > 0 &&
        html`<ul>
          ${attempts.map(
            (one) => html`<li><${Since} at=${one.at} />: <${Theirs} text=${one.outcome} /></li>`,
          )}
        </ul>`
      }
    </details>
  </li>`;
}

/** The chain that led to a page: sample, rule, service, step, layer or override, channel. */
function Why({ page, incident }: Parts) {
  const w = words.value.incident;
  const { alerts, service } = incident;
  const alert = alerts.find(({ status }) => status === 'firing') ?? alerts[0];
  const { via } = page;
  const links = [
    ...(alert === undefined
      ? []
      : [w.chainSample(alert.subject, sampleOf(alert)), w.chainRule(alert.rule)]),
    w.chainService(serviceName(service)),
    (w.reason as Readonly<Record<string, string>>)[page.reason] ?? page.reason,
    ...(via === undefined ? [] : [w.chainStep(stepName(stageOf(via)), via.policy)]),
    ...(via?.schedule === undefined ? [] : [w.chainSchedule(via.schedule, via.layer ?? '')]),
    w.chainChannel(personName(page.responder), w.channel[page.channel]),
  ];
  return html`<ol class="chain">
    ${links.map((text) => html`<li><${Theirs} text=${text} /></li>`)}
  </ol>`;
}

function stageOf({ stop: { step, round } }: EscalationPath): Stage {
  return {
    ...(step !== undefined && { number: step }),
    ...(round !== undefined && { round }),
  };
}

function sampleOf({ metric, value, unit, limit }: Incident['alerts'][number]): string {
  return [metric, value, unit, limit].filter((part) => part !== undefined && part !== '').join(' ');
}
