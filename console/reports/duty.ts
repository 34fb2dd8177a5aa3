import { saveText } from '../frame/download.ts';
import { FigureTable, number, part } from '../frame/figures.ts';
import { html } from '../frame/html.ts';
import { useLoaded } from '../frame/live.ts';
import { personName } from '../frame/me.ts';
import { shown } from '../frame/shown.ts';
import { Theirs } from '../frame/text.ts';
import { At, duration } from '../frame/time.ts';
import { words } from '../words/index.ts';
import { csvHead, csvLines, DUTY_COLUMNS, dutyLines, type ScheduleShares } from './figures.ts';
import { type Duty, loadDuty } from './load.ts';

/** What being on call has asked of people, and how it was shared. */
export function DutyView({ days }: { readonly days: number }) {
  const live = useLoaded(`duty ${days}`, () => loadDuty(days));
  return shown(live, (duty) => html`<${Report} duty=${duty} />`);
}

function Report({ duty }: { readonly duty: Duty }) {
  const w = words.value.reports;
  const { people, schedules, hoursFrom } = duty;
  const save = () => {
    const lines = csvLines(DUTY_COLUMNS, dutyLines(duty));
    saveText(csvHead(DUTY_COLUMNS) + lines, 'text/csv', 'on-call.csv');
  };
  return html`<h2>${w.pagesByPerson}</h2>
    ${
      people.length === 0
        ? html`<p>${w.nobodyPaged}</p>`
        : html`<${FigureTable}
            heads=${[w.person, w.pages, w.atNight, w.atWeekend, w.soon]}
            rows=${people.map((one) => [
              personName(one.name),
              one.pages,
              one.night,
              one.weekend,
              one.soon,
            ])}
          />`
    }
    <h2>${w.hours}</h2>
    ${hoursFrom !== undefined && html`<p class="small">${w.hoursFrom} <${At} at=${hoursFrom} /></p>`}
    ${schedules.map((schedule) => html`<${Shares} key=${schedule.name} schedule=${schedule} />`)}
    <button onClick=${save}>${words.value.downloadAs('CSV')}</button>`;
}

function Shares({ schedule }: { readonly schedule: ScheduleShares }) {
  const w = words.value.reports;
  const { name, people, nobody, mostToMean } = schedule;
  return html`<section>
    <h3><${Theirs} text=${name} /></h3>
    ${
      people.length > 0 &&
      html`<${FigureTable}
          heads=${[w.person, w.hours, w.share, w.atNight, w.atWeekend]}
          rows=${people.map((one) => [
            personName(one.name),
            time(one.total),
            part(one.share),
            time(one.night),
            time(one.weekend),
          ])}
        />
        <p class="small">
          ${w.mostToMean(number(mostToMean.total), number(mostToMean.night), number(mostToMean.weekend))}
        </p>`
    }
    ${nobody > 0 && html`<p>${w.nobody(duration(nobody))}</p>`}
  </section>`;
}

function time(ms: number): string {
  return ms === 0 ? '–' : duration(ms);
}
