import { html } from '../frame/html.ts';
import { me, teamNames } from '../frame/me.ts';
import { query, setQuery } from '../frame/router.ts';
import { ownZone } from '../frame/time.ts';
import { words } from '../words/index.ts';
import { isByScheduleZone, zoneOfSchedule } from './zones.ts';

const chosen = (event: Event) => (event.currentTarget as HTMLSelectElement).value;

/** Whose turns are shown, those of the reader among the first. */
export function PersonChoice() {
  const w = words.value.oncall;
  const { people } = teamNames.value;
  const own = me.value?.person;
  return html`<label
    >${w.turnsOf}
    <select
      value=${query.value.get('person') ?? ''}
      onChange=${(event: Event) => setQuery({ person: chosen(event), date: '' })}
    >
      <option value="">${w.everybody}</option>
      ${own !== undefined && html`<option value=${own}>${w.mine}</option>`}
      ${people
        .filter(({ id }) => id !== own)
        .map(({ id, name }) => html`<option value=${id}>${name}</option>`)}
    </select>
  </label>`;
}

/** By whose clocks times are shown: the reader's, or those of the schedule. */
export function ZoneChoice({ schedule }: { readonly schedule?: string }) {
  const w = words.value.oncall;
  const theirs =
    schedule === undefined ? w.zoneSchedules : w.zoneSchedule(zoneOfSchedule(schedule));
  return html`<label
    >${w.times}
    <select
      value=${isByScheduleZone() ? 'schedule' : ''}
      onChange=${(event: Event) => setQuery({ zone: chosen(event) })}
    >
      <option value="">${w.zoneMine(ownZone())}</option>
      <option value="schedule">${theirs}</option>
    </select>
  </label>`;
}
