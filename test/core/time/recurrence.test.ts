import { describe, expect, test } from '@jest/globals';
import { DAY, HOUR, MINUTE } from '#core/time/instant.ts';
import { findOverlap, occurrencesIn, type Recurrence } from '#core/time/recurrence.ts';

const at = (text: string) => Date.parse(`${text}Z`);

function times(cron: string, lasts: number, [from, to]: readonly [string, string], zone = 'UTC') {
  const recurs: Recurrence = { cron, timeZone: zone, lasts };
  return occurrencesIn(recurs, { from: at(from), to: at(to) }).map((span) =>
    [span.from, span.to].map((moment) => new Date(moment).toISOString().slice(5, 16)).join(' '),
  );
}

describe('the times of a recurrence in a span', () => {
  test('are those that go on at its beginning, and those that begin before its end', () => {
    const nightly = (from: string, to: string) => times('0 2 * * *', HOUR, [from, to]);
    expect(nightly('2027-01-01T02:59', '2027-01-02T02:00')).toEqual(['01-01T02:00 01-01T03:00']);
    expect(nightly('2027-01-01T03:00', '2027-01-02T02:00')).toEqual([]);
    expect(nightly('2027-01-01T02:00', '2027-01-01T02:01')).toHaveLength(1);
  });

  test.each<[string, string, readonly [string, string], readonly string[]]>([
    // Clocks in Copenhagen skip 02:00 to 03:00 at 01:00 UTC.
    [
      '30 2 * * *',
      'skipped',
      ['2027-03-28T00:00', '2027-03-28T12:00'],
      ['03-28T01:00 03-28T02:00'],
    ],
    // They show 02:00 to 03:00 twice, from 00:00 UTC.
    [
      '30 2 * * *',
      'repeated',
      ['2027-10-31T00:00', '2027-10-31T12:00'],
      ['10-31T00:30 10-31T01:30'],
    ],
    [
      '0 * * * *',
      'repeated, by the hour,',
      ['2027-10-31T00:00', '2027-10-31T01:30'],
      ['10-31T00:00 10-31T01:00', '10-31T01:00 10-31T02:00'],
    ],
  ])(
    'are by %s where an hour is %s as Debian runs it, and last in real time',
    (cron, _, span, found) => {
      expect(times(cron, HOUR, span, 'Europe/Copenhagen')).toEqual(found);
    },
  );

  test('are the same, asked for minute by minute, as for all of a week at once', () => {
    const recurs = { cron: '15 */5 * * 1-5', timeZone: 'America/Chicago', lasts: 90 * MINUTE };
    const from = at('2027-03-12T00:00');
    const all = occurrencesIn(recurs, { from, to: from + 4 * DAY });
    for (let now = from; now < from + 4 * DAY; now += 7 * MINUTE) {
      const held = all.filter((one) => one.from <= now && now < one.to);
      expect([now, occurrencesIn(recurs, { from: now, to: now + 1 })]).toEqual([now, held]);
    }
  });
});

describe('an overlap of a recurrence', () => {
  test('is found at any time of the year, and where one begins as another ends', () => {
    const found = (cron: string, lasts: number) =>
      findOverlap({ cron, timeZone: 'UTC', lasts }, at('2027-01-01T00:00')) !== undefined;
    expect(found('0 2 * * *', HOUR)).toBe(false);
    expect(found('0 2 * * *', DAY)).toBe(true);
    expect(found('*/5 * * * *', 4 * MINUTE)).toBe(false);
    expect(found('*/5 * * * *', 5 * MINUTE)).toBe(true);
    // Each first of a month, and each Monday: 1 February 2027 is one, and 1 March too.
    expect(found('0 2 1 * 1', 2 * DAY)).toBe(true);
  });
});
