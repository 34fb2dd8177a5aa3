import { describe, expect, test } from '@jest/globals';
import type { TimelineEntry } from '#api/client/index.ts';
import { timelineView } from '#api/incidents/timeline-view.ts';
import { resultView } from '#api/pages/page-view.ts';
import { de as deWords } from '#console/words/de.ts';
import { sv as svWords } from '#console/words/sv.ts';
import { de } from '#console/words/timeline/de.ts';
import { sv } from '#console/words/timeline/sv.ts';
import { doubtText, entryText, type Reader, resultText } from '#console/words/timeline/telling.ts';
import type * as core from '#core/incident/timeline.ts';
import { readerOf } from '#core/responder/reader.ts';
import { hospital } from '../support/config.ts';
import { NIGHT } from '../support/incident.ts';
import { ENTRIES, RESULTS } from '../support/told.ts';

const english = readerOf({ ...hospital(), timeZone: 'UTC' });

/** As the console makes it, but for the zone. */
function readerIn(words: typeof svWords, told: typeof sv): Reader {
  const time = new Intl.DateTimeFormat(words.language, { timeStyle: 'short', timeZone: 'UTC' });
  return {
    words,
    told,
    nameOf: english.nameOf,
    joined: (names) => new Intl.ListFormat(words.language).format(names),
    timeOf: (moment) => time.format(Date.parse(moment)),
    lengthOf: (ms) => `${ms / 60_000} min`,
  };
}

const READERS = { sv: readerIn(svWords, sv), de: readerIn(deWords, de) };
const LANGUAGES = ['sv', 'de'] as const;

/** Names in the examples. */
const NAMES =
  'spo2 low nights anna bo cia ben ward icu desk s1 sms sns kms someexception core switch down network abcdef';

/** What is written alike in English. */
const ALIKE = { sv: 'info policy person hand topic', de: 'info in was hand topic' };

/** Returns the words of the English that are left in another language. */
function left(language: 'sv' | 'de', told: string, english: string): readonly string[] {
  const known = new Set(`${NAMES} ${ALIKE[language]}`.split(' '));
  const there = wordsIn(told).filter((word) => !known.has(word));
  return wordsIn(english).filter((word) => there.includes(word));
}

function wordsIn(text: string): readonly string[] {
  return text.toLowerCase().match(/\p{L}[\p{L}\d]+/gu) ?? [];
}

function viewOf(code: string, data: unknown): TimelineEntry {
  const entry = { at: NIGHT, code, data, by: 'bo' } as core.TimelineEntry;
  return timelineView(entry, english) as TimelineEntry;
}

const BROKEN = /undefined|\[object|NaN|null|Invalid/u;

const ALL_ENTRIES = LANGUAGES.flatMap((language) =>
  Object.entries(ENTRIES).map(([code, [data]]) => ({ language, code, data })),
);
const ALL_RESULTS = LANGUAGES.flatMap((language) =>
  Object.values(RESULTS)
    .filter(([{ code }]) => code !== 'text')
    .map(([result, text]) => ({ language, code: result.code, result, text })),
);

describe('what happened to an incident', () => {
  test.each(ALL_ENTRIES)('is told in $language: $code', ({ language, code, data }) => {
    const view = viewOf(code, data);
    const told = entryText(view, READERS[language]);
    expect(told).not.toMatch(BROKEN);
    expect(told === view.text).toBe(code === 'note');
    expect(left(language, told, view.text)).toEqual(code === 'note' ? ['probe', 'reseated'] : []);
  });

  test.each(LANGUAGES)('is told where its data lack what they may, in %s', (language) => {
    const to = { responder: 'anna', channel: 'sms' };
    const told = [
      viewOf('flapping.began', { times: 3, within: 600_000, quiet: 600_000 }),
      viewOf('silence.began', { silence: 's1', until: NIGHT }),
      viewOf('silence.ended', {}),
      viewOf('escalation.step', { stop: { kind: 'step', step: 1 } }),
      viewOf('page.sent', to),
      viewOf('page.failed', to),
      viewOf('page.withdrawn', { ...to, why: { code: 'silenced', silence: 's1' } }),
      viewOf('acknowledgement.snoozed', { alerts: 1 }),
      viewOf('action.reassigned', { to: ['anna', 'bo'] }),
      timelineView({ at: NIGHT, code: 'action.declined', data: {} }, english) as TimelineEntry,
    ];
    for (const view of told) {
      const text = entryText(view, READERS[language]);
      expect(text).not.toMatch(BROKEN);
      expect(left(language, text, view.text)).toEqual([]);
    }
  });

  test('names people, channels and times as the reader does', () => {
    const snoozed = viewOf('acknowledgement.snoozed', { alerts: 2, until: NIGHT });
    const failed = viewOf(...exampleOf('page.failed'));
    expect([snoozed, failed].map((one) => entryText(one, READERS.sv))).toEqual([
      'Snoozades till 03:14 av Bo för 2 larm',
      'Meddelande till Anna via SMS misslyckades: finns inte längre i konfigurationen: Anna, telefon',
    ]);
    expect([snoozed, failed].map((one) => entryText(one, READERS.de))).toEqual([
      'Von Bo bis 03:14 aufgeschoben für 2 Alarme',
      'Ruf an Anna per SMS gescheitert: nicht mehr in der Konfiguration: Anna, Telefon',
    ]);
  });

  test("is told in the platform's words where it has no code, or a code of a later version", () => {
    const old = { ...viewOf('incident.recovered', {}), code: 'text', data: {}, text: 'it rang' };
    const later = { ...old, code: 'page.read', text: 'Anna has read it' };
    const odd = { ...old, code: 'constructor', text: 'constructor' };
    const told = [old, later, odd].map((one) => entryText(one, READERS.sv));
    expect(told).toEqual(['it rang', 'Anna has read it', 'constructor']);
  });

  test('is told by the code of a part that only a later version knows', () => {
    const to = { responder: 'anna', channel: 'pager' };
    const failed = viewOf('page.failed', { ...to, why: { code: 'battery_flat' } });
    const sent = viewOf('page.sent', { ...to, doubt: { code: 'text', text: 'as told before' } });
    expect([failed, sent].map((one) => entryText(one, READERS.de))).toEqual([
      'Ruf an Anna per pager gescheitert: battery flat',
      'Ruf an Anna per pager: gesendet, aber as told before',
    ]);
  });
});

describe('what became of a page', () => {
  test.each(ALL_RESULTS)('is told in $language: $code', ({ language, result, text }) => {
    const told = resultText({ ...resultView(result), text }, READERS[language]);
    expect(told).not.toMatch(BROKEN);
    expect(left(language, told, text)).toEqual([]);
  });

  test("is told in the platform's words where an earlier or a later version has written it", () => {
    const told = ['text', 'read'].map((code) =>
      resultText({ code, data: {}, text: 'as it was told' }, READERS.sv),
    );
    expect(told).toEqual(['as it was told', 'as it was told']);
  });

  test('is told with the doubt whether it reaches anybody', () => {
    const text = 'as far as SNS knows nobody is subscribed';
    expect(doubtText({ code: 'nobody_subscribed', text }, READERS.de)).toBe(
      'soweit SNS weiß, ist dort niemand angemeldet',
    );
    expect(doubtText({ code: 'text', text }, READERS.de)).toBe(text);
  });
});

function exampleOf(code: core.TimelineCode): [string, unknown] {
  return [code, ENTRIES[code][0]];
}
