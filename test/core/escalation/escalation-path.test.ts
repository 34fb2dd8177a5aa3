import { describe, expect, test } from '@jest/globals';
import { loadConfig } from '#config/load.ts';
import type { Severity } from '#core/alert/severity.ts';
import { describeEscalationPath } from '#core/escalation/escalation-path.ts';
import { resolveTargets } from '#core/escalation/resolve-targets.ts';
import type { Roster } from '#core/escalation/roster.ts';
import { escalationStages } from '#core/escalation/stages.ts';
import type { Override } from '#core/oncall/schedule.ts';

const LOADED = loadConfig(
  `time_zone: UTC
people:
  anna: { name: Anna, channels: [sms] }
  bo: { name: Bo, channels: [sms] }
schedules:
  icu:
    layers:
      - { name: days, people: [anna] }
      - { people: [bo], only: [{ from: "19:00", to: "07:00" }] }
policies:
  icu:
    steps: [{ page: [schedule: icu] }, { page: [person: anna, schedule: icu] }]
    fallback: [person: bo]
services:
  icu: { policy: icu }
`,
  'w.yaml',
);

const DAY = Date.UTC(2026, 4, 4, 12);
const NIGHT = Date.UTC(2026, 4, 4, 22);

interface Paged {
  readonly policy: string;
  readonly position: number;
  readonly responder: string;
  readonly severity: Severity;
  readonly at: number;
}

/** How a stage leads to a person, as an incident remembers it; undefined if it does not. */
function escalationPath(
  { policy: id, position, responder, severity, at }: Paged,
  config: Roster,
  overrides: readonly Override[],
) {
  const policy = config.policies[id];
  const stop = policy && escalationStages(policy, 'critical')[position];
  const found = stop && resolveTargets(stop.targets, config, overrides, { severity, at });
  const path = found?.paths.get(responder);
  return stop && path && { policy: id, stop: stop.name, ...path };
}

describe('the way to a page', () => {
  test.each([
    ['a layer with a name', 0, 'anna', DAY, 'step 1 of policy icu: schedule icu, layer days'],
    ['a layer without one', 0, 'bo', NIGHT, 'step 1 of policy icu: schedule icu, layer 2'],
    [
      'a person whom the step names',
      1,
      'anna',
      DAY,
      'step 2 of policy icu, which names this person',
    ],
    ['a repeat', 2, 'bo', NIGHT, 'step 2 again (1 of 1) of policy icu: schedule icu, layer 2'],
    ['the fallback', 3, 'bo', DAY, 'the fallback of policy icu, which names this person'],
    ['nothing for whom the step does not lead to', 0, 'bo', DAY, undefined],
    ['nothing for a step that is not there', 9, 'bo', DAY, undefined],
  ])('is %s', (_, position, responder, at, words) => {
    if (!LOADED.ok) {
      throw new Error('the config is wrong');
    }
    const paged = { policy: 'icu', position, responder, severity: 'error', at } as const;
    const way = escalationPath(paged, LOADED.config, []);
    expect(way && describeEscalationPath(way)).toBe(words);
  });

  test('is an override for whoever is on call by one', () => {
    if (!LOADED.ok) {
      throw new Error('the config is wrong');
    }
    const override = { id: 'o', schedule: 'icu', createdBy: 'anna', createdAt: DAY };
    const paged = { policy: 'icu', position: 0, severity: 'error', at: DAY } as const;
    const way = escalationPath({ ...paged, responder: 'bo' }, LOADED.config, [
      { ...override, person: 'bo', from: DAY - 1, to: NIGHT },
    ]);
    expect(way && describeEscalationPath(way)).toBe(
      'step 1 of policy icu: schedule icu, an override',
    );
  });
});
