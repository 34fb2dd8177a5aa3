import { html } from './html.ts';
import { query, setQuery } from './router.ts';

/**
 * Returns what the address says of a parameter, where that is one of those that can be chosen; the
 * default is the first, and stands in no address.
 */
export function chosenOf<Name extends string>(
  parameter: string,
  names: readonly [Name, ...Name[]],
): Name {
  const asked = query.value.get(parameter);
  return names.find((name) => name === asked) ?? names[0];
}

/** Buttons of which one is pressed: what it chooses stands in the address. */
export function Chosen({
  parameter,
  called,
  names,
  nameOf,
}: {
  readonly parameter: string;
  /** What is chosen, for those who do not see it. */
  readonly called: string;
  readonly names: readonly [string, ...string[]];
  readonly nameOf: (name: string) => string;
}) {
  const chosen = chosenOf(parameter, names);
  const choose = (name: string) => () => setQuery({ [parameter]: name === names[0] ? '' : name });
  return html`<p class="actions" role="group" aria-label=${called}>
    ${names.map(
      (name) => html`<button key=${name} aria-pressed=${chosen === name} onClick=${choose(name)}>
        ${nameOf(name)}
      </button>`,
    )}
  </p>`;
}
