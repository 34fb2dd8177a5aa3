import type { ServiceOnCall, ServicesOnCall, TargetOnCall } from '#api/client/index.ts';
import { api } from '../frame/api.ts';
import { EVERY } from '../frame/every.ts';
import { html } from '../frame/html.ts';
import { useLive } from '../frame/live.ts';
import { me, personName } from '../frame/me.ts';
import { shown } from '../frame/shown.ts';
import { Badge, Theirs } from '../frame/text.ts';
import { duration, Until } from '../frame/time.ts';
import { somePages } from '../frame/whole-list.ts';
import { words } from '../words/index.ts';
import { ScheduleLink } from './schedules.ts';
import { layerText } from './text.ts';
import { isByScheduleZone, zoneOfSchedule } from './zones.ts';

const SECOND = 1_000;

type Escalation = ServiceOnCall['escalations'][number];
type Stage = Escalation['stages'][number];

/** Of each service who is paged at which step, until when, who follows, and who cannot be. */
export function Services() {
  const w = words.value.oncall;
  return shown(
    useLive('oncall services', allServices, EVERY.oncall),
    (all) => html`<h2>${w.services}</h2>
      <div class="cards">
        ${all.map((one) => html`<${Card} key=${one.service} service=${one} />`)}
      </div>`,
  );
}

async function allServices(): Promise<ServicesOnCall['services']> {
  const found: ServiceOnCall[] = [];
  for await (const page of somePages(api.listServicesOnCall)) {
    found.push(...page.services);
  }
  return found;
}

function Card({ service: { name, escalations, unpaged } }: { readonly service: ServiceOnCall }) {
  const w = words.value.oncall;
  return html`<section class="card">
    <h3><${Theirs} text=${name} /></h3>
    ${escalations.map((one) => html`<${Steps} key=${one.severities.join()} escalation=${one} />`)}
    ${
      unpaged.length > 0 &&
      html`<p class="small">
        ${unpaged.map((severity) => html`<${Badge} severity=${severity} />${' '}`)}
        ${w.pagesNobody(unpaged.length)}
      </p>`
    }
  </section>`;
}

function Steps({ escalation: { severities, stages } }: { readonly escalation: Escalation }) {
  const w = words.value.oncall;
  const isLost = stages.every(({ targets }) =>
    targets.every(({ unreachable }) => unreachable !== undefined),
  );
  return html`<p>${severities.map((severity) => html`<${Badge} severity=${severity} />${' '}`)}</p>
    ${isLost && html`<p class="state triggered">${w.reachesNobody}</p>`}
    <ol class="ladder">
      ${stages.map(
        (stage, index) => html`<li key=${index} class=${index === 0 ? 'reached' : ''}>
          <strong>${stepName(stage)}</strong>${' '}
          <span class="small"
            >${stage.afterSeconds > 0 && w.after(duration(stage.afterSeconds * SECOND))}</span
          >
          <ul class="plain">
            ${stage.targets.map(
              (target, place) => html`<li key=${place}><${Target} target=${target} /></li>`,
            )}
          </ul>
        </li>`,
      )}
    </ol>`;
}

function stepName({ number }: Stage): string {
  const w = words.value.incident;
  return number === undefined ? w.fallback : w.step(number);
}

function Target({ target }: { readonly target: TargetOnCall }) {
  const w = words.value.oncall;
  const { schedule, person, until, nextPerson, unreachable } = target;
  const timeZone =
    schedule !== undefined && isByScheduleZone() ? zoneOfSchedule(schedule) : undefined;
  const isMine = person !== undefined && person === me.value?.person;
  return html`<${Theirs} text=${person === undefined ? w.nobody : personName(person)} />
    ${isMine && html` <span class="tag">${w.you}</span>`}
    ${
      until !== undefined &&
      html` ${words.value.now.until} <${Until} at=${until} timeZone=${timeZone} />`
    }
    ${
      nextPerson !== undefined && html`, <${Theirs} text=${w.followedBy(personName(nextPerson))} />`
    }
    ${
      schedule !== undefined &&
      html` <span class="small"
        >(<${ScheduleLink} schedule=${schedule} />, <${By} target=${target} />)</span
      >`
    }
    ${
      unreachable !== undefined &&
      html`<br /><span class="tag alarm">${w.unreachable[unreachable.code]}</span>`
    }`;
}

/** Because of what somebody is on call. */
function By({ target: { layer, override } }: { readonly target: TargetOnCall }) {
  const w = words.value.oncall;
  const text =
    override !== undefined ? w.byOverride : layer !== undefined ? layerText(layer) : w.gap;
  return html`<${Theirs} text=${text} />`;
}
