import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { isUnderWay, perform } from '../frame/act.ts';
import { api } from '../frame/api.ts';
import { Dialog } from '../frame/dialog.ts';
import { html } from '../frame/html.ts';
import { useLoaded } from '../frame/live.ts';
import { personName } from '../frame/me.ts';
import { words } from '../words/index.ts';
import { fourWeeksFrom, InReturn, isWhole, timeOf, Why } from './exchange-fields.ts';
import { loadServed } from './load.ts';
import { minute } from './minute.ts';
import type { Shift } from './shift.ts';
import { spanText } from './text.ts';

/**
 * Offers a colleague to take one of their turns in a schedule, perhaps for one of the reader's own:
 * those of the four weeks from the first moment that is shown.
 */
export function OfferDialog({
  schedule,
  taker,
  from,
  zone,
  onClose,
}: {
  readonly schedule: string;
  readonly taker: string;
  readonly from: number;
  readonly zone: string;
  readonly onClose: () => void;
}) {
  const w = words.value.oncall;
  const chosen = useSignal<Shift | undefined>(undefined);
  const inReturn = useSignal<Shift | undefined>(undefined);
  const comment = useSignal('');
  const window = useMemo(() => fourWeeksFrom(Math.max(from, minute.peek())), []);
  const live = useLoaded(`offer ${schedule} ${window.from}`, () => loadServed(schedule, window));
  const turns = (live.value.value ?? []).filter(
    (one) => one.person !== undefined && one.person !== taker && isWhole(one, window),
  );
  const choose = (event: Event) => {
    chosen.value = turns[Number((event.currentTarget as HTMLSelectElement).value)];
  };
  const offer = async (event: Event) => {
    event.preventDefault();
    const { value: turn } = chosen;
    if (turn?.person === undefined) {
      return;
    }
    const body = {
      ...{ giver: turn.person, taker, ...timeOf(turn) },
      ...(inReturn.value !== undefined && { inReturn: timeOf(inReturn.value) }),
      ...(comment.value.trim() !== '' && { comment: comment.value }),
    };
    if (await perform('exchange', () => api.askExchange({ body }), w.offered)) {
      onClose();
    }
  };
  return html`<${Dialog} title=${w.offer} onClose=${onClose}>
    <form class="fields" onSubmit=${offer}>
      <label
        >${w.whichTurn}
        <select required onChange=${choose}>
          <option value=""></option>
          ${turns.map(
            (one, index) =>
              html`<option value=${String(index)}>
                ${personName(one.person ?? '')}, ${spanText(one, zone)}
              </option>`,
          )}
        </select>
      </label>
      <${InReturn}
        person=${taker}
        onChoose=${(one: Shift | undefined) => {
          inReturn.value = one;
        }}
      />
      <${Why} comment=${comment} />
      <div class="actions across">
        <button class="main" aria-busy=${isUnderWay('exchange')}>${w.offerIt}</button>
        <button type="button" onClick=${onClose}>${words.value.back}</button>
      </div>
    </form>
  <//>`;
}
