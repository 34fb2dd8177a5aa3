import { describe, expect, test } from '@jest/globals';
import { omit } from '#core/collections/omit.ts';
import { type Held, strandedBy } from '#core/team/stranded.ts';
import { HOUR } from '#core/time/instant.ts';
import { hospital } from '../../support/config.ts';
import { NIGHT } from '../../support/incident.ts';

const late = { id: 'late', timeZone: 'UTC', layers: [] };
const ALL = hospital({ config: { schedules: { late } } });
const LESS = { ...ALL, people: omit(ALL.people, 'anna') };

const override = { id: 'o1', schedule: 'late', person: 'anna', to: NIGHT + HOUR };
const incident = { id: 'a-1', service: 'icu', waitsFor: [] };
const silence = { id: 's1', person: 'anna', endsAt: NIGHT + HOUR };
const held = (more: Partial<Held>): Held => ({
  overrides: [],
  incidents: [],
  silences: [],
  ...more,
});

describe('a config strands', () => {
  test('nothing of people, schedules and services that it has', () => {
    const incidents = [
      { ...incident, acknowledgedBy: 'anna' },
      { ...incident, waitsFor: ['bo'] },
    ];
    const all = held({ overrides: [override], incidents, silences: [silence] });
    expect(strandedBy(all, ALL, NIGHT)).toEqual([]);
  });

  test.each<[string, Partial<Held>, typeof ALL, string]>([
    [
      'the override of somebody who is gone',
      { overrides: [override] },
      LESS,
      'The override o1 of anna in schedule late, until 2026-03-12 04:14 UTC, is passed over: anna is not among the people of the config.',
    ],
    [
      'an override of a schedule that is gone, or has another name now',
      { overrides: [override] },
      { ...ALL, schedules: {} },
      'The override o1 of anna in schedule late, until 2026-03-12 04:14 UTC, is passed over: schedule late is not in the config.',
    ],
    [
      'an incident that somebody has who is gone',
      { incidents: [{ ...incident, acknowledgedBy: 'anna' }] },
      LESS,
      'Incident a-1 pages again: anna, who has it, is not in the config.',
    ],
    [
      'an incident that has paged nobody but those who are gone',
      { incidents: [{ ...incident, waitsFor: ['anna'] }] },
      LESS,
      'Incident a-1 moves on: it has paged anna, not in the config.',
    ],
    [
      'an incident of a service that is gone',
      { incidents: [{ ...incident, acknowledgedBy: 'anna' }] },
      { ...ALL, services: omit(ALL.services, 'icu') },
      'Incident a-1 goes to the technical service: there is no service "icu".',
    ],
    [
      'a silence of somebody who is gone',
      { silences: [silence] },
      LESS,
      'The silence s1 of anna, who is not in the config, goes on until 2026-03-12 04:14 UTC.',
    ],
  ])('%s, and says so', (_, some, config, said) => {
    expect(strandedBy(held(some), config, NIGHT)).toEqual([said]);
  });

  test('nothing that is over, and no incident that has paged somebody else too', () => {
    const over = held({
      overrides: [{ ...override, to: NIGHT }],
      silences: [{ ...silence, endsAt: NIGHT }],
      incidents: [{ ...incident, waitsFor: ['anna', 'bo'] }],
    });
    expect(strandedBy(over, LESS, NIGHT)).toEqual([]);
  });
});
