import { effect, signal } from '@preact/signals';
import type { Page, TimelineEntry } from '#api/client/index.ts';
import { words } from '../words/index.ts';
import * as telling from '../words/timeline/telling.ts';
import type { Told } from '../words/timeline/told.ts';
import { now } from './clock.ts';
import { personName } from './me.ts';
import { joined } from './text.ts';
import { duration, exactTime } from './time.ts';

/** English is what the platform itself speaks. */
const LOAD: Readonly<Record<string, () => Promise<Told>>> = {
  sv: async () => (await import('../words/timeline/sv.ts')).sv,
  de: async () => (await import('../words/timeline/de.ts')).de,
};

/** The words for what the platform tells, and their language; none until they are loaded. */
const loaded = signal<{ readonly language: string; readonly told: Told } | undefined>(undefined);

effect(() => {
  const { language } = words.value;
  const load = LOAD[language];
  load?.().then(
    (told) => {
      loaded.value = { language, told };
    },
    () => {
      // Without them it is told in the platform's words, which are English.
    },
  );
});

function reader(): telling.Reader | undefined {
  const spoken = words.value;
  if (loaded.value?.language !== spoken.language) {
    return undefined;
  }
  return {
    words: spoken,
    told: loaded.value.told,
    nameOf: personName,
    joined,
    timeOf: (moment) => exactTime(Date.parse(moment), now.value),
    lengthOf: duration,
  };
}

/** What happened, in the reader's language. */
export function entryText(entry: TimelineEntry): string {
  const to = reader();
  return to === undefined ? entry.text : telling.entryText(entry, to);
}

/** What became of an attempt, in the reader's language. */
export function attemptText({ code, data, outcome }: Page['attempts'][number]): string {
  const to = reader();
  return to === undefined ? outcome : telling.resultText({ code, data, text: outcome }, to);
}

/** What became of a page, in the reader's language; nothing before that is known. */
export function detailText({ detail, result, at }: Page): string | undefined {
  if (detail === undefined || result === undefined) {
    return detail;
  }
  return attemptText({ ...result, outcome: detail, at });
}

/** Why a page that was sent may reach nobody, in the reader's language. */
export function doubtText({ doubt, doubtCode }: Pick<Page, 'doubt' | 'doubtCode'>) {
  const to = reader();
  return doubt === undefined || doubtCode === undefined || to === undefined
    ? doubt
    : telling.doubtText({ code: doubtCode, text: doubt }, to);
}
