import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { LANGUAGES, words } from '../words/index.ts';
import { news, told } from './announce.ts';
import { textOf } from './api.ts';
import { now, onPlatform } from './clock.ts';
import { Dialog } from './dialog.ts';
import { type Content, html } from './html.ts';
import { useKeys } from './keys.ts';
import { connection, isSignedOut, refusal } from './live.ts';
import { me } from './me.ts';
import { prefer, preferences } from './preferences.ts';
import { place } from './router.ts';
import { Theirs } from './text.ts';
import { exactTime } from './time.ts';

/** A screen in the navigation. */
export interface Entry {
  readonly href: string;
  readonly name: string;
}

/** What is around every screen: navigation, banner, what was told, help and settings. */
export function Layout({
  entries,
  children,
}: {
  readonly entries: readonly Entry[];
  readonly children: Content;
}) {
  const main = useRef<HTMLElement>(null);
  const shown = useSignal<'settings' | undefined>(undefined);
  useFocusOnArrival(main);
  const openSettings = () => {
    shown.value = 'settings';
  };
  useKeys({ '?': openSettings });
  const w = words.value;
  return html`<a class="skip" href="#main">${w.skip}</a>
    <${Header} entries=${entries} onSettings=${openSettings} />
    <${Banner} />
    <main id="main" ref=${main}>${children}</main>
    <${Outcome} />
    <footer>
      <p class="small">${w.secondary}</p>
    </footer>
    ${
      shown.value === 'settings' &&
      html`<${Settings}
        onClose=${() => {
          shown.value = undefined;
        }}
      />`
    }`;
}

/** On a phone there is room for the first screen and this one; the others are behind a button. */
function Header({
  entries,
  onSettings,
}: {
  readonly entries: readonly Entry[];
  readonly onSettings: () => void;
}) {
  const w = words.value;
  const { path } = place.value;
  const isOpen = useSignal(false);
  const turn = () => {
    isOpen.value = !isOpen.value;
  };
  useEffect(() => {
    isOpen.value = false;
  }, [path, isOpen]);
  return html`<header class=${isOpen.value ? 'open' : ''}>
    <button class="quiet menu" aria-expanded=${isOpen.value ? 'true' : 'false'} onClick=${turn}>
      ${w.menu}
    </button>
    <nav aria-label=${w.nav}>
      ${entries.map(
        ({ href, name }) =>
          html`<a href=${href} aria-current=${isWithin(path, href) ? 'page' : undefined}>${name}</a>`,
      )}
    </nav>
    <button class="quiet settings" onClick=${onSettings}>${w.settings}</button>
  </header>`;
}

/** A screen may have parts with addresses of their own. */
function isWithin(path: string, href: string): boolean {
  return path === href || path.startsWith(`${href}/`);
}

/** On another screen focus goes to its heading, as it does where a page is loaded. */
function useFocusOnArrival(main: { readonly current: HTMLElement | null }): void {
  const before = useRef(place.peek().path);
  const { path } = place.value;
  useEffect(() => {
    if (before.current === path) {
      return undefined;
    }
    before.current = path;
    window.scrollTo(0, 0);
    return main.current === null ? undefined : focusHeading(main.current);
  }, [path]);
}

/**
 * Focuses the heading as soon as there is one, since a screen may still be loaded; not any more
 * once the reader has gone elsewhere. Returns what ends the waiting.
 */
function focusHeading(main: HTMLElement): () => void {
  const { activeElement } = document;
  const waiting = new MutationObserver(() => focus());
  const focus = () => {
    const heading = main.querySelector('h1');
    if (heading === null) {
      return;
    }
    waiting.disconnect();
    if ([activeElement, document.body].includes(document.activeElement)) {
      heading.setAttribute('tabindex', '-1');
      heading.focus();
    }
  };
  waiting.observe(main, { childList: true, subtree: true });
  focus();
  return () => waiting.disconnect();
}

/** A short silence of the network is none of the reader's. */
const PATIENCE = 12_000;

/** Says that what is shown may be old, and since when; or that nobody is signed in any more. */
function Banner() {
  const w = words.value;
  if (isSignedOut.value) {
    const here = encodeURIComponent(location.pathname + location.search);
    return html`<div class="banner" role="alert">
      <p>${w.signedOut} <a href=${`/console/sign-in?to=${here}`}>${w.signIn}</a></p>
    </div>`;
  }
  if (refusal.value !== undefined) {
    return html`<div class="banner" role="alert">
      <p>${w.refusedNow} <${Theirs} text=${textOf(refusal.value)} /></p>
    </div>`;
  }
  const { lostSince, heardAt } = connection.value;
  const isLost = lostSince !== undefined && Date.now() - heardAt > PATIENCE && now.value > 0;
  return html`<div class="banner" role="alert" hidden=${!isLost}>
    ${
      isLost &&
      html`<p>${w.lost(exactTime(onPlatform(heardAt), now.value))}</p>
        <p class="small">${w.lostHint}</p>`
    }
  </div>`;
}

/** What came of what the reader did stands above the thumb, and is read out. */
function Outcome() {
  const { kind, text } = told.value ?? {};
  const dismiss = () => {
    told.value = undefined;
  };
  return html`<div class=${`outcome ${kind ?? ''}`} hidden=${kind === undefined}>
      <p role=${kind === 'refused' ? 'alert' : 'status'}>${text}</p>
      <button class="quiet" onClick=${dismiss}>${words.value.dismiss}</button>
    </div>
    <p class="hidden" aria-live="polite">${news}</p>`;
}

function Settings({ onClose }: { readonly onClose: () => void }) {
  const w = words.value;
  const { language, keys } = preferences.value;
  const choose = (event: Event) => {
    prefer({ language: (event.currentTarget as HTMLSelectElement).value });
  };
  const turn = (event: Event) => {
    prefer({ keys: (event.currentTarget as HTMLInputElement).checked });
  };
  const { name = '' } = me.value ?? {};
  return html`<${Dialog} title=${w.settings} onClose=${onClose}>
    ${name !== '' && html`<p>${w.signedInAs(name)}</p>`}
    ${
      me.value?.kind === 'person' &&
      html`<form method="post" action="/console/sign-out"><button>${w.signOut}</button></form>`
    }
    <label
      >${w.language_}
      <select value=${language} onChange=${choose}>
        <option value="">${w.asBrowser}</option>
        ${Object.entries(LANGUAGES).map(
          ([code, called]) => html`<option value=${code} lang=${code}>${called}</option>`,
        )}
      </select>
    </label>
    <label class="check"
      ><input type="checkbox" checked=${keys} onChange=${turn} /> ${w.singleKeys}</label
    >
    <h3>${w.keys.title}</h3>
    <dl class="keys">
      ${(
        [
          ['j', w.keys.next],
          ['k', w.keys.previous],
          ['Enter', w.keys.open],
          ['a', w.keys.acknowledge],
          ['e', w.keys.escalate],
          ['x', w.keys.select],
          ['/', w.keys.filter],
          ['?', w.keys.help],
        ] as const
      ).map(([key, does]) => html`<dt><kbd>${key}</kbd></dt><dd>${does}</dd>`)}
    </dl>
    <button onClick=${onClose}>${w.close}</button>
  <//>`;
}
