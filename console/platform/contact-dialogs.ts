import { useSignal } from '@preact/signals';
import type { Contact, ContactChanged, ContactRemoval } from '#api/client/index.ts';
import { isUnderWay, perform } from '../frame/act.ts';
import { api } from '../frame/api.ts';
import { Dialog } from '../frame/dialog.ts';
import { html } from '../frame/html.ts';
import { useLoaded } from '../frame/live.ts';
import { shown } from '../frame/shown.ts';
import { words } from '../words/index.ts';
import { Gaps, WeakSpots } from './reachability.ts';

type Channel = ContactChanged['channel'];

/** Whose contact is asked about. */
interface About {
  readonly person: string;
  readonly name: string;
  readonly channel: Channel;
}

/** What the reader is asked. */
export type Asked = About &
  (
    | { readonly kind: 'add' }
    | { readonly kind: 'confirm' }
    | { readonly kind: 'remove'; readonly contact: Contact }
  );

interface Closing {
  readonly onClose: () => void;
  readonly onChange: () => Promise<void>;
}

export function ContactDialog({ asked, ...closing }: Closing & { readonly asked: Asked }) {
  switch (asked.kind) {
    case 'add':
      return html`<${AddDialog} about=${asked} ...${closing} />`;
    case 'confirm':
      return html`<${ConfirmDialog} about=${asked} ...${closing} />`;
    case 'remove':
      return html`<${RemoveDialog} about=${asked} contact=${asked.contact} ...${closing} />`;
  }
}

/** The kind of input that brings the right keyboard, where it is not that of any text. */
const KEYBOARD: Readonly<Partial<Record<Channel, string>>> = { sms: 'tel', email: 'email' };

/** The bounds that the API has. */
const LONGEST_ADDRESS = 254;
const LONGEST_LINK = 8_000;

function AddDialog({ about, onClose, onChange }: Closing & { readonly about: About }) {
  const w = words.value.platform.contacts;
  const { person, name, channel } = about;
  const address = useSignal('');
  const send = async (event: Event) => {
    event.preventDefault();
    const body = { person, channel, address: address.value.trim() };
    const done = ({ contact }: ContactChanged) => w.added(contact.address, w.state[contact.state]);
    if (await perform('contact', () => api.addContact({ body }), done)) {
      onClose();
      await onChange();
    }
  };
  return html`<${Dialog}
    title=${w.addTitle(name, words.value.channels[channel].name)}
    onClose=${onClose}
  >
    <form onSubmit=${send}>
      <label
        >${words.value.channels[channel].address}
        <input
          type=${KEYBOARD[channel] ?? 'text'}
          required
          maxlength=${LONGEST_ADDRESS}
          autocomplete="off"
          value=${address}
          onInput=${(event: Event) => {
            address.value = (event.currentTarget as HTMLInputElement).value;
          }}
        />
      </label>
      <button class="main" aria-busy=${isUnderWay('contact')}>${w.addNow}</button>
    </form>
    <button onClick=${onClose}>${words.value.back}</button>
  <//>`;
}

function ConfirmDialog({ about, onClose, onChange }: Closing & { readonly about: About }) {
  const w = words.value.platform.contacts;
  const { person, name } = about;
  const link = useSignal('');
  const send = async (event: Event) => {
    event.preventDefault();
    const body = { person, link: link.value.trim() };
    const done = ({ contact }: ContactChanged) => w.added(contact.address, w.state[contact.state]);
    if (await perform('contact', () => api.confirmContact({ body }), done)) {
      onClose();
      await onChange();
    }
  };
  return html`<${Dialog} title=${w.confirmTitle(name)} onClose=${onClose}>
    <p>${w.confirmHint}</p>
    <form onSubmit=${send}>
      <label
        >${w.link}
        <textarea
          rows="3"
          required
          maxlength=${LONGEST_LINK}
          spellcheck=${false}
          value=${link}
          onInput=${(event: Event) => {
            link.value = (event.currentTarget as HTMLTextAreaElement).value;
          }}
        ></textarea>
      </label>
      <button class="main" aria-busy=${isUnderWay('contact')}>${w.confirm}</button>
    </form>
    <button onClick=${onClose}>${words.value.back}</button>
  <//>`;
}

function RemoveDialog({
  about: { name },
  contact: { id, address, state },
  onClose,
  onChange,
}: Closing & { readonly about: About; readonly contact: Contact }) {
  const w = words.value.platform.contacts;
  const isPending = id === undefined || state === 'pending';
  return html`<${Dialog} title=${w.removeTitle(name)} onClose=${onClose}>
    <p><code>${address}</code></p>
    ${
      isPending
        ? html`<p>${w.removePending}</p>`
        : html`<${Removal} id=${id} onClose=${onClose} onChange=${onChange} />`
    }
    <button onClick=${onClose}>${words.value.back}</button>
  <//>`;
}

/** What removing it would leave uncovered, and the button that removes it behind that. */
function Removal({ id, onClose, onChange }: Closing & { readonly id: string }) {
  const w = words.value.platform.contacts;
  const preview = useLoaded(`removal ${id}`, () => api.previewRemoval({ path: { id } }));
  const remove = async () => {
    const done = ({ address }: Contact) => w.removed(address);
    if (await perform('contact', () => api.removeContact({ path: { id } }), done)) {
      onClose();
      await onChange();
    }
  };
  return shown(
    preview,
    (removal: ContactRemoval) => html`<${Loss} removal=${removal} />
      <button class="main" aria-busy=${isUnderWay('contact')} onClick=${remove}>
        ${w.removeYes}
      </button>`,
  );
}

function Loss({ removal }: { readonly removal: ContactRemoval }) {
  const w = words.value.platform.contacts;
  const { left, gaps, moreGaps, weakSpots, moreWeakSpots } = removal;
  const isSafe = gaps.length === 0 && weakSpots.length === 0;
  const isLast = left.every(({ working }) => working === 0);
  return html`<ul>
      ${left.map(
        ({ channel, working }) =>
          html`<li>${w.leaves(working, words.value.channels[channel].name)}</li>`,
      )}
    </ul>
    ${isLast && html`<p class="state triggered">${w.leavesNothing}</p>`}
    ${
      isSafe
        ? html`<p class="state">${w.leavesSafe}</p>`
        : html`<h3>${w.uncovered}</h3>
            <${Gaps} gaps=${gaps} more=${moreGaps} />
            <${WeakSpots} spots=${weakSpots} more=${moreWeakSpots} />`
    }`;
}
