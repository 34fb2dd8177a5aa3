import { useSignal } from '@preact/signals';
import { EVERY } from '../frame/every.ts';
import { html } from '../frame/html.ts';
import { useLive } from '../frame/live.ts';
import { personName } from '../frame/me.ts';
import { shown } from '../frame/shown.ts';
import { Theirs } from '../frame/text.ts';
import { duration, ownZone } from '../frame/time.ts';
import { words } from '../words/index.ts';
import { Absences } from './absences.ts';
import { addressWith, shownDate } from './address.ts';
import { AskDialog } from './ask-dialog.ts';
import { CalendarAddresses } from './calendar-addresses.ts';
import { dateAt, daysFrom, plusDays, type Span } from './days.ts';
import { isWhole } from './exchange-fields.ts';
import { Exchanges } from './exchanges.ts';
import { loadAbsences, loadExchanges, loadShifts } from './load.ts';
import { minute } from './minute.ts';
import { mayGiveAway } from './rights.ts';
import { ScheduleLink } from './schedules.ts';
import type { Shift } from './shift.ts';
import { holderText, spanText } from './text.ts';
import { shownZone } from './zones.ts';

const DAYS = 28;

/** All turns of one person for four weeks, across schedules, with their swaps and absences. */
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
  const exchanges = useLive(
    `exchanges ${person}`,
    () => loadExchanges(person, minute.value),
    EVERY.oncall,
  );
  const absences = useLive(
    `absences ${person}`,
    () => loadAbsences(person, minute.value),
    EVERY.oncall,
  );
  const asked = useSignal<Shift | undefined>(undefined);
  const changed = async () => {
    await Promise.all([live, exchanges, absences].map((one) => one.refresh()));
  };
  return html`<${Exchanges} person=${person} live=${exchanges} onChange=${changed} />
    <h2><${Theirs} text=${w.shiftsOf(personName(person))} /></h2>
    <p>${spanText(window, ownZone())}</p>
    <div class="actions" role="group" aria-label=${w.weeks}>
      <a class="button" href=${addressWith({ date: plusDays(date, -DAYS) })}>${w.earlier}</a>
      <a class="button" href=${addressWith({ date: '' })}>${w.today}</a>
      <a class="button" href=${addressWith({ date: plusDays(date, DAYS) })}>${w.later}</a>
    </div>
    ${shown(
      live,
      (all) => html`<${List}
        shifts=${all}
        window=${window}
        onAsk=${
          mayGiveAway(person)
            ? (one: Shift) => {
                asked.value = one;
              }
            : undefined
        }
      />`,
    )}
    <${Absences} person=${person} live=${absences} onChange=${changed} />
    ${mayGiveAway(person) && html`<${CalendarAddresses} owner=${{ person }} />`}
    ${
      asked.value &&
      html`<${AskDialog}
        shift=${asked.value}
        giver=${person}
        onChange=${changed}
        onClose=${() => {
          asked.value = undefined;
        }}
      />`
    }`;
}

type OnAsk = ((shift: Shift) => void) | undefined;

function List({
  shifts,
  window,
  onAsk,
}: {
  readonly shifts: readonly Shift[];
  readonly window: Span;
  readonly onAsk: OnAsk;
}) {
  const w = words.value.oncall;
  const total = shifts.reduce((sum, { from, to }) => sum + to - from, 0);
  return html`<p>${shifts.length === 0 ? w.noShifts : w.total(shifts.length, duration(total))}</p>
    <ul class="listed">
      ${shifts.map(
        (one) =>
          html`<${Row}
            key=${`${one.schedule} ${one.from}`}
            shift=${one}
            window=${window}
            onAsk=${onAsk}
          />`,
      )}
    </ul>`;
}

function Row({
  shift,
  window,
  onAsk,
}: {
  readonly shift: Shift;
  readonly window: Span;
  readonly onAsk: OnAsk;
}) {
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
    ${
      onAsk !== undefined &&
      isWhole(shift, window) &&
      html`<button onClick=${() => onAsk(shift)}>
        ${w.giveAway}<span class="hidden"> ${schedule}, ${spanText(shift, shownZone(schedule))}</span>
      </button>`
    }
  </li>`;
}
