import type { IncidentAlert } from '#api/client/index.ts';
import { html } from '../frame/html.ts';
import { pairsOf } from '../frame/matching.ts';
import { personName } from '../frame/me.ts';
import { hrefOf } from '../frame/router.ts';
import { Some } from '../frame/some.ts';
import { Badge, metricName, Theirs } from '../frame/text.ts';
import { Since, Until } from '../frame/time.ts';
import { limitInWords } from '../subject/condition.ts';
import { Points } from '../subject/points.ts';
import { figure } from '../trend/in-words.ts';
import { words } from '../words/index.ts';

const STEP = 20;

/** The alerts of an incident: those that fire first, each with its value and its limit. */
export function Alerts({ alerts }: { readonly alerts: readonly IncidentAlert[] }) {
  const w = words.value;
  const sorted = alerts.toSorted(
    (a, b) => Number(b.status === 'firing') - Number(a.status === 'firing'),
  );
  const row = (one: IncidentAlert) => html`<${Alert} key=${one.fingerprint} alert=${one} />`;
  return html`<h2>${w.incident.alerts} (${alerts.length})</h2>
    <${Some} items=${sorted} row=${row} step=${STEP} />`;
}

function Alert({ alert }: { readonly alert: IncidentAlert }) {
  const w = words.value.incident;
  const {
    subject,
    inPages,
    title,
    severity,
    startsAt,
    status,
    resolvedAt,
    unconfirmed,
    limitSetBy,
    score,
    reaches,
  } = alert;
  const labels = pairsOf(alert.labels);
  return html`<li>
    <p>
      <${Badge} severity=${severity} /> <strong><${Theirs} text=${title} /></strong>,${' '}
      <a href=${hrefOf('subjects', subject)}><${Theirs} text=${subject} /></a>
      ${inPages !== subject && html` (${w.inPages(inPages)})`}
    </p>
    <p><${Value} alert=${alert} /></p>
    ${
      reaches !== undefined &&
      status === 'firing' &&
      html`<p>
        ${w.reaches} <strong><${Theirs} text=${figure(reaches.limit, alert.unit)} /></strong>:${' '}
        <${Until} at=${reaches.at} />
      </p>`
    }
    ${
      limitSetBy !== undefined &&
      html`<p><${Theirs} text=${(score === undefined ? w.limitSetBy : w.scale2By)(personName(limitSetBy.createdBy))} /></p>`
    }
    ${score !== undefined && html`<${Points} parameters=${score.parameters} />`}
    <p class="small">
      ${status === 'firing' ? w.firesSince : w.fired} <${Since} at=${startsAt} />${
        resolvedAt !== undefined && html`, ${w.endedAt} <${Since} at=${resolvedAt} />`
      }${unconfirmed === true && `, ${w.unconfirmed}`}
    </p>
    ${labels.length > 0 && html`<p class="small"><${Theirs} text=${labels.join(', ')} /></p>`}
  </li>`;
}

/** The value that tripped, and its limit with the direction: `84.2 %, below 88`. */
function Value({ alert: { value, unit, limit, metric } }: { readonly alert: IncidentAlert }) {
  const told = value === undefined ? (unit ?? '') : figure(value, unit);
  const name = metricName(metric);
  const measured = told === '' ? name : `${name} ${told}`;
  const parts = [measured, limitInWords(limit)].filter((part) => part !== '');
  return html`<${Theirs} text=${parts.join(', ')} />`;
}
