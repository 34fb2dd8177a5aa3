import { effect, signal } from '@preact/signals';
import { type ComponentType, render } from 'preact';
import { CONSOLE_START } from './addresses.ts';
import { startClock } from './frame/clock.ts';
import { html } from './frame/html.ts';
import { Layout } from './frame/layout.ts';
import { followMe } from './frame/me.ts';
import { preferences } from './frame/preferences.ts';
import { place, startRouter } from './frame/router.ts';
import { useTitle } from './frame/title.ts';
import { SCREENS, type ScreenProps } from './screens.ts';
import './style.css';
import { chooseLanguage, words } from './words/index.ts';

/** Screens that were loaded, by their patterns; each is loaded when it is first shown. */
const loaded = signal<ReadonlyMap<RegExp, ComponentType<ScreenProps>>>(new Map());

function Console() {
  const { path } = place.value;
  const entries = SCREENS.flatMap(({ href, name, isThere = always, isOffered = always }) =>
    href === undefined || !isThere() || !isOffered() ? [] : [{ href, name: name(words.value) }],
  );
  return html`<${Layout} entries=${entries}><${Screen} key=${path} path=${path} /><//>`;
}

const always = () => true;

function Screen({ path }: { readonly path: string }) {
  const found = SCREENS.find(({ pattern }) => pattern.test(path));
  const { isThere = always } = found ?? {};
  const id = decoded(found?.pattern.exec(path)?.[1] ?? '');
  if (found === undefined || id === undefined || isThere() === false) {
    return html`<${Nowhere} />`;
  }
  const shown = loaded.value.get(found.pattern);
  if (shown === undefined) {
    void load(found);
  }
  if (shown === undefined || isThere() === undefined) {
    return html`<p>${words.value.loading}</p>`;
  }
  return html`<${shown} id=${id} />`;
}

/** An address that was cut off may end within a character: it names nothing. */
function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

/** A rollout may have taken the file away: the shell of now knows the new one. */
async function load({ pattern, load: ask }: (typeof SCREENS)[number]): Promise<void> {
  try {
    const { default: screen } = await ask();
    loaded.value = new Map([...loaded.peek(), [pattern, screen]]);
  } catch {
    setTimeout(() => location.reload(), 5_000);
  }
}

function Nowhere() {
  const w = words.value;
  useTitle(w.notFound);
  return html`<h1>${w.notFound}</h1>
    <p><a href=${CONSOLE_START}>${w.goToNow}</a></p>`;
}

startRouter();
startClock();
followMe();
effect(() => {
  void preferences.value.language;
  void chooseLanguage();
});
render(html`<${Console} />`, document.getElementById('console') as HTMLElement);
