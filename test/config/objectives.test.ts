import { describe, expect, test } from '@jest/globals';
import { loadConfig } from '#config/load.ts';
import { burnRate, PAIRS } from '#core/objective/pairs.ts';
import { DAY, HOUR, MINUTE } from '#core/time/instant.ts';

const HEAD = `
time_zone: Europe/Stockholm
technical_service: it
people: { anna: { name: Anna, contacts: { sms: "+15550100101" } } }
policies: { all: { steps: [{ page: [person: anna], wait: 5m }], repeat: 0 } }
services: { it: { policy: all } }
heartbeats: { backup: { title: No backup, service: it, period: 1d } }
checks: [{ name: record, title: The record, service: it, tcp: ehr.example.org:443, every: 5m }]
slos:
`;

const slo = (more: string, name = 'up') =>
  `  - { name: ${name}, title: It is there, service: it, metric: up, ${more} }\n`;

const counters = (more: string, name = 'up') =>
  `  - { name: ${name}, title: It is there, service: it, ${more} }\n`;

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
        indicator: {
          kind: 'values',
          metric: 'up',
          matchers: [],
          good: { kind: 'equals', limit: 1 },
        },
        method: 'timeslices',
        isPerSubject: false,
        sliceTarget: 1,
        goal: { kind: 'target', share: 0.9990000000000001 },
        window: { kind: 'rolling', length: 30 * DAY },
        pairs: PAIRS,
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
    expect(week?.pairs).toEqual(PAIRS.slice(0, 2));
  });

  test('has pairs of its own, scaled with its window, those that page first', () => {
    const own = '{ long: 3d, spends: 20, urgency: ticket }, { long: 2h, burn: 10 }';
    const [first, second] =
      objectives(
        slo(`${GOOD}, target: 99.9, own_pairs: [${own}]`, 'month'),
        slo(`${GOOD}, target: 99.9, window: 90d, pairs: [6h], own_pairs: [${own}]`, 'quarter'),
      ) ?? [];
    const rates = (of: typeof first) =>
      of?.pairs.map((pair) => {
        const length = of.window.kind === 'rolling' ? of.window.length : 0;
        return [pair.long / HOUR, pair.short / MINUTE, Number(burnRate(pair, length).toFixed(6))];
      });
    expect(rates(first)).toEqual([
      [2, 10, 10],
      [72, 360, 2],
    ]);
    expect(rates(second)).toEqual([
      [6, 30, 18],
      [2, 10, 10],
      [72, 360, 6],
    ]);
  });

  test('measures a ratio of two counters, by occurrences unless it says minutes', () => {
    const ratio = `where: ['job="ehr"'], ratio: { bad: { metric: http_total, where: ['code=~"5.."'] }, total: { metric: http_total } }`;
    const [events, minutes] =
      objectives(
        counters(`${ratio}, target: 99.9`, 'events'),
        counters(`${ratio}, method: timeslices, slice_target: 95, target: 99.9`, 'minutes'),
      ) ?? [];
    const job = { name: 'job', op: '=', value: 'ehr' };
    expect(events).toMatchObject({
      method: 'occurrences',
      indicator: {
        kind: 'ratio',
        partIs: 'bad',
        total: { metric: 'http_total', matchers: [job] },
        part: { metric: 'http_total', matchers: [job, { name: 'code', op: '=~', value: '5..' }] },
      },
    });
    expect(minutes).toMatchObject({ method: 'timeslices', sliceTarget: 0.95 });
  });

  test('measures a histogram, and the uptime of heartbeats and checks', () => {
    const all = [
      counters('histogram: { metric: took_seconds, at_most: 0.3 }, target: 99', 'histogram'),
      counters('uptime: { heartbeat: backup }, target: 99', 'heartbeat'),
      counters('uptime: { check: record }, target: 99', 'check'),
    ];
    expect(objectives(...all)?.map(({ indicator, method }) => [indicator, method])).toEqual([
      [{ kind: 'histogram', metric: 'took_seconds', matchers: [], atMost: 0.3 }, 'occurrences'],
      [{ kind: 'heartbeat', heartbeat: 'backup' }, 'timeslices'],
      [
        {
          kind: 'values',
          metric: 'probe_success',
          matchers: [{ name: 'subject', op: '=', value: 'record' }],
          good: { kind: 'equals', limit: 1 },
          speaksFor: 5 * MINUTE,
        },
        'timeslices',
      ],
    ]);
  });

  test.each([
    ['that measures nothing', 'target: 99', 'nothing says what is measured'],
    [
      'that measures twice',
      'histogram: { metric: took, at_most: 1 }, uptime: { check: record }, target: 99',
      'it measures more than one thing',
    ],
    [
      'of a metric beside a ratio',
      'metric: up, ratio: { good: { metric: a }, total: { metric: b } }, target: 99',
      'metric stands beside what names its own',
    ],
    [
      'of a ratio without a part',
      'ratio: { total: { metric: b } }, target: 99',
      'nothing says which events are good',
    ],
    [
      'of a ratio that no sample can match',
      `where: ['a="1"'], ratio: { good: { metric: a, where: ['a="2"'] }, total: { metric: b } }, target: 99`,
      'no sample can match',
    ],
    [
      'of a ratio with a budget of time',
      'ratio: { good: { metric: a }, total: { metric: b } }, budget: 1h per month',
      'a budget of time needs time to be counted',
    ],
    [
      'of the uptime of each subject',
      'uptime: { check: record }, subjects: alone, target: 99',
      'uptime is of one thing, minute by minute',
    ],
    ['of no check', 'uptime: { check: recor }, target: 99', 'there is no check "recor"'],
    ['of no heartbeat', 'uptime: { heartbeat: record }, target: 99', 'there is no heartbeat'],
    [
      'with a pair of its own that can never alert',
      'uptime: { check: record }, target: 90, own_pairs: [{ long: 2h, burn: 11 }]',
      'the pair of 2h can never alert: it asks for a burn rate above 11, and if everything is bad it is 10',
    ],
    [
      'with two pairs of one long window',
      'uptime: { check: record }, target: 99.9, pairs: [1h], own_pairs: [{ long: 60m, burn: 2 }]',
      'two pairs have the long window 1h',
    ],
    [
      'with a pair that is too slow',
      'uptime: { check: record }, target: 99.9, own_pairs: [{ long: 2h, burn: 0.5 }]',
      'would alert on less than what spends the budget',
    ],
    [
      'with a pair that says nothing',
      'uptime: { check: record }, target: 99.9, own_pairs: [{ long: 2h }]',
      'nothing says when it alerts',
    ],
  ])('%s is refused with the reason', (_, more, reason) => {
    expect(problems(counters(more))).toContain(reason);
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
    expect(problems(...two)).toContain('another objective is named "up", on line 10');
  });
});
