import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { EVERY } from '../frame/every.ts';
import { html } from '../frame/html.ts';
import { useLive } from '../frame/live.ts';
import { may } from '../frame/me.ts';
import { hrefOf, query } from '../frame/router.ts';
import { shown } from '../frame/shown.ts';
import { Theirs } from '../frame/text.ts';
import { timeText } from '../frame/time.ts';
import { useTitle } from '../frame/title.ts';
import { words } from '../words/index.ts';
import { addressWith, draftSpan, shownDate } from './address.ts';
import { CalendarAddresses } from './calendar-addresses.ts';
import { ZoneChoice } from './choices.ts';
import { DayList } from './day-list.ts';
import { type Day, dateAt, plusDays, plusMonths, type Span, weekOf, weeksOfMonth } from './days.ts';
import { loadCalendar } from './load.ts';
import { minute } from './minute.ts';
import { isNarrow } from './narrow.ts';
import { ScheduleNotes } from './notes.ts';
import { OfferDialog } from './offer-dialog.ts';
import { OverrideForm } from './override-form.ts';
import { OverrideList } from './override-list.ts';
import { mayOfferAs, mayOverride } from './rights.ts';
import type { Calendar } from './shift.ts';
import { Strip } from './strip.ts';
import { shownZone } from './zones.ts';

/** A schedule by week or month: layers, overrides over them, and who is on call in the end. */
export function CalendarScreen({ schedule }: { readonly schedule: string }) {
  const w = words.value.oncall;
  const zone = shownZone(schedule);
  const date = shownDate() ?? dateAt(minute.value, zone);
  const isMonth = query.value.get('view') === 'month';
  const weeks = isMonth ? weeksOfMonth(date, zone) : [weekOf(date, zone)];
  const window = { from: weeks[0]?.[0]?.from ?? 0, to: weeks.at(-1)?.at(-1)?.to ?? 0 };
  const live = useLive(
    `calendar ${schedule} ${window.from} ${window.to}`,
    () => loadCalendar(schedule, window),
    EVERY.oncall,
  );
  useTitle(w.title);
  return html`<p><a href=${hrefOf('oncall')}>${w.all}</a></p>
    <h1><${Theirs} text=${w.calendarOf(schedule)} /></h1>
    <div class="fields"><${ZoneChoice} schedule=${schedule} /></div>
    <${Around} date=${date} isMonth=${isMonth} zone=${zone} days=${weeks.flat()} />
    ${shown(
      live,
      (calendar) => html`<${Weeks}
        schedule=${schedule}
        calendar=${calendar}
        weeks=${weeks}
        window=${window}
        zone=${zone}
        onChange=${live.refresh}
      />`,
    )}`;
}

/** Which week or month it is, and the way to those around it. */
function Around({
  date,
  isMonth,
  zone,
  days,
}: {
  readonly date: string;
  readonly isMonth: boolean;
  readonly zone: string;
  readonly days: readonly Day[];
}) {
  const w = words.value.oncall;
  const step = (by: number) => (isMonth ? plusMonths(date, by) : plusDays(date, 7 * by));
  const middle = days[Math.floor(days.length / 2)]?.from ?? 0;
  const month = timeText(middle, { month: 'long', year: 'numeric', timeZone: zone });
  const view = (name: string, called: string, isShown: boolean) =>
    html`<a
      class="button"
      aria-current=${isShown ? 'true' : undefined}
      href=${addressWith({ view: called })}
      >${name}</a
    >`;
  return html`<h2>${month}</h2>
    <div class="actions" role="group" aria-label=${w.weeks}>
      <a class="button" href=${addressWith({ date: step(-1) })}>${w.earlier}</a>
      <a class="button" href=${addressWith({ date: '' })}>${w.today}</a>
      <a class="button" href=${addressWith({ date: step(1) })}>${w.later}</a>
      ${view(w.week, '', !isMonth)} ${view(w.month, 'month', isMonth)}
    </div>`;
}

function Weeks({
  schedule,
  calendar,
  weeks,
  window,
  zone,
  onChange,
}: {
  readonly schedule: string;
  readonly calendar: Calendar;
  readonly weeks: readonly (readonly Day[])[];
  readonly window: Span;
  readonly zone: string;
  readonly onChange: () => Promise<void>;
}) {
  const form = useRef<HTMLElement>(null);
  const isOffering = useSignal(false);
  const taker = mayOfferAs();
  const offer = (isOpen: boolean) => () => {
    isOffering.value = isOpen;
  };
  const pick = mayOverride()
    ? (span: Span) => {
        draftSpan(span);
        form.current?.focus();
      }
    : undefined;
  const grid = isNarrow.value
    ? html`<${DayList} calendar=${calendar} days=${weeks.flat()} zone=${zone} onPick=${pick} />`
    : weeks.map(
        (days) => html`<${Strip}
          key=${days[0]?.date}
          calendar=${calendar}
          days=${days}
          window=${window}
          zone=${zone}
          onPick=${pick}
        />`,
      );
  return html`${grid}
    ${
      taker !== undefined &&
      html`<p class="actions"><button onClick=${offer(true)}>${words.value.oncall.offer}</button></p>`
    }
    ${
      taker !== undefined &&
      isOffering.value &&
      html`<${OfferDialog}
        schedule=${schedule}
        taker=${taker}
        from=${window.from}
        zone=${zone}
        onClose=${offer(false)}
      />`
    }
    <${ScheduleNotes} key=${schedule} schedule=${schedule} />
    ${
      pick !== undefined &&
      html`<${OverrideForm}
        heading=${form}
        schedule=${schedule}
        zone=${zone}
        onChange=${onChange}
      />`
    }
    <${OverrideList} overrides=${calendar.overrides} zone=${zone} onChange=${onChange} />
    ${may('lead') && html`<${CalendarAddresses} owner=${{ schedule }} />`}`;
}
