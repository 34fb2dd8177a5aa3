import { now } from '../frame/clock.ts';
import { html } from '../frame/html.ts';
import { setQuery } from '../frame/router.ts';
import { isoMinute } from '../frame/wall-clock.ts';
import { words } from '../words/index.ts';
import type { Draft } from './draft.ts';
import { CHOICES, isChoice, TYPED } from './recurrence.ts';

const BY_RULE = 'rule';

/** Whether it comes once, or again and again, by a choice or by a rule that is typed. */
export function RecursFields({ draft: { recurs, begin } }: { readonly draft: Draft }) {
  const w = words.value.silences;
  const isTyped = recurs !== undefined && !isChoice(recurs);
  const choose = (event: Event) => {
    const { value } = event.currentTarget as HTMLSelectElement;
    const first = isoMinute(begin ?? now.peek());
    const chosen = value === BY_RULE ? TYPED : value;
    setQuery({ recurs: chosen, end: '', ...(value !== '' && { begin: first }) });
  };
  return html`<label
      >${w.recurs}
      <select value=${isTyped ? BY_RULE : (recurs ?? '')} onChange=${choose}>
        <option value="">${w.once}</option>
        ${CHOICES.map((one) => html`<option value=${one}>${w.often[one]}</option>`)}
        <option value=${BY_RULE}>${w.byRule}</option>
      </select>
    </label>
    ${
      isTyped &&
      html`<label
        >${w.rule}
        <input
          required
          maxlength="200"
          spellcheck=${false}
          value=${recurs}
          onChange=${(event: Event) =>
            setQuery({ recurs: (event.currentTarget as HTMLInputElement).value || TYPED })}
        />
      </label>`
    }`;
}
