import { html } from './html.ts';
import { query, setQuery } from './router.ts';

export interface Option {
  readonly value: string;
  readonly text: string;
}

/** One of several, which stands in the address; a value of the address that is none is one more. */
export function Choice({
  name,
  called,
  options,
}: {
  readonly name: string;
  readonly called: string;
  readonly options: readonly Option[];
}) {
  const chosen = query.value.get(name) ?? '';
  const isKnown = options.some(({ value }) => value === chosen);
  const all = isKnown ? options : [...options, { value: chosen, text: chosen }];
  const choose = (event: Event) =>
    setQuery({ [name]: (event.currentTarget as HTMLSelectElement).value });
  return html`<label
    >${called}
    <select value=${chosen} onChange=${choose}>
      ${all.map(({ value, text }) => html`<option value=${value}>${text}</option>`)}
    </select>
  </label>`;
}

/** Anything, or one of these. */
export function anyOf(
  any: string,
  all: readonly { readonly id: string; readonly name: string }[],
): readonly Option[] {
  return [{ value: '', text: any }, ...all.map(({ id, name }) => ({ value: id, text: name }))];
}
