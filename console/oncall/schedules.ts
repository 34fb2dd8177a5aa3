import type { Duty } from '#api/client/index.ts';
import { api } from '../frame/api.ts';
import { EVERY } from '../frame/every.ts';
import { html } from '../frame/html.ts';
import { useLive } from '../frame/live.ts';
import { personName } from '../frame/me.ts';
import { hrefOf, query } from '../frame/router.ts';
import { shown } from '../frame/shown.ts';
import { Theirs } from '../frame/text.ts';
import { Until } from '../frame/time.ts';
import { somePages } from '../frame/whole-list.ts';
import { words } from '../words/index.ts';
import { NoteList, notesOf } from './notes.ts';
import { isByScheduleZone } from './zones.ts';

/** Every schedule: who has it until when, who follows, and the way to its calendar. */
export function Schedules() {
  const w = words.value.oncall;
  return shown(
    useLive('oncall', allDuties, EVERY.oncall),
    (all) => html`<h2>${w.schedules}</h2>
      ${all.length === 0 && html`<p>${w.noSchedules}</p>`}
      <ul class="listed">
        ${all.map(
          (one, place) => html`<${Row}
            key=${`${one.schedule} ${one.person}`}
            duty=${one}
            isFirst=${all[place - 1]?.schedule !== one.schedule}
          />`,
        )}
      </ul>`,
  );
}

async function allDuties(): Promise<readonly Duty[]> {
  const found: Duty[] = [];
  for await (const page of somePages(api.listOnCall)) {
    found.push(...page.schedules);
  }
  return found;
}

/** What was left for those on call stands with the first of them. */
function Row({ duty, isFirst }: { readonly duty: Duty; readonly isFirst: boolean }) {
  const w = words.value.oncall;
  const { schedule, person, until, nextPerson, timeZone, passedOver } = duty;
  const zone = isByScheduleZone() ? timeZone : undefined;
  return html`<li>
    <p>
      <strong><${ScheduleLink} schedule=${schedule} /></strong>:${' '}
      <${Theirs} text=${person === undefined ? w.nobody : personName(person)} />
      ${' '}${words.value.now.until} <${Until} at=${until} timeZone=${zone} />
      ${
        nextPerson !== undefined &&
        html`, <${Theirs} text=${w.followedBy(personName(nextPerson))} />`
      }
    </p>
    ${passedOver.map(
      (one) => html`<p class="small">
        <${Theirs} text=${w.passedOver(personName(one.person), one.reason)} />
      </p>`,
    )}
    ${isFirst && html`<${NoteList} notes=${notesOf([duty])} />`}
  </li>`;
}

/** The way to a schedule's calendar, in the zone that is shown. */
export function ScheduleLink({ schedule }: { readonly schedule: string }) {
  const zone = query.value.get('zone');
  const behind = zone === null ? '' : `?${new URLSearchParams({ zone })}`;
  return html`<a href=${hrefOf('oncall', schedule) + behind}><${Theirs} text=${schedule} /></a>`;
}
