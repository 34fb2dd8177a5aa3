import { describe, expect, test } from '@jest/globals';
import { withCanary } from '#core/canary/canary.ts';
import type { Override } from '#core/oncall/schedule.ts';
import { HOUR } from '#core/time/instant.ts';
import { setOverride } from '#usecases/set-override.ts';
import { hospital, person } from '../support/config.ts';
import { NIGHT } from '../support/incident.ts';
import { watchedPorts } from './given-incident.ts';

const CONFIG = withCanary(
  hospital({
    people: [person('eva', [])],
    config: { schedules: { ward: { id: 'ward', timeZone: 'UTC', layers: [] } } },
  }),
);

const OVERRIDE: Override = {
  id: 'o1',
  schedule: 'ward',
  person: 'anna',
  from: NIGHT,
  to: NIGHT + HOUR,
  createdBy: 'bo',
  createdAt: NIGHT,
};

const PEOPLE = 'The config has anna, bo, cia, dan, eva.';

describe('an override', () => {
  test('is set', async () => {
    const { ports } = watchedPorts();
    expect(await setOverride(ports, CONFIG)(OVERRIDE, NIGHT)).toEqual({
      kind: 'set',
      override: OVERRIDE,
    });
    expect(await ports.controls.overrides()).toEqual([OVERRIDE]);
  });

  test.each<[string, Partial<Override>, string, ('unknown' | 'refused')?]>([
    [
      'a schedule that is not there',
      { schedule: 'icu' },
      'There is no schedule "icu". The config has ward.',
      'unknown',
    ],
    [
      'one by the name of a part of every object',
      { schedule: 'constructor' },
      'There is no schedule "constructor". The config has ward.',
      'unknown',
    ],
    [
      'a person who is not there',
      { person: 'toString' },
      `There is no person "toString". ${PEOPLE}`,
      'unknown',
    ],
    [
      'the canary',
      { person: 'wardbell-canary' },
      `There is no person "wardbell-canary". ${PEOPLE}`,
      'unknown',
    ],
    [
      'a person who cannot be paged',
      { person: 'eva' },
      'Eva has no contact method and cannot be paged.',
    ],
    ['an end before it begins', { to: NIGHT }, 'An override must end after it begins.'],
    ['no time at all', { to: Number.NaN }, 'An override must end after it begins.'],
    [
      'an end that is past',
      { from: NIGHT - HOUR, to: NIGHT - 1 },
      'An override must end in the future.',
    ],
    [
      'an end that is now',
      { from: NIGHT - HOUR, to: NIGHT },
      'An override must end in the future.',
    ],
  ])('is refused for %s, and not stored', async (_, wrong, text, kind = 'refused') => {
    const { ports } = watchedPorts();
    const outcome = await setOverride(ports, CONFIG)({ ...OVERRIDE, ...wrong }, NIGHT);
    expect(outcome).toEqual({ kind, text });
    expect(await ports.controls.overrides()).toEqual([]);
  });
});
