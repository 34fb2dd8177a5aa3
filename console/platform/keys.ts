import { useSignal } from '@preact/signals';
import type { Key } from '#api/client/index.ts';
import { isUnderWay, perform } from '../frame/act.ts';
import { api } from '../frame/api.ts';
import { Cut } from '../frame/cut.ts';
import { Dialog } from '../frame/dialog.ts';
import { html } from '../frame/html.ts';
import { useLoaded } from '../frame/live.ts';
import { personName } from '../frame/me.ts';
import { shown } from '../frame/shown.ts';
import { Some } from '../frame/some.ts';
import { Theirs } from '../frame/text.ts';
import { Since } from '../frame/time.ts';
import { type Whole, wholeList } from '../frame/whole-list.ts';
import { words } from '../words/index.ts';
import { NewKeyForm } from './new-key.ts';

/** The keys of agents and tools: made, shown once, and revoked. */
export function Keys() {
  const live = useLoaded('keys', allKeys);
  const w = words.value.platform.keys;
  const asked = useSignal<Key | undefined>(undefined);
  const close = () => {
    asked.value = undefined;
  };
  const ask = (key: Key) => {
    asked.value = key;
  };
  return html`<${NewKeyForm} onChange=${live.refresh} />
    ${shown(live, (list: Whole<Key>) => {
      const newest = list.items.toReversed();
      const row = (key: Key) => html`<li key=${key.id}><${Row} key_=${key} onRevoke=${ask} /></li>`;
      return html`${newest.length === 0 && html`<p>${w.none}</p>`}
        <${Cut} list=${list} />
        <${Part} title=${w.valid} keys=${newest.filter(isValid)} row=${row} />
        <${Part} title=${w.revoked} keys=${newest.filter((key) => !isValid(key))} row=${row} />`;
    })}
    ${
      asked.value &&
      html`<${RevokeDialog} revoked=${asked.value} onClose=${close} onChange=${live.refresh} />`
    }`;
}

const allKeys = wholeList(
  (cursor) => api.listKeys({ query: { cursor } }),
  ({ keys }) => keys,
);

function isValid({ revokedAt }: Key): boolean {
  return revokedAt === undefined;
}

function Part({
  title,
  keys,
  row,
}: {
  readonly title: string;
  readonly keys: readonly Key[];
  readonly row: (key: Key) => ReturnType<typeof html>;
}) {
  return (
    keys.length > 0 &&
    html`<section>
      <h2>${title} (${keys.length})</h2>
      <${Some} items=${keys} row=${row} />
    </section>`
  );
}

function Row({
  key_: key,
  onRevoke,
}: {
  readonly key_: Key;
  readonly onRevoke: (key: Key) => void;
}) {
  const w = words.value.platform.keys;
  const { id, name, scopes, createdAt, createdBy, revokedAt, revokedBy } = key;
  return html`<p>
      <strong><${Theirs} text=${name} /></strong> <code>wb_${id}</code>
    </p>
    <p>${scopes.map((scope) => html`<span class="tag">${scope}</span> `)}</p>
    <p class="small">
      ${w.madeAt} <${Since} at=${createdAt} /> <${By} who=${createdBy} />
      ${
        revokedAt !== undefined &&
        html`, ${w.revokedAt} <${Since} at=${revokedAt} /> <${By} who=${revokedBy} />`
      }
    </p>
    ${
      isValid(key) &&
      html`<button onClick=${() => onRevoke(key)}>
        ${w.revoke}<span class="hidden"> ${name}</span>
      </button>`
    }`;
}

function By({ who }: { readonly who: string | undefined }) {
  return (
    who !== undefined && html`<${Theirs} text=${words.value.platform.keys.by(personName(who))} />`
  );
}

function RevokeDialog({
  revoked: { id, name },
  onClose,
  onChange,
}: {
  readonly revoked: Key;
  readonly onClose: () => void;
  readonly onChange: () => Promise<void>;
}) {
  const w = words.value.platform.keys;
  const revoke = async () => {
    if (await perform(id, () => api.revokeKey({ path: { id } }), w.done)) {
      onClose();
      await onChange();
    }
  };
  return html`<${Dialog} title=${w.revokeTitle(name)} onClose=${onClose}>
    <p>${w.revokeHint}</p>
    <button class="main" aria-busy=${isUnderWay(id)} onClick=${revoke}>${w.revokeYes}</button>
    <button onClick=${onClose}>${words.value.back}</button>
  <//>`;
}
