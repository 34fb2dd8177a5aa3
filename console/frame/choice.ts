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

/** A choice of several, which stand in the address under one name. */
export function Choices({
  name,
  options,
}: {
  readonly name: string;
  readonly options: readonly Option[];
}) {
  const chosen = query.value.getAll(name);
  const turn = (value: string) =>
    setQuery({
      [name]: chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value],
    });
  return html`<fieldset>
    ${options.map(
      ({ value, text }) => html`<label class="check"
        ><input
          type="checkbox"
          checked=${chosen.includes(value)}
          onChange=${() => turn(value)}
        />
        ${text}</label
      >`,
    )}
  </fieldset>`;
}

/** The words that are searched for, which stand in the address too. */
export function SearchField({ called, hint }: { readonly called: string; readonly hint: string }) {
  return html`<label
    >${called}
    <input
      type="search"
      placeholder=${hint}
      value=${query.value.get('words') ?? ''}
      onInput=${(event: Event) =>
        setQuery({ words: (event.currentTarget as HTMLInputElement).value })}
    />
  </label>`;
}
