import type { IncidentSummary } from '#api/client/index.ts';
import { isUnderWay } from '../frame/act.ts';
import { now } from '../frame/clock.ts';
import { html } from '../frame/html.ts';
import { may, me, personName, serviceName } from '../frame/me.ts';
import { hrefOf } from '../frame/router.ts';
import { Badge, joined, Theirs } from '../frame/text.ts';
import { duration, Since, Until } from '../frame/time.ts';
import { words } from '../words/index.ts';
import { acknowledge } from './acknowledge.ts';
import { answersText } from './answers.ts';
import { hasAnswered, needsAnswer } from './arrange.ts';
import { nameOf, whereOf } from './names.ts';
import { isSelected, select } from './selection.ts';

/** One open incident in the list. */
export function Row({
  incident,
  onChange,
}: {
  readonly incident: IncidentSummary;
  readonly onChange: () => Promise<void>;
}) {
  const { id, severity, title, service, openedAt, alerts, flapping, deferredUntil } = incident;
  const w = words.value.now;
  const isWaiting =
    needsAnswer(incident) && !hasAnswered(incident, me.value?.person) && may('respond');
  const pick = (event: Event) => select(id, (event.currentTarget as HTMLInputElement).checked);
  return html`<li class=${`row ${severity}`} data-row=${id}>
    ${
      isWaiting &&
      html`<label class="pick"
        ><input
          type="checkbox"
          checked=${isSelected(id)}
          onChange=${pick}
          aria-label=${w.select(nameOf(incident))}
      /></label>`
    }
    <div class="what">
      <p>
        <${Badge} severity=${severity} />${' '}
        <a class="title" href=${hrefOf('incidents', id)}><${Theirs} text=${title} /></a>
        ${flapping && html` <span class="tag">${w.flapping}</span>`}
        ${deferredUntil && html` <span class="tag">${w.waits}</span>`}
      </p>
      <p><${Theirs} text=${whereOf(incident)} /></p>
      <p class="small">
        <${Theirs} text=${serviceName(service)} />, ${w.since} <${Since} at=${openedAt} />${
          alerts.firing > 1 && `, ${w.alerts(alerts.firing)}`
        }
      </p>
      <p class="small"><${Holder} incident=${incident} /></p>
    </div>
    ${
      isWaiting &&
      html`<button
        class="main"
        aria-busy=${isUnderWay(id)}
        onClick=${() => acknowledge(incident).then(onChange)}
      >
        ${w.acknowledge}<span class="hidden"> ${nameOf(incident)}</span>
      </button>`
    }
  </li>`;
}

/** Who has it; or nobody, and who is paged next in how many seconds. */
export function Holder({ incident }: { readonly incident: IncidentSummary }) {
  const w = words.value.now;
  const { acknowledgedBy, acknowledgedUntil, answers, deferredUntil, escalation } = incident;
  const silenced = quietOf(incident);
  if (incident.status === 'acknowledged' && acknowledgedBy !== undefined) {
    const isMe = incident.acknowledgedByPerson === true && acknowledgedBy === me.value?.person;
    const others = answers?.from.filter(({ by }) => by !== acknowledgedBy) ?? [];
    const all = joined([...others.map(({ by }) => by), acknowledgedBy].map(personName));
    const who = others.length > 0 ? w.haveIt(all) : isMe ? w.youHave : w.has(all);
    const until = acknowledgedUntil && html`, ${w.until} <${Until} at=${acknowledgedUntil} />`;
    return html`<strong><${Theirs} text=${who} /></strong>${until}${silenced && html`. ${silenced}`}`;
  }
  if (silenced !== undefined) {
    return silenced;
  }
  if (deferredUntil !== undefined) {
    return html`${w.canWait} <${Until} at=${deferredUntil} />`;
  }
  if (escalation === 'unpaged') {
    return html`${w.unpaged}`;
  }
  return html`<strong><${Theirs} text=${answersText(answers) ?? w.nobodyHas} /></strong>${waitsFor(incident)}${nextOf(incident)}`;
}

/** What keeps it quiet, if anything does. */
function quietOf({ silencedUntil, inhibitedBy }: IncidentSummary) {
  const w = words.value.now;
  if (inhibitedBy !== undefined) {
    const { incident, title } = inhibitedBy;
    return html`${w.inhibitedBy}${' '}
      <a href=${hrefOf('incidents', incident)}><${Theirs} text=${title} /></a>`;
  }
  return silencedUntil === undefined
    ? undefined
    : html`${w.silencedUntil} <${Until} at=${silencedUntil} />`;
}

function waitsFor({ waitsFor: people }: IncidentSummary) {
  const names = joined(people.map(personName));
  return people.length > 0 && html`, <${Theirs} text=${words.value.now.waitsFor(names)} />`;
}

/** A countdown, to the second: it stands at "now" where the time has come. */
function nextOf({ nextPageAt, nextPageTo = [] }: IncidentSummary) {
  if (nextPageAt === undefined) {
    return undefined;
  }
  const w = words.value;
  const left = Date.parse(nextPageAt) - now.value;
  const when = left <= 0 ? w.now.overdue : w.inTime(duration(left));
  const names = joined(nextPageTo.map(personName));
  const text =
    nextPageTo.length === 0
      ? w.now.nobodyReached(when)
      : w.now.pagedNext(names, nextPageTo.length, when);
  return html`. <${Theirs} text=${text} />`;
}
