import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { DAY, END_OF_TIME, HOUR, MINUTE } from '#core/time/instant.ts';
import { occurrencesIn, type Recurrence, ruleError, withRuleEnd } from '#core/time/recurrence.ts';
import { recurrenceFault } from '#core/time/recurrence-fault.ts';

/** By dateutil, as `npm run test:cron -- --write` wrote it: rule, start, zone, moment, times. */
const BY_DATEUTIL: readonly [string, string, string, string, readonly string[]][] = JSON.parse(
  readFileSync(new URL('dateutil.json', import.meta.url), 'utf8'),
);

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

describe('by a rule of iCalendar, the times of a recurrence', () => {
  const ruled = (rrule: string, starts: string, timeZone = 'Europe/Copenhagen'): Recurrence =>
    withRuleEnd({ rrule, starts, timeZone, lasts: HOUR });
  const next = (recurs: Recurrence, from: string, most = 3) =>
    occurrencesIn(recurs, { from: at(from), to: END_OF_TIME }, most).map((one) =>
      new Date(one.from).toISOString().slice(0, 16),
    );

  test.each<[string, string, readonly string[]]>([
    [
      'FREQ=MONTHLY;BYDAY=2TU',
      '2027-01-12T01:00',
      ['2027-01-12T00:00', '2027-02-09T00:00', '2027-03-09T00:00'],
    ],
    [
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,WE',
      '2027-01-06T01:00',
      ['2027-01-06T00:00', '2027-01-10T00:00', '2027-01-20T00:00'],
    ],
    [
      'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;BYHOUR=23;BYMINUTE=30',
      '2027-01-01T00:00',
      ['2027-01-29T22:30', '2027-02-26T22:30', '2027-03-31T21:30'],
    ],
    ['FREQ=MONTHLY;COUNT=2', '2027-01-31T12:00', ['2027-01-31T11:00', '2027-03-31T10:00']],
    [
      'RRULE:FREQ=DAILY;UNTIL=20270102',
      '2027-01-01T12:00',
      ['2027-01-01T11:00', '2027-01-02T11:00'],
    ],
    [
      'freq=yearly;bymonth=2;bymonthday=-1',
      '2027-02-01T12:00',
      ['2027-02-28T11:00', '2028-02-29T11:00', '2029-02-28T11:00'],
    ],
  ])('of %s from %s are told', (rrule, starts, expected) => {
    expect(next(ruled(rrule, starts), '2027-01-01T00:00')).toEqual(expected);
  });

  test('are those of dateutil, whatever the rule', () => {
    const ours = BY_DATEUTIL.map(([rrule, starts, timeZone, after]) => {
      if (ruleError({ rrule, starts }) !== undefined) {
        return [];
      }
      const recurs = ruled(rrule, starts, timeZone);
      return occurrencesIn(recurs, { from: Date.parse(after) + HOUR, to: END_OF_TIME }, 5).map(
        ({ from }) => new Date(from).toISOString().replace(':00.000Z', 'Z'),
      );
    });
    expect(ours).toEqual(BY_DATEUTIL.map(([, , , , times]) => times));
  });

  test('have no end by a COUNT that is reached in more than a hundred years', () => {
    const last = (rrule: string) => ruled(rrule, '2027-01-05T01:00').until;
    expect(last('FREQ=YEARLY;COUNT=100')).toBe(at('2126-01-05T00:00') + 1);
    expect(last('FREQ=YEARLY;COUNT=8100')).toBeUndefined();
    expect(last('FREQ=YEARLY;INTERVAL=30;COUNT=10000')).toBeUndefined();
    expect(last('FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29;COUNT=10000')).toBeUndefined();
  });

  test('are later by as much as clocks skip, and the first of two equal ones', () => {
    const nightly = ruled('FREQ=DAILY', '2027-01-01T02:30');
    expect(next(nightly, '2027-03-27T23:00', 2)).toEqual(['2027-03-28T01:30', '2027-03-29T00:30']);
    expect(next(nightly, '2027-10-30T23:00', 2)).toEqual(['2027-10-31T00:30', '2027-11-01T01:30']);
  });

  test.each<[string, RegExp]>([
    ['FREQ=HOURLY', /its FREQ is HOURLY/],
    ['BYDAY=MO', /it has no FREQ/],
    ['FREQ=DAILY;BYSECOND=1', /BYSECOND=1 is not known/],
    ['FREQ=DAILY;COUNT=1;UNTIL=20270101', /both COUNT and UNTIL/],
    ['FREQ=DAILY;UNTIL=20270231', /its UNTIL is 20270231/],
    ['FREQ=WEEKLY;BYDAY=2TU', /BYDAY has 2TU, and its FREQ is WEEKLY/],
    ['FREQ=WEEKLY;BYMONTHDAY=3', /weeks have no BYMONTHDAY/],
    ['FREQ=DAILY;INTERVAL=0', /its INTERVAL is 0/],
    ['FREQ=DAILY;BYMONTHDAY=0', /its BYMONTHDAY is 0/],
    ['FREQ=DAILY;FREQ=DAILY', /FREQ stands in it twice/],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', /it never comes/],
  ])('are refused of %s', (rrule, reason) => {
    expect(ruleError({ rrule, starts: '2027-01-01T00:00' })?.reason).toMatch(reason);
  });
});

describe('what is wrong with a recurrence', () => {
  const fault = (cron: string, lasts: number, timeZone = 'UTC') =>
    recurrenceFault({ cron, timeZone, lasts }, at('2027-01-01T00:00'));

  test('is that it begins before it is over, at any time of the year, or as it ends', () => {
    expect(fault('0 2 * * *', HOUR)).toBeUndefined();
    expect(fault('0 2 * * *', DAY)).toMatchObject({ kind: 'overlap' });
    expect(fault('0 * * * *', HOUR)).toMatchObject({ kind: 'overlap' });
    // Each first of a month, and each Monday: 1 February 2027 is one, and 1 March too.
    expect(fault('0 2 1 * 1', 2 * DAY)).toMatchObject({ kind: 'overlap' });
  });

  test('is found where clocks go forward, and nowhere else', () => {
    const lasts = 23.5 * HOUR;
    expect(fault('0 12 * * 6,0', lasts)).toBeUndefined();
    expect(fault('0 12 * * 6,0', lasts, 'Europe/Copenhagen')).toEqual({
      kind: 'overlap',
      at: at('2027-03-28T10:00'),
    });
  });

  test('is that it begins later where clocks skip it, and so is over later than the next begins', () => {
    const rrule = 'FREQ=WEEKLY;BYDAY=SU;BYHOUR=2,5;BYMINUTE=59';
    const ruled = { rrule, starts: '2027-01-03T02:59', timeZone: 'Europe/Copenhagen' };
    const overlap = { kind: 'overlap', at: at('2027-03-28T03:59') };
    const from = at('2027-01-01T00:00');
    expect(recurrenceFault({ ...ruled, lasts: 2.5 * HOUR }, from)).toEqual(overlap);
    expect(recurrenceFault({ ...ruled, lasts: 1.5 * HOUR }, from)).toBeUndefined();
  });

  test('is that it covers nearly all of the time from when it begins, also years from now', () => {
    const ruled = { rrule: 'FREQ=WEEKLY', timeZone: 'UTC', lasts: 7 * DAY - HOUR };
    const judged = (starts: string) =>
      recurrenceFault({ ...ruled, starts }, at('2027-01-01T00:00'));
    expect(judged('2027-01-05T01:00')).toMatchObject({ kind: 'always' });
    expect(judged('2037-01-05T01:00')).toMatchObject({ kind: 'always' });
  });

  test('is that it begins too often, or covers nearly all of the time', () => {
    expect(fault('*/5 * * * *', 4 * MINUTE)).toEqual({ kind: 'often', gap: 5 * MINUTE });
    expect(fault('0 * * * *', 50 * MINUTE)).toBeUndefined();
    expect(fault('0 * * * *', 58 * MINUTE)).toMatchObject({ kind: 'always' });
  });
});
