import { describe, expect, test } from '@jest/globals';
import { lossOf } from '#core/team/loss.ts';
import { HOUR } from '#core/time/instant.ts';
import { hospital, person, policy, service } from '../../support/config.ts';

const NOON = Date.UTC(2026, 5, 1, 12);

/** Anna has nights in a schedule that Bo has by day; both stand behind one step. */
const CONFIG = hospital({
  config: {
    people: { anna: person('anna', ['sms', 'email']), bo: person('bo'), cia: person('cia') },
    schedules: {
      ward: {
        id: 'ward',
        timeZone: 'UTC',
        layers: [
          {
            name: 'turns',
            people: ['anna', 'bo'],
            shift: { hours: 12 },
            start: '2026-01-01T00:00',
            restrictions: [],
          },
        ],
      },
    },
    policies: {
      alone: policy('alone', [[{ kind: 'schedule', id: 'ward' }]]),
      backed: policy('backed', [
        [{ kind: 'schedule', id: 'ward' }],
        [{ kind: 'person', id: 'cia' }],
      ]),
      other: policy('other', [[{ kind: 'person', id: 'cia' }]]),
    },
    services: {
      icu: service('icu', 'alone'),
      er: service('er', 'backed'),
      lab: service('lab', 'other'),
    },
    rules: [],
  },
});

const loss = (before: readonly ('sms' | 'email')[], after: readonly ('sms' | 'email')[]) =>
  lossOf(CONFIG, { person: 'anna', before, after }, NOON);

describe('without the channels of a person', () => {
  test('a service is uncovered whenever that person alone was on call', () => {
    const { gaps } = loss(['sms'], []);
    expect(new Set(gaps.map((gap) => gap.service))).toEqual(new Set(['icu']));
    expect(gaps).toHaveLength(366);
    expect(gaps.every(({ from, to }) => to - from <= 12 * HOUR)).toBe(true);
    expect(gaps[0]?.reason).toContain('Anna');
  });

  test('a step is weak where another step reaches somebody', () => {
    const policies = loss(['sms'], []).weakSpots.map((spot) => spot.policy);
    expect(new Set(policies)).toEqual(new Set(['alone', 'backed']));
  });

  test('nothing is lost while another channel pages about the same severities', () => {
    expect(loss(['sms', 'email'], ['email'])).toEqual({ gaps: [], weakSpots: [] });
  });

  test('what was uncovered before is not lost by it', () => {
    expect(loss([], [])).toEqual({ gaps: [], weakSpots: [] });
  });
});
