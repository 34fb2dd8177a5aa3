import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { clockTime } from '#core/time/clock-time.ts';
import { cronError, nextRun } from '#core/time/cron.ts';
import { HOUR, MINUTE } from '#core/time/instant.ts';

/** By cronsim, as `npm run test:cron -- --write` wrote it: expression, zone, moment, next runs. */
const BY_CRONSIM: readonly [string, string, string, readonly string[] | null][] = JSON.parse(
  readFileSync(new URL('cronsim.json', import.meta.url), 'utf8'),
);

const at = Date.parse;
const iso = (moment: number) => new Date(moment).toISOString().replace(':00.000Z', 'Z');

function runs(cron: string, zone: string, after: string, count: number): string[] {
  const found: string[] = [];
  while (found.length < count) {
    found.push(iso(nextRun(cron, zone, at(found.at(-1) ?? after))));
  }
  return found;
}

describe('when a cron expression comes next', () => {
  test('is what cronsim answers, and what it refuses or never finds is a fault', () => {
    const ours = BY_CRONSIM.map(([cron, zone, after, theirs]) => {
      const count = theirs?.length ?? 0;
      const fault = cronError(cron) !== undefined;
      if (fault || count === 0) {
        return [cron, zone, after, fault ? 'a fault' : 'in order'];
      }
      return [cron, zone, after, runs(cron, zone, after, count)];
    });
    const theirs = BY_CRONSIM.map(([cron, zone, after, found]) => [
      cron,
      zone,
      after,
      found === null || found.length === 0 ? 'a fault' : found,
    ]);
    expect(ours).toEqual(theirs);
    expect(ours.length).toBeGreaterThan(250);
  });

  test.each([
    ['30 3 * * *', 'UTC', '2026-06-01T03:29:59.999Z', '2026-06-01T03:30Z', 'a moment later'],
    ['30 3 * * *', 'UTC', '2026-06-01T03:30Z', '2026-06-02T03:30Z', 'never at the moment itself'],
    ['@daily', 'America/New_York', '2026-06-01T12:00Z', '2026-06-02T04:00Z', 'by a nickname'],
    ['@hourly', 'America/Chicago', '2026-11-01T06:00Z', '2026-11-01T07:00Z', 'in real time'],
    ['@Weekly', 'UTC', '2026-06-01T00:00Z', '2026-06-07T00:00Z', 'in any letters'],
    [' 30  3\t* * * ', 'UTC', '2026-06-01T00:00Z', '2026-06-01T03:30Z', 'with any blanks'],
    ['15 9 * * *', 'Asia/Kathmandu', '2026-06-01T00:00Z', '2026-06-01T03:30Z', 'at odd offsets'],
    ['5 3 * * *', 'Europe/Athens', '2027-03-28T00:59Z', '2027-03-28T01:00Z', 'skipped just then'],
    ['*/9 0 * 3 7L', 'Asia/Beirut', '2026-03-01T00:00Z', '2026-03-28T22:00Z', 'if always skipped'],
    ['0 0 29 2 *', 'UTC', '2096-03-01T00:00Z', '2104-02-29T00:00Z', 'past a year of no leap'],
  ])('%s in %s, asked at %s: %s (%s)', (cron, zone, after, next) => {
    expect(runs(cron, zone, after, 1)).toEqual([next]);
  });

  // What cronsim, which counts by the hour from where it starts, tells otherwise.
  test.each([
    [
      '*/10 3 * * *',
      'Australia/Lord_Howe',
      '2026-10-03T12:00Z',
      ['2026-10-03T16:00Z', '2026-10-03T16:10Z', '2026-10-03T16:20Z', '2026-10-03T16:30Z'],
      'from the full hour, though the clocks were put on by half an hour',
    ],
    [
      '*/30 0 * * 0',
      'America/Santiago',
      '2026-09-05T12:00Z',
      ['2026-09-13T03:00Z', '2026-09-13T03:30Z'],
      'not at all in an hour that the clocks skip',
    ],
    [
      '30 2 * * *',
      'Europe/Stockholm',
      '2026-10-25T01:10Z',
      ['2026-10-26T01:30Z'],
      'not before the moment asked about, in the second of two equal hours',
    ],
  ])('%s in %s, asked at %s: %j, %s', (cron, zone, after, next) => {
    expect(runs(cron, zone, after, next.length)).toEqual(next);
  });

  test('is for what runs regularly the first later minute whose clock matches, in any zone', () => {
    const zone = fc.constantFrom(
      'Europe/Stockholm',
      'America/Havana',
      'America/St_Johns',
      'America/Santiago',
      'Australia/Lord_Howe',
      'Africa/Casablanca',
    );
    const asked = fc.record({
      step: fc.integer({ min: 1, max: 45 }),
      hour: fc.integer({ min: 0, max: 4 }),
      // Hours around the changes of 2026, and others.
      after: fc.constantFrom(...CHANGES).chain((change) => fc.integer(around(at(change)))),
    });
    fc.assert(
      fc.property(zone, asked, (timeZone, { step, hour, after }) => {
        const found = nextRun(`*/${step} ${hour} * * *`, timeZone, after);
        expect(iso(found)).toBe(iso(firstShowing(timeZone, hour, step, after)));
      }),
      { numRuns: 300 },
    );
  });
});

const CHANGES = [
  '2026-02-15T03:00Z',
  '2026-03-08T05:00Z',
  '2026-03-29T01:00Z',
  '2026-04-04T15:00Z',
  '2026-04-05T03:00Z',
  '2026-09-06T04:00Z',
  '2026-10-03T15:30Z',
  '2026-10-25T01:00Z',
  '2026-11-01T05:00Z',
] as const;

function around(moment: number) {
  return { min: moment - 20 * HOUR, max: moment + 3 * HOUR };
}

function firstShowing(timeZone: string, hour: number, step: number, after: number): number {
  let minute = Math.floor(after / MINUTE) * MINUTE;
  for (;;) {
    minute += MINUTE;
    const [h, m] = clockTime(minute, timeZone).slice(11).split(':').map(Number);
    if (h === hour && (m ?? 0) % step === 0) {
      return minute;
    }
  }
}

describe('an invalid cron expression', () => {
  test.each([
    ['0 0 31 2 *', 'it never comes', 'meet on no date'],
    ['0 0 31 2,4,6,9,11 *', 'it never comes', 'meet on no date'],
    ['60 * * * *', 'the minute "60" is unknown', 'a minute is 0 to 59; "*" is any'],
    ['0 22-2 * * *', 'the hour "22-2" goes down', '"22-23,0-2"'],
    ['0 0 1 * ?', 'the weekday "?" is unknown', '"?" belongs to Quartz; here it would have to'],
    ['0 0 L-3 * *', 'the day "L-3" is unknown', 'L for the last of the month'],
    ['0 0 * * FRI-MON', 'the weekday "FRI-MON" goes down', '"5-7,0-1"'],
    ['0 0 * * MON#6', 'the weekday "MON#6" is none of a month', 'of at most five'],
    ['0 0 * * FOO#1', 'the weekday "FOO" is unknown', 'SUN to SAT'],
    ['*/0 * * * *', 'the step "0" in the minute "*/0" is not a number from 1 up', '"*/5"'],
    ['*/5/2 * * * *', 'the step "5/2" in the minute "*/5/2"', 'one slash'],
    ['1,,2 * * * *', 'a minute is missing', '"1,3" a list'],
    ['0 30 3 * * *', 'it has 6 of the five fields that cron has, and knows no seconds', '03:30'],
    ['30 3 * *', 'it has 4 of the five fields', 'minute, hour, day, month, weekday'],
    ['@reboot', 'it is none of the nicknames that name a time', '@daily'],
    ['', 'it has 0 of the five fields', '@daily'],
  ])('"%s": %s', (cron, reason, hint) => {
    const fault = cronError(cron);
    expect(fault?.reason.startsWith(reason) ? reason : fault?.reason).toBe(reason);
    expect(fault?.hint).toContain(hint);
    expect(() => nextRun(cron, 'UTC', 0)).toThrow(reason);
  });
});
