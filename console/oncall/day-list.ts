import { html } from '../frame/html.ts';
import { personName } from '../frame/me.ts';
import { Theirs } from '../frame/text.ts';
import { words } from '../words/index.ts';
import type { Day, Span } from './days.ts';
import { overlaps } from './lanes.ts';
import { minute } from './minute.ts';
import type { Calendar, Shift } from './shift.ts';
import { dayText, spanText, withinDayText } from './text.ts';

interface ListProps {
  readonly calendar: Calendar;
  readonly days: readonly Day[];
  readonly zone: string;
  readonly onPick: ((span: Span) => void) | undefined;
}

/** The same where there is no room for a week side by side: day by day. */
export function DayList({ calendar: { served }, days, zone, onPick }: ListProps) {
  const isToday = ({ from, to }: Day) => from <= minute.value && minute.value < to;
  return days.map(
    (day) => html`<section key=${day.date}>
      <h3 aria-current=${isToday(day) ? 'date' : undefined}>
        ${dayText(day.from, zone)} ${isToday(day) && html`<span class="tag">${words.value.oncall.today}</span>`}
      </h3>
      <ul class="listed">
        ${served
          .filter((shift) => overlaps(shift, day))
          .map(
            (shift) =>
              html`<${Row} key=${shift.from} shift=${shift} day=${day} zone=${zone} onPick=${onPick} />`,
          )}
      </ul>
    </section>`,
  );
}

function Row({
  shift,
  day,
  zone,
  onPick,
}: Pick<ListProps, 'zone' | 'onPick'> & { readonly shift: Shift; readonly day: Day }) {
  const w = words.value.oncall;
  const { person, layer } = shift;
  const name = person === undefined ? w.nobody : personName(person);
  const why = person === undefined ? w.gap : layer === undefined ? w.byOverride : w.layer(layer);
  return html`<li class=${person === undefined ? 'gap' : ''}>
    <p>
      ${withinDayText(shift, day, zone)}: <strong><${Theirs} text=${name} /></strong>${' '}
      <span class="small"><${Theirs} text=${why} /></span>
    </p>
    ${
      onPick !== undefined &&
      shift.to > minute.value &&
      html`<button onClick=${() => onPick(shift)}>
        ${w.takeThis}<span class="hidden"> ${name}, ${spanText(shift, zone)}</span>
      </button>`
    }
  </li>`;
}
