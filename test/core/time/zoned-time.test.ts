import { describe, expect, test } from '@jest/globals';
import { HOUR, MINUTE } from '#core/time/instant.ts';
import { offsetOfLabel, zoneLabel } from '#core/time/zone-label.ts';
import { offsetAt } from '#core/time/zone-offset.ts';
import { zonedTime } from '#core/time/zoned-time.ts';

const SPRING = Date.UTC(2026, 2, 29, 1, 12);
const WINTER = Date.UTC(2026, 0, 15, 12);

describe('a moment that people read', () => {
  test.each([
    ['the abbreviation of Europe', 'Europe/Stockholm', '2026-03-29 03:12 CEST'],
    ['UTC', 'UTC', '2026-03-29 01:12 UTC'],
    [
      'an offset where the abbreviation is not the only one',
      'America/Chicago',
      '2026-03-28 20:12 UTC-5',
    ],
    ['an offset of half an hour', 'Asia/Kolkata', '2026-03-29 06:42 UTC+5:30'],
    [
      'an offset in Britain, whose BST is Bangladesh’s, too',
      'Europe/London',
      '2026-03-29 02:12 UTC+1',
    ],
    ['an offset of less than an hour from UTC', 'Africa/Monrovia', '1970-06-01 11:15 UTC-0:45'],
  ])('carries %s', (_, zone, shown) => {
    const at = zone === 'Africa/Monrovia' ? Date.UTC(1970, 5, 1, 12) : SPRING;
    expect(zonedTime(at, zone)).toBe(shown);
  });

  test.each(['2026-10-25T00:30Z', '2026-10-25T01:30Z'])(
    'tells the first of an hour that comes twice from the second: %s',
    (at) => {
      const first = at.includes('T00');
      expect(zonedTime(Date.parse(at), 'Europe/Stockholm')).toBe(
        `2026-10-25 02:30 ${first ? 'CEST' : 'CET'}`,
      );
    },
  );
});

describe('the label of a zone', () => {
  test('means the offset of that zone at that time, in every zone there is', () => {
    const zones = Intl.supportedValuesOf('timeZone');
    for (const at of [WINTER, WINTER + 4_380 * HOUR]) {
      for (const zone of zones) {
        expect([zone, offsetOfLabel(zoneLabel(at, zone))]).toEqual([zone, offsetAt(at, zone)]);
      }
    }
  });

  test.each(['CST', 'BST', 'UTC+15', 'UTC+1:75', 'constructor', ''])(
    'is not read where it is ambiguous or none: "%s"',
    (label) => {
      expect(offsetOfLabel(label)).toBeUndefined();
    },
  );

  test('is read in small letters, too', () => {
    expect(offsetOfLabel('cest')).toBe(2 * HOUR);
    expect(offsetOfLabel('utc-03:30')).toBe(-210 * MINUTE);
  });
});
