import { type Signal, useSignal } from '@preact/signals';
import type { NewKey } from '#api/client/index.ts';
import { isUnderWay, perform } from '../frame/act.ts';
import { tell } from '../frame/announce.ts';
import { api } from '../frame/api.ts';
import { html } from '../frame/html.ts';
import { ShownOnce } from '../frame/shown-once.ts';
import { words } from '../words/index.ts';

const SCOPES = ['samples', 'read', 'respond', 'admin'] as const;

type Scope = (typeof SCOPES)[number];

/** As long as the API takes. */
const LONGEST_NAME = 100;

/** Makes a key, and shows it once. */
export function NewKeyForm({ onChange }: { readonly onChange: () => Promise<void> }) {
  const w = words.value.platform.keys;
  const name = useSignal('');
  const scopes = useSignal<readonly Scope[]>([]);
  const made = useSignal<NewKey | undefined>(undefined);
  const make = async (event: Event) => {
    event.preventDefault();
    if (scopes.value.length === 0) {
      tell('refused', w.chooseScope);
      return;
    }
    const body = { name: name.value.trim(), scopes: scopes.value };
    const ask = async () => {
      made.value = await api.createKey({ body });
    };
    if (await perform('key', ask, w.made)) {
      name.value = '';
      scopes.value = [];
      await onChange();
    }
  };
  return html`<details class="filter">
      <summary>${w.new_}</summary>
      <form class="fields" onSubmit=${make}>
        <label
          >${w.name}
          <input
            required
            maxlength=${LONGEST_NAME}
            dir="auto"
            autocomplete="off"
            value=${name}
            onInput=${(event: Event) => {
              name.value = (event.currentTarget as HTMLInputElement).value;
            }}
          />
        </label>
        <${ScopeChoice} scopes=${scopes} />
        <button class="main" aria-busy=${isUnderWay('key')}>${w.make}</button>
      </form>
    </details>
    ${
      made.value &&
      html`<${ShownOnce}
        title=${w.made}
        called=${w.key}
        secret=${made.value.key}
        onKept=${() => {
          made.value = undefined;
        }}
      />`
    }`;
}

function ScopeChoice({ scopes }: { readonly scopes: Signal<readonly Scope[]> }) {
  const w = words.value.platform.keys;
  const toggle = (scope: Scope) => {
    const others = scopes.value.filter((one) => one !== scope);
    scopes.value = others.length < scopes.value.length ? others : [...others, scope];
  };
  return html`<fieldset>
    <legend>${w.scopes}</legend>
    ${SCOPES.map(
      (scope) => html`<label class="check"
        ><input
          type="checkbox"
          checked=${scopes.value.includes(scope)}
          onChange=${() => toggle(scope)}
        />
        ${w.scope[scope]}</label
      >`,
    )}
  </fieldset>`;
}
