import { useSignal } from '@preact/signals';
import { isUnderWay, perform } from '../frame/act.ts';
import { api } from '../frame/api.ts';
import { Dialog } from '../frame/dialog.ts';
import { html } from '../frame/html.ts';
import { teamNames } from '../frame/me.ts';
import { Theirs } from '../frame/text.ts';
import { words } from '../words/index.ts';
import { InReturn, timeOf, turnText, Why } from './exchange-fields.ts';
import type { Shift } from './shift.ts';

/** Asks a colleague, or all of the schedule, to take a turn, perhaps for one of theirs. */
export function AskDialog({
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
    <p><${Theirs} text=${turnText(shift)} /></p>
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
      <${Why} comment=${comment} />
      <div class="actions across">
        <button class="main" aria-busy=${isUnderWay('exchange')}>${w.ask}</button>
        <button type="button" onClick=${onClose}>${words.value.back}</button>
      </div>
    </form>
  <//>`;
}
