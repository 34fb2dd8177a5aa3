import { useEffect, useRef } from 'preact/hooks';
import { news } from '../frame/announce.ts';
import { textOf } from '../frame/api.ts';
import { html } from '../frame/html.ts';
import { useLive } from '../frame/live.ts';
import { personName } from '../frame/me.ts';
import { hrefOf, query } from '../frame/router.ts';
import { joined, Theirs } from '../frame/text.ts';
import { Since } from '../frame/time.ts';
import { useTitle } from '../frame/title.ts';
import { words } from '../words/index.ts';
import { type Phone, receivedMessages } from './received.ts';
import { Thread } from './thread.ts';
import { phoneId, unreadOf } from './unread.ts';

/** What each fictional phone and mailbox has received; the one that is looked at beside them. */
export default function Phones() {
  const w = words.value.phones;
  const { value, error } = useLive('phones', receivedMessages);
  const all = value.value;
  const unread = all?.reduce((sum, phone) => sum + unreadOf(phone), 0) ?? 0;
  useTitle(unread === 0 ? w.title : `(${unread}) ${w.title}`);
  useArrivals(all);
  if (all === undefined) {
    return html`<h1>${w.title}</h1>
      <p>${error.value === undefined ? words.value.loading : textOf(error.value)}</p>`;
  }
  const used = all
    .filter(({ messages }) => messages.length > 0)
    .toSorted((one, other) => lastAt(other) - lastAt(one));
  const unused = all.filter(({ messages }) => messages.length === 0);
  const chosen = all.find((phone) => phoneId(phone) === query.value.get('phone'));
  return html`<h1>${w.title}</h1>
    <p>${w.intro}</p>
    <div class=${chosen === undefined ? 'phones' : 'phones chosen'}>
      <section class="which" aria-label=${w.all}>
        <ul class="listed">
          ${used.map((phone) => html`<${Entry} key=${phoneId(phone)} phone=${phone} isChosen=${phone === chosen} />`)}
        </ul>
        ${used.length === 0 && html`<p>${w.none}</p>`}
        ${
          unused.length > 0 &&
          html`<p class="small">${w.nothing} <${Theirs} text=${joined(unused.map(phoneName))} /></p>`
        }
      </section>
      ${
        chosen === undefined
          ? used.length > 0 && html`<p class="thread">${w.choose}</p>`
          : html`<${Thread} key=${phoneId(chosen)} phone=${chosen} name=${phoneName(chosen)} />`
      }
    </div>`;
}

function Entry({ phone, isChosen }: { readonly phone: Phone; readonly isChosen: boolean }) {
  const w = words.value.phones;
  const unread = unreadOf(phone);
  const last = phone.messages.at(-1);
  const href = `${hrefOf('phones')}?phone=${encodeURIComponent(phoneId(phone))}`;
  return html`<li>
    <p>
      <a href=${href} aria-current=${isChosen ? 'true' : undefined}><${Theirs} text=${phoneName(phone)} /></a>
      ${unread > 0 && html` <span class="tag">${w.unread(unread)}</span>`}
    </p>
    ${last !== undefined && html`<p class="small"><${Since} at=${last.at} /></p>`}
  </li>`;
}

function phoneName({ person, channel }: Phone): string {
  return words.value.channels[channel].contactOf(personName(person));
}

function lastAt({ messages }: Phone): number {
  return Date.parse(messages.at(-1)?.at ?? '');
}

/** Reads out where something has come. */
function useArrivals(all: readonly Phone[] | undefined): void {
  const before = useRef<readonly Phone[] | undefined>(undefined);
  useEffect(() => {
    const known = new Set(before.current?.flatMap(({ messages }) => messages.map(({ id }) => id)));
    const fresh = all?.filter(({ messages }) => messages.some(({ id }) => !known.has(id))) ?? [];
    if (before.current !== undefined && fresh.length > 0) {
      news.value = words.value.phones.arrived(joined(fresh.map(phoneName)));
    }
    before.current = all;
  }, [all]);
}
