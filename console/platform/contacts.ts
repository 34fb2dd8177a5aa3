import { useSignal } from '@preact/signals';
import type { Contacts as Listed } from '#api/client/index.ts';
import { api } from '../frame/api.ts';
import { html } from '../frame/html.ts';
import { useLoaded } from '../frame/live.ts';
import { hasPhones, may, me, teamNames } from '../frame/me.ts';
import { Paged, type PageProps } from '../frame/paged.ts';
import { query, setQuery } from '../frame/router.ts';
import { shown } from '../frame/shown.ts';
import { Theirs } from '../frame/text.ts';
import { words } from '../words/index.ts';
import { type Asked, ContactDialog } from './contact-dialogs.ts';
import { PersonContacts } from './person-contacts.ts';

/** SNS is asked about each phone by itself: more people would keep the reader waiting. */
const AT_ONCE = 10;

/** The phones and mailboxes of the people: how they stand, and what can be done. */
export function Contacts() {
  return may('admin') ? html`<${Everybodys} />` : html`<${Own} />`;
}

/** Of whoever is no administrator: their own, which they see, confirm and test. */
function Own() {
  const w = words.value.platform.contacts;
  const person = me.value?.person;
  return person === undefined
    ? html`<p>${w.nobodyOfConfig}</p>`
    : html`<p class="small">${w.own}</p>
        <${Page} cursor="" person=${person} onMore=${undefined} />`;
}

function Everybodys() {
  const w = words.value.platform.contacts;
  const person = query.value.get('person') ?? '';
  const choose = (event: Event) =>
    setQuery({ person: (event.currentTarget as HTMLSelectElement).value });
  return html`<label class="narrow"
      >${w.person}
      <select value=${person} onChange=${choose}>
        <option value="">${w.everybody}</option>
        ${teamNames.value.people.map(
          ({ id, name }) => html`<option value=${id} selected=${id === person}>${name}</option>`,
        )}
      </select>
    </label>
    <${Paged} key=${person} page=${person === '' ? EverybodyPage : OnePerson} />`;
}

function EverybodyPage(props: PageProps) {
  return html`<${Page} ...${props} person=${undefined} />`;
}

function OnePerson(props: PageProps) {
  return html`<${Page} ...${props} person=${query.value.get('person') ?? ''} />`;
}

function Page({ cursor, onMore, person }: PageProps & { readonly person: string | undefined }) {
  const asked = useSignal<Asked | undefined>(undefined);
  const place = { ...(cursor !== '' && { cursor }), ...(person !== undefined && { person }) };
  const live = useLoaded(`contacts ${person} ${cursor}`, () =>
    api.listContacts({ query: { ...place, limit: AT_ONCE } }),
  );
  const close = () => {
    asked.value = undefined;
  };
  const ask = (question: Asked) => {
    asked.value = question;
  };
  return shown(live, ({ people, findings, notice, next }: Listed) => {
    const isFirst = cursor === '';
    return html`${isFirst && notice !== undefined && html`<p class="state"><${Notice} text=${notice} /></p>`}
      <ul class="listed">
        ${people.map(
          (one) => html`<${PersonContacts}
            key=${one.person}
            person=${one}
            findings=${findings.filter((finding) => finding.person === one.person)}
            onAsk=${ask}
            onChange=${live.refresh}
          />`,
        )}
      </ul>
      ${
        onMore &&
        next !== undefined &&
        html`<button onClick=${() => onMore(next)}>${words.value.loadMore}</button>`
      }
      ${
        asked.value &&
        html`<${ContactDialog} asked=${asked.value} onClose=${close} onChange=${live.refresh} />`
      }`;
  });
}

/** What the platform says of all contacts, in the reader's language where it is known to us. */
function Notice({ text }: { readonly text: string }) {
  const { oneMachine } = words.value.platform.contacts;
  return hasPhones.value === true ? oneMachine : html`<${Theirs} text=${text} />`;
}
