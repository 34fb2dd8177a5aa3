import { describe, expect, test } from '@jest/globals';
import { compileRules } from '#core/evaluation/rule-set.ts';
import { unreadOf } from '#core/evaluation/unread.ts';
import type { ThresholdRule } from '#core/rule/threshold.ts';
import { hospital } from '../../support/config.ts';

const inPercent = { name: 'unit', op: '=', value: '%' } as const;
const ofJob = { name: 'job', op: '=', value: 'ehr' } as const;

const on = (metric: string, matcher: ThresholdRule['matchers'][number]): ThresholdRule => ({
  name: metric,
  title: metric,
  service: 'icu',
  severity: 'critical',
  metric,
  matchers: [matcher],
  kind: 'threshold',
  condition: { kind: 'below', limit: 1, clear: 1 },
  for: 0,
  keepFiringFor: 0,
  silent: 'fire',
});

const rules = compileRules(
  hospital({ config: { rules: [on('spo2', inPercent), on('up', ofJob)] } }),
);

describe('samples that no rule reads', () => {
  test.each([
    [{ metric: 'spo2', unit: 'percent' }, 'spo2 in percent: rules on the metric read the unit %'],
    [
      { metric: 'spo2', unit: ' %' },
      'spo2 in  %: the unit " %" has blanks around it, and rules on the metric read "%"',
    ],
    [{ metric: 'spo2' }, 'spo2: rules on the metric read the unit %'],
    [{ metric: 'sp02', unit: '%' }, 'sp02 in %: no rule reads the metric; did you mean "spo2"?'],
    [{ metric: 'go_goroutines' }, 'go_goroutines: no rule reads the metric'],
    [{ metric: 'up' }, 'up: no rule on the metric asks for these labels'],
  ])('%j are told as %s', (sample, expected) => {
    expect(unreadOf(rules, [sample])).toEqual({ count: 1, examples: [expected] });
  });

  test('are all counted, and each series of the first three is told once', () => {
    const samples = ['a1', 'a1', 'b1', 'c1', 'd1'].map((metric) => ({ metric }));
    const { count, examples } = unreadOf(rules, samples);
    expect(count).toBe(5);
    expect(examples.map((text) => text.slice(0, 2))).toEqual(['a1', 'b1', 'c1']);
  });

  test('are told in few characters, however long their names are', () => {
    const [example = ''] = unreadOf(rules, [{ metric: '🚑'.repeat(200) }]).examples;
    expect(example.length).toBeLessThan(100);
    expect(example.isWellFormed()).toBe(true);
  });
});
