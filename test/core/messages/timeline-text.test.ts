import { describe, expect, test } from '@jest/globals';
import { kindOf, type TimelineEntry } from '#core/incident/timeline.ts';
import { timelineText, withWords } from '#core/messages/timeline-text.ts';
import { readerOf } from '#core/responder/reader.ts';
import { hospital } from '../../support/config.ts';
import { alert, incident, NIGHT } from '../../support/incident.ts';
import { ENTRIES } from '../../support/told.ts';

const reader = readerOf({ ...hospital(), timeZone: 'UTC' });

function entry(code: string, data: unknown): TimelineEntry {
  return { at: NIGHT, code, data, by: 'bo' } as TimelineEntry;
}

describe('the words of an entry of a timeline', () => {
  test.each(Object.entries(ENTRIES))('are made of its code and its data: %s', (code, example) => {
    const [data, words] = example;
    expect(timelineText(entry(code, data), reader)).toBe(words);
  });

  test('are in the time zone of whoever reads', () => {
    const snoozed = entry('acknowledgement.snoozed', { alerts: 1, until: NIGHT });
    const abroad = readerOf(hospital(), 'Asia/Kolkata');
    expect(timelineText(snoozed, abroad)).toBe(
      'snoozed until 2026-03-12 08:44 UTC+5:30 by Bo for 1 alert',
    );
  });

  test('are its own where a version without codes wrote it', () => {
    const old: TimelineEntry = { at: NIGHT, kind: 'page', text: 'SMS to Anna sent' };
    expect([kindOf(old), timelineText(old, reader)]).toEqual(['page', 'SMS to Anna sent']);
  });

  test('are its own where a later version wrote it, or else its code', () => {
    const known = { ...entry('page.read', {}), text: 'Anna has read it' };
    expect(timelineText(known, reader)).toBe('Anna has read it');
    expect(timelineText(entry('page.not_read', {}), reader)).toBe('page not read');
    expect(kindOf(entry('page.not_read', {}))).toBe('page');
  });
});

test('an entry is saved with words for versions without codes, which keep notes from links', () => {
  const timeline = Object.entries(ENTRIES).map(([code, [data]]) => entry(code, data));
  const saved = withWords(incident([alert('bed-1')], { timeline }), reader).timeline;
  const words = Object.values(ENTRIES).map(([, text]) => text);
  expect(saved.map(({ text }) => text)).toEqual(words);
  expect(saved.filter(({ kind }) => kind === 'note').map(({ code }) => code)).toEqual(['note']);
  expect(saved.every(({ kind }) => kind !== undefined && !kind.includes('.'))).toBe(true);
});
