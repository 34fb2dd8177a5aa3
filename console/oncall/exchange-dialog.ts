import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { isUnderWay, perform } from '../frame/act.ts';
import { api } from '../frame/api.ts';
import { Dialog } from '../frame/dialog.ts';
import { html } from '../frame/html.ts';
import { useLoaded } from '../frame/live.ts';
import { teamNames } from '../frame/me.ts';
import { Theirs } from '../frame/text.ts';
import { words } from '../words/index.ts';
import type { Span } from './days.ts';
import { loadShifts } from './load.ts';
import { minute } from './minute.ts';
import type { Shift } from './shift.ts';
import { spanText } from './text.ts';
import { shownZone } from './zones.ts';

/** A later look would take the turn that is cut at the end for a whole one. */
const now = () => minute.peek();

const FOUR_WEEKS = 28 * 86_400_000;

/** Asks a colleague, or all of the schedule, to take a turn, perhaps for one of theirs. */
export function ExchangeDialog({
  shift,
  giver,
  onChange,
  onClose,
}: {
  readonly shift: Shift;
  readonly giver: string;
  readonly onChange: () => Promise<void>;
  readonly onClose: () => void;
}) {
  const w = words.value.oncall;
  const taker = useSignal('');
  const inReturn = useSignal<Shift | undefined>(undefined);
  const comment = useSignal('');
  const choose = (event: Event) => {
    taker.value = (event.currentTarget as HTMLSelectElement).value;
    inReturn.value = undefined;
  };
  const ask = async (event: Event) => {
    event.preventDefault();
    const body = {
      giver,
      ...timeOf(shift),
      ...(taker.value !== '' && { taker: taker.value }),
      ...(inReturn.value !== undefined && { inReturn: timeOf(inReturn.value) }),
      ...(comment.value.trim() !== '' && { comment: comment.value }),
    };
    if (await perform('exchange', () => api.askExchange({ body }), w.asked)) {
      onClose();
    }
    await onChange();
  };
  return html`<${Dialog} title=${w.askTitle} onClose=${onClose}>
    <p><${Theirs} text=${textOf(shift)} /></p>
    <form class="fields" onSubmit=${ask}>
      <label
        >${w.askWhom}
        <select value=${taker.value} onChange=${choose}>
          <option value="">${w.askAll}</option>
          ${teamNames.value.people
            .filter(({ id, channels }) => id !== giver && channels.length > 0)
            .map(({ id, name }) => html`<option value=${id}>${name}</option>`)}
        </select>
      </label>
      ${
        taker.value !== '' &&
        html`<${InReturn}
          key=${taker.value}
          person=${taker.value}
          onChoose=${(one: Shift | undefined) => {
            inReturn.value = one;
          }}
        />`
      }
      <label
        >${w.exchangeComment}
        <input
          maxlength="500"
          dir="auto"
          value=${comment.value}
          onInput=${(event: Event) => {
            comment.value = (event.currentTarget as HTMLInputElement).value;
          }}
        />
      </label>
      <div class="actions across">
        <button class="main" aria-busy=${isUnderWay('exchange')}>${w.ask}</button>
        <button type="button" onClick=${onClose}>${words.value.back}</button>
      </div>
    </form>
  <//>`;
}

/** The turns of a colleague that may come back for it: a swap; or none: a cover. */
function InReturn({
  person,
  onChoose,
}: {
  readonly person: string;
  readonly onChoose: (one: Shift | undefined) => void;
}) {
  const w = words.value.oncall;
  const window = useMemo((): Span => ({ from: now(), to: now() + FOUR_WEEKS }), []);
  const live = useLoaded(`in return ${person}`, () => loadShifts(person, window));
  const turns = (live.value.value ?? []).filter((one) => isWhole(one, window));
  const choose = (event: Event) =>
    onChoose(turns[Number((event.currentTarget as HTMLSelectElement).value)]);
  return html`<label
    >${w.inReturn}
    <select onChange=${choose}>
      <option value="">${w.nothingInReturn}</option>
      ${turns.map((one, index) => html`<option value=${String(index)}>${textOf(one)}</option>`)}
    </select>
  </label>`;
}

/** Whether a turn of some that are shown begins yet, and is not cut at the end of the window. */
export function isWhole({ from, to }: Span, window: Span): boolean {
  return from > Math.max(minute.value, window.from) && to < window.to;
}

function timeOf({ schedule, from, to }: Shift) {
  return { schedule, from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}

function textOf(shift: Shift): string {
  return `${shift.schedule}, ${spanText(shift, shownZone(shift.schedule))}`;
}
