import { html } from '../frame/html.ts';
import { query } from '../frame/router.ts';
import { useTitle } from '../frame/title.ts';
import { words } from '../words/index.ts';
import { CalendarScreen } from './calendar.ts';
import { PersonChoice, ZoneChoice } from './choices.ts';
import { Schedules } from './schedules.ts';
import { Services } from './services.ts';
import { Shifts } from './shifts.ts';

/** Who is on call: of each service, the turns of one person, or the calendar of a schedule. */
export default function OnCall({ id }: { readonly id: string }) {
  return id === '' ? html`<${Overview} />` : html`<${CalendarScreen} schedule=${id} />`;
}

function Overview() {
  const w = words.value.oncall;
  const person = query.value.get('person') ?? '';
  useTitle(w.title);
  return html`<h1>${w.title}</h1>
    <div class="fields">
      <${PersonChoice} />
      <${ZoneChoice} />
    </div>
    ${
      person === ''
        ? html`<${Services} /><${Schedules} />`
        : html`<${Shifts} key=${person} person=${person} />`
    }`;
}
