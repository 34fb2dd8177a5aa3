import type { EscalationPath, IncidentAlert, LoggedPage, Page } from '#api/client/index.ts';
import { html } from '../frame/html.ts';
import { personName, serviceName } from '../frame/me.ts';
import { metricName, Theirs } from '../frame/text.ts';
import { Since } from '../frame/time.ts';
import { attemptText } from '../frame/told.ts';
import { type Stage, stepName } from '../incident/ladder.ts';
import { limitInWords } from '../subject/condition.ts';
import { figure } from '../trend/in-words.ts';
import { words } from '../words/index.ts';

/**
 * The chain that led to a page, as far as it is known: sample, rule, service, step, layer or
 * override, channel; and what was tried.
 */
export function Why({
  page,
  service,
  alert,
}: {
  readonly page: Page | LoggedPage;
  readonly service: string | undefined;
  readonly alert?: IncidentAlert | undefined;
}) {
  const w = words.value.incident;
  const { via, attempts } = page;
  const links = [
    ...(alert === undefined
      ? []
      : [w.chainSample(alert.subject, sampleOf(alert)), w.chainRule(alert.rule)]),
    ...(service === undefined ? [] : [w.chainService(serviceName(service))]),
    reasonText(page.reason),
    ...(via === undefined ? [] : [w.chainStep(stepName(stageOf(via)), via.policy)]),
    ...(via?.schedule === undefined ? [] : [w.chainSchedule(via.schedule, via.layer ?? '')]),
    w.chainChannel(personName(page.responder), words.value.channels[page.channel].name),
  ];
  return html`<details>
    <summary>${w.why}</summary>
    <ol class="chain">
      ${links.map((text) => html`<li><${Theirs} text=${text} /></li>`)}
    </ol>
    ${
      attempts.length > 0 &&
      html`<ul>
        ${attempts.map(
          (attempt) => html`<li>
            <${Since} at=${attempt.at} />: <${Theirs} text=${attemptText(attempt)} />
          </li>`,
        )}
      </ul>`
    }
  </details>`;
}

/** Why it is sent; a reason of a later version is shown as it is called. */
export function reasonText(reason: string): string {
  const known: Readonly<Record<string, string>> = words.value.incident.reason;
  return known[reason] ?? reason;
}

function stageOf({ stop: { step, round } }: EscalationPath): Stage {
  return {
    ...(step !== undefined && { number: step }),
    ...(round !== undefined && { round }),
  };
}

function sampleOf({ metric, value, unit, limit }: IncidentAlert): string {
  return [metricName(metric), value === undefined ? unit : figure(value, unit), limitInWords(limit)]
    .filter((part) => part !== undefined && part !== '')
    .join(' ');
}
