import { describe, expect, test } from '@jest/globals';
import { loadConfig } from '#config/load.ts';
import { DAY, HOUR, MINUTE } from '#core/time/instant.ts';

const HEAD = `
time_zone: Europe/Stockholm
technical_service: it
people: { anna: { name: Anna, contacts: { sms: "+15550100101" } } }
policies: { all: { steps: [{ page: [person: anna], wait: 5m }], repeat: 0 } }
services: { it: { policy: all } }
slos:
`;

const slo = (more: string, name = 'up') =>
  `  - { name: ${name}, title: It is there, service: it, metric: up, ${more} }\n`;

const load = (...slos: readonly string[]) => loadConfig(`${HEAD}${slos.join('')}`, 'wardbell.yaml');

function objectives(...slos: readonly string[]) {
  const loaded = load(...slos);
  if (!loaded.ok) {
    throw new Error(JSON.stringify(loaded.problems));
  }
  return loaded.config.objectives;
}

function problems(...slos: readonly string[]): string {
  const loaded = load(...slos);
  return loaded.ok
    ? ''
    : loaded.problems.map(({ message, hint = '' }) => `${message} (${hint})`).join('\n');
}

const GOOD = 'good: { equals: 1 }';

describe('an objective in the config', () => {
  test('is of minutes in 30 days, with the four pairs of the workbook, unless it says more', () => {
    expect(objectives(slo(`${GOOD}, target: 99.9`))).toEqual([
      {
        name: 'up',
        title: 'It is there',
        service: 'it',
        metric: 'up',
        matchers: [],
        method: 'timeslices',
        isPerSubject: false,
        good: { kind: 'equals', limit: 1 },
        sliceTarget: 1,
        goal: { kind: 'target', share: 0.9990000000000001 },
        window: { kind: 'rolling', length: 30 * DAY },
        pairs: [HOUR, 6 * HOUR, DAY, 3 * DAY],
        minBad: 2,
        blindAfter: 15 * MINUTE,
        maintenance: 'counted',
        severity: 'critical',
        alerts: true,
      },
    ]);
  });

  test('has a budget of time in a quarter of the zone of the document', () => {
    expect(objectives(slo(`${GOOD}, budget: 1h per quarter, subjects: alone`))).toMatchObject([
      {
        goal: { kind: 'budget', allowed: HOUR },
        window: { kind: 'calendar', unit: 'quarter', timeZone: 'Europe/Stockholm' },
        isPerSubject: true,
      },
    ]);
  });

  test('in a week has only the pairs that burn at 0.9 or more', () => {
    const [week] = objectives(slo(`${GOOD}, target: 99, window: 7d`)) ?? [];
    expect(week?.pairs).toEqual([HOUR, 6 * HOUR]);
  });

  test.each([
    [
      'that can never alert',
      `${GOOD}, target: 90`,
      'the pair of 1h can never alert: it asks for a burn rate above 14.4, and if everything is bad it is 10',
    ],
    [
      'whose budget of time can never alert',
      `${GOOD}, budget: 60h per quarter`,
      'the pair of 1h can never alert: it asks for a burn rate above 44.2, and if everything is bad it is 36.8',
    ],
    [
      'with a pair that is too slow for its window',
      `${GOOD}, target: 99, window: 7d, pairs: [3d]`,
      'the pair of 3d would alert on less than what spends the budget in its window',
    ],
    ['that promises nothing', GOOD, 'the objective promises nothing'],
    [
      'that promises twice',
      `${GOOD}, target: 99, budget: 1h per month`,
      'target and budget say the same',
    ],
    ['with two windows', `${GOOD}, budget: 1h per month, window: 30d`, 'window means nothing'],
    [
      'with a budget of time for samples',
      `${GOOD}, budget: 1h per month, method: occurrences`,
      'a budget of time needs time to be counted',
    ],
    [
      'with slices of what is no time',
      `${GOOD}, target: 99, slice_target: 90, method: occurrences`,
      'slice_target means nothing beside occurrences',
    ],
    ['with a window of hours', `${GOOD}, target: 99, window: 36h`, '"36h" is no window'],
    ['with too long a window', `${GOOD}, target: 99, window: 91d`, '"91d" is out of range'],
    ['with a budget of all', `${GOOD}, budget: 7d per 7d`, 'the budget is out of range'],
    ['of which no value is good', 'good: {}, target: 99', 'which values are good'],
    [
      'that no sample can match',
      `${GOOD}, target: 99, where: ['a="1"', 'a="2"']`,
      'no sample can match',
    ],
    ['with an unknown key', `${GOOD}, target: 99`.replace('good', 'metrics: up, good'), 'metrics'],
  ])('%s is refused with the reason', (_, more, reason) => {
    expect(problems(slo(more))).toContain(reason);
  });

  test('can leave out the pair that can never alert', () => {
    expect(problems(slo(`${GOOD}, target: 90, pairs: [6h, 1d, 3d]`))).toBe('');
  });

  test('shares its name with no other', () => {
    const two = [slo(`${GOOD}, target: 99.9`), slo(`${GOOD}, target: 99`)];
    expect(problems(...two)).toContain('another objective is named "up", on line 8');
  });
});
