import { html } from '../frame/html.ts';
import { personName } from '../frame/me.ts';
import { Theirs } from '../frame/text.ts';
import { words } from '../words/index.ts';
import type { Day, Span } from './days.ts';
import { overlaps } from './lanes.ts';
import { minute } from './minute.ts';
import type { Calendar, Shift } from './shift.ts';
import { dayText, holderText, spanText, withinDayText } from './text.ts';

interface ListProps {
  readonly calendar: Calendar;
  readonly days: readonly Day[];
  readonly zone: string;
  readonly onPick: ((span: Span) => void) | undefined;
}

/**
 * The same where there is no room for a week side by side: day by day. Where today is among them,
 * those before it are folded up.
 */
export function DayList({ days, ...of }: ListProps) {
  const past = days.filter(({ to }) => to <= minute.value);
  const isNow = past.length < days.length;
  const list = (those: readonly Day[]) =>
    those.map((day) => html`<${DayOf} key=${day.date} day=${day} ...${of} />`);
  return isNow && past.length > 0
    ? html`<details>
          <summary>${words.value.oncall.earlierDays(past.length)}</summary>
          ${list(past)}
        </details>
        ${list(days.slice(past.length))}`
    : list(days);
}

function DayOf({
  day,
  calendar: { served },
  zone,
  onPick,
}: Omit<ListProps, 'days'> & { readonly day: Day }) {
  const isToday = day.from <= minute.value && minute.value < day.to;
  return html`<section>
    <h3 aria-current=${isToday ? 'date' : undefined}>
      ${dayText(day.from, zone)}
      ${isToday && html` <span class="tag">${words.value.oncall.today}</span>`}
    </h3>
    <ul class="listed">
      ${served
        .filter((shift) => overlaps(shift, day))
        .map(
          (shift) => html`<${Row}
            key=${`${shift.from} ${shift.person}`}
            shift=${shift}
            day=${day}
            zone=${zone}
            onPick=${onPick}
          />`,
        )}
    </ul>
  </section>`;
}

function Row({
  shift,
  day,
  zone,
  onPick,
}: Pick<ListProps, 'zone' | 'onPick'> & { readonly shift: Shift; readonly day: Day }) {
  const w = words.value.oncall;
  const { person } = shift;
  const name = person === undefined ? w.nobody : personName(person);
  const why = person === undefined ? w.gap : holderText(shift);
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
