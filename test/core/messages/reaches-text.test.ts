import { expect, test } from '@jest/globals';
import { reachesText } from '#core/messages/reaches-text.ts';
import { DAY, type Duration, HOUR, MINUTE, SECOND } from '#core/time/instant.ts';
import { hospital, service } from '../../support/config.ts';
import { alert } from '../../support/incident.ts';
import { START } from '../../support/world.ts';

const told = (left: Duration, valuesInPages = true) =>
  reachesText(
    { ...alert('db-1'), service: 'icu', unit: '%', reaches: { limit: 95, at: START + left } },
    { config: hospital({ services: [service('icu', 'icu', { valuesInPages })] }), now: START },
  );

test.each<[Duration, string]>([
  [0, 'was to reach 95 % by 09:00 UTC'],
  [-HOUR, 'was to reach 95 % by 08:00 UTC'],
  [-DAY, 'was to reach 95 % by 31 May 09:00 UTC'],
  [SECOND, '95 % in about 5 min'],
  [38 * MINUTE, '95 % in about 40 min'],
  [91 * MINUTE, '95 % in about 2 h'],
  [3.4 * HOUR, '95 % in about 3 h'],
  [47 * HOUR, '95 % in about 47 h'],
  [2.6 * DAY, '95 % in about 3 d'],
])(
  'the limit of a forecast that is %p ms ahead is told roughly, or by when it was to be: %s',
  (left, text) => {
    expect(told(left)).toBe(text);
  },
);

test('names no limit where values may not be shown', () => {
  expect(told(3 * HOUR, false)).toBe('its limit in about 3 h');
  expect(told(-HOUR, false)).toMatch(/^was to reach its limit by 08:00/);
});

test('tells nothing of an alert that is no forecast', () => {
  expect(reachesText(alert('db-1'), { config: hospital(), now: START })).toBeUndefined();
});
