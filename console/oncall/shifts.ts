import { EVERY } from '../frame/every.ts';
import { html } from '../frame/html.ts';
import { useLive } from '../frame/live.ts';
import { personName } from '../frame/me.ts';
import { shown } from '../frame/shown.ts';
import { Theirs } from '../frame/text.ts';
import { duration, ownZone } from '../frame/time.ts';
import { words } from '../words/index.ts';
import { addressWith, shownDate } from './address.ts';
import { dateAt, daysFrom, plusDays, type Span } from './days.ts';
import { loadShifts } from './load.ts';
import { minute } from './minute.ts';
import { ScheduleLink } from './schedules.ts';
import type { Shift } from './shift.ts';
import { holderText, spanText } from './text.ts';
import { shownZone } from './zones.ts';

const DAYS = 28;

/** All turns of one person, across schedules, for four weeks. */
export function Shifts({ person }: { readonly person: string }) {
  const w = words.value.oncall;
  const today = dateAt(minute.value, ownZone());
  const date = shownDate() ?? today;
  const days = daysFrom(date, DAYS, ownZone());
  const window = { from: days[0]?.from ?? 0, to: days.at(-1)?.to ?? 0 };
  const live = useLive(
    `shifts ${person} ${window.from}`,
    () => loadShifts(person, window),
    EVERY.oncall,
  );
  return html`<h2><${Theirs} text=${w.shiftsOf(personName(person))} /></h2>
    <p>${spanText(window, ownZone())}</p>
    <div class="actions" role="group" aria-label=${w.weeks}>
      <a class="button" href=${addressWith({ date: plusDays(date, -DAYS) })}>${w.earlier}</a>
      <a class="button" href=${addressWith({ date: '' })}>${w.today}</a>
      <a class="button" href=${addressWith({ date: plusDays(date, DAYS) })}>${w.later}</a>
    </div>
    ${shown(live, (all) => html`<${List} shifts=${all} window=${window} />`)}`;
}

function List({ shifts, window }: { readonly shifts: readonly Shift[]; readonly window: Span }) {
  const w = words.value.oncall;
  const total = shifts.reduce((sum, { from, to }) => sum + to - from, 0);
  return html`<p>${shifts.length === 0 ? w.noShifts : w.total(shifts.length, duration(total))}</p>
    <ul class="listed">
      ${shifts.map(
        (one) =>
          html`<${Row} key=${`${one.schedule} ${one.from}`} shift=${one} window=${window} />`,
      )}
    </ul>`;
}

function Row({ shift, window }: { readonly shift: Shift; readonly window: Span }) {
  const w = words.value.oncall;
  const { schedule, from, to } = shift;
  const isNow = from <= minute.value && minute.value < to;
  const isCut = from === window.from || to === window.to;
  return html`<li>
    <p>
      <strong>${spanText(shift, shownZone(schedule))}</strong> (${duration(to - from)})
      ${isNow && html` <span class="tag">${w.onCallNow}</span>`}
    </p>
    <p class="small">
      <${ScheduleLink} schedule=${schedule} />,${' '}
      <${Theirs} text=${holderText(shift)} />
      ${isCut && html`, ${w.cut}`}
    </p>
  </li>`;
}
