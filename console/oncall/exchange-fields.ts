import type { Signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { html } from '../frame/html.ts';
import { useLoaded } from '../frame/live.ts';
import { words } from '../words/index.ts';
import type { Span } from './days.ts';
import { loadShifts } from './load.ts';
import { minute } from './minute.ts';
import type { Shift } from './shift.ts';
import { spanText } from './text.ts';
import { shownZone } from './zones.ts';

/** So far ahead turns are offered for exchanges. */
const FOUR_WEEKS = 28 * 86_400_000;

/** The turns of somebody that may come back for another: a swap; or none: a cover. */
export function InReturn({
  person,
  onChoose,
}: {
  readonly person: string;
  readonly onChoose: (one: Shift | undefined) => void;
}) {
  const w = words.value.oncall;
  // A later look would take the turn that is cut at the end for a whole one.
  const window = useMemo((): Span => fourWeeksFrom(minute.peek()), []);
  const live = useLoaded(`in return ${person}`, () => loadShifts(person, window));
  const turns = (live.value.value ?? []).filter((one) => isWhole(one, window));
  const choose = (event: Event) =>
    onChoose(turns[Number((event.currentTarget as HTMLSelectElement).value)]);
  return html`<label
    >${w.inReturn}
    <select onChange=${choose}>
      <option value="">${w.nothingInReturn}</option>
      ${turns.map((one, index) => html`<option value=${String(index)}>${turnText(one)}</option>`)}
    </select>
  </label>`;
}

/** Why it is asked or offered, which stands in no message. */
export function Why({ comment }: { readonly comment: Signal<string> }) {
  return html`<label
    >${words.value.oncall.exchangeComment}
    <input
      maxlength="500"
      dir="auto"
      value=${comment.value}
      onInput=${(event: Event) => {
        comment.value = (event.currentTarget as HTMLInputElement).value;
      }}
    />
  </label>`;
}

export function fourWeeksFrom(from: number): Span {
  return { from, to: from + FOUR_WEEKS };
}

/** Whether a turn of some that are shown begins yet, and is not cut at the end of the window. */
export function isWhole({ from, to }: Span, window: Span): boolean {
  return from > Math.max(minute.value, window.from) && to < window.to;
}

/** A turn as the API is told of it. */
export function timeOf({ schedule, from, to }: Shift) {
  return { schedule, from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}

/** A turn with its schedule: `nurses, Tue 24 Nov, 07:00 – 19:00 CET`. */
export function turnText(shift: Shift): string {
  return `${shift.schedule}, ${spanText(shift, shownZone(shift.schedule))}`;
}
