import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { preferences } from '../frame/preferences.ts';
import { en } from './en.ts';
import { localeOf } from './locale.ts';
import type { Words } from './words.ts';

/** The languages, each called as its speakers call it. */
export const LANGUAGES = { en: 'English', sv: 'Svenska', de: 'Deutsch' } as const;

type Language = keyof typeof LANGUAGES;

const LOAD: Readonly<Record<Language, () => Promise<Words>>> = {
  en: async () => en,
  sv: async () => (await import('./sv.ts')).sv,
  de: async () => (await import('./de.ts')).de,
};

/** The words of the reader's language. English is always there, since it must never be awaited. */
export const words: Signal<Words> = signal(en);

/** The locale of times and numbers, for `Intl`. */
export const locale: ReadonlySignal<string> = computed(() =>
  localeOf(words.value.language, navigator.languages),
);

/** How often a language was chosen: of two that are loaded the last one counts. */
let chosen = 0;

/** Takes the language that the reader has chosen, or the first of the browser's that there is. */
export async function chooseLanguage(): Promise<void> {
  chosen += 1;
  const mine = chosen;
  const wanted = [preferences.peek().language, ...navigator.languages];
  const found = wanted.map((one) => one.slice(0, 2)).find(isKnown) ?? 'en';
  const loaded = await LOAD[found]().catch(() => en);
  if (mine !== chosen) {
    return;
  }
  words.value = loaded;
  document.documentElement.lang = words.value.language;
}

function isKnown(name: string): name is Language {
  return Object.hasOwn(LANGUAGES, name);
}
