import { describe, expect, test } from '@jest/globals';
import { entryOf } from '#core/evaluation/entry.ts';
import type { Phase as EntryPhase } from '#core/evaluation/kind.ts';
import { phaseOf } from '#core/evaluation/kinds.ts';
import type { ThresholdRule } from '#core/rule/threshold.ts';
import type { Sample } from '#core/sample/sample.ts';
import { MINUTE, SECOND } from '#core/time/instant.ts';
import { at, evaluateAll, only, ruleSet, T0 } from '../../support/bed-1.ts';
import { below } from '../../support/config.ts';

type Phase = EntryPhase | 'nothing';

/** [what it shows, the rule, the requests, what is told, how the series stands in the end]. */
type Story = readonly [
  string,
  Partial<ThresholdRule>,
  readonly (readonly Sample[])[],
  readonly string[],
  Phase,
];

const MIN = MINUTE;

const stories: readonly Story[] = [
  ['a healthy series leaves nothing behind', {}, [[at(0, 97)], [at(1, 96)]], [], 'nothing'],
  ['a breach fires at once', {}, [[at(0, 80)]], ['firing'], 'firing'],
  [
    'it keeps firing without being told again',
    {},
    [[at(0, 80)], [at(1, 79)]],
    ['firing'],
    'firing',
  ],
  ['it clears', {}, [[at(0, 80)], [at(1, 97)]], ['firing', 'recovered'], 'healthy'],
  [
    'a breach and its end in one request are both told',
    {},
    [[at(1, 97), at(0, 80)]],
    ['firing', 'recovered'],
    'healthy',
  ],
  [
    'it stays until the clearing limit is passed',
    { condition: { kind: 'below', limit: 88, clear: 90 } },
    [[at(0, 87)], [at(1, 89)], [at(2, 90)]],
    ['firing', 'recovered'],
    'healthy',
  ],
  [
    'between the limits a healthy series stays healthy',
    { condition: { kind: 'below', limit: 88, clear: 90 } },
    [[at(0, 89)]],
    [],
    'nothing',
  ],
  ['a short breach waits', { for: MIN }, [[at(0, 80)], [at(MIN - 1, 80)]], [], 'pending'],
  ['a lasting breach fires', { for: MIN }, [[at(0, 80)], [at(MIN, 80)]], ['firing'], 'firing'],
  [
    'a healthy sample resets the wait',
    { for: MIN },
    [[at(0, 80)], [at(1, 97)], [at(MIN, 80)]],
    [],
    'pending',
  ],
  [
    'the wait is counted in sample time, whenever the samples come',
    { for: MIN },
    [[at(0, 80), at(MIN, 80)]],
    ['firing'],
    'firing',
  ],
  [
    'it keeps firing for a while after the last breach',
    { keepFiringFor: MIN },
    [[at(0, 80)], [at(MIN - 1, 97)]],
    ['firing'],
    'firing',
  ],
  [
    'and clears at the first healthy sample after that',
    { keepFiringFor: MIN },
    [[at(0, 80)], [at(1, 97)], [at(MIN, 97)]],
    ['firing', 'recovered'],
    'healthy',
  ],
  [
    'a new breach lengthens that while',
    { keepFiringFor: MIN },
    [[at(0, 80)], [at(30 * SECOND, 80)], [at(MIN, 97)], [at(90 * SECOND - 1, 97)]],
    ['firing'],
    'firing',
  ],
  [
    'two of three breach',
    { window: { breaches: 2, of: 3 } },
    [[at(0, 80)], [at(1, 97)], [at(2, 80)]],
    ['firing'],
    'firing',
  ],
  [
    'two of four do not make two of three',
    { window: { breaches: 2, of: 3 } },
    [[at(0, 80)], [at(1, 97)], [at(2, 97)], [at(3, 80)]],
    [],
    'healthy',
  ],
  [
    'a window without breaches is forgotten',
    { window: { breaches: 2, of: 3 } },
    [[at(0, 80)], [at(1, 97), at(2, 97), at(3, 97)]],
    [],
    'nothing',
  ],
  [
    'it clears when too few of the window breach',
    { window: { breaches: 2, of: 3 } },
    [[at(0, 80), at(1, 80)], [at(2, 97)], [at(3, 97)]],
    ['firing', 'recovered'],
    'healthy',
  ],
  [
    'a full window of breaches holds however many follow',
    { window: { breaches: 3, of: 3 } },
    [[at(0, 80), at(1, 80), at(2, 80)], [at(3, 80)], [at(4, 97)]],
    ['firing', 'recovered'],
    'healthy',
  ],
  [
    'a late breach of a series of which nothing is known fires',
    {},
    [[at(MIN, 97)], [at(0, 80)]],
    ['firing'],
    'firing',
  ],
  [
    'a late sample cannot open again what has cleared',
    {},
    [[at(0, 80)], [at(10, 97)], [at(5, 80)], [at(10, 80)]],
    ['firing', 'recovered'],
    'healthy',
  ],
  ['nor clear what began later', {}, [[at(10, 80)], [at(5, 97)]], ['firing'], 'firing'],
  [
    'nor begin a wait again that was reset',
    { for: MIN },
    [[at(0, 80)], [at(10, 97)], [at(5, 80)]],
    [],
    'healthy',
  ],
  [
    'nor get into the middle of a window',
    { window: { breaches: 2, of: 3 } },
    [[at(10, 80)], [at(5, 80)]],
    [],
    'healthy',
  ],
  [
    'of two values at one time the breach fires',
    {},
    [[at(0, 97), at(0, 80)]],
    ['firing'],
    'firing',
  ],
  ['another metric is not its business', {}, [[at(0, 80, { metric: 'pulse' })]], [], 'nothing'],
  [
    'nor is a series that its matchers do not mean',
    { matchers: [{ name: 'unit', op: '=', value: '%' }] },
    [[at(0, 80)], [at(0, 80, { unit: 'kPa' })]],
    [],
    'nothing',
  ],
  [
    'labels, subject and unit can be matched',
    {
      matchers: [
        { name: 'unit', op: '=', value: '%' },
        { name: 'subject', op: '=~', value: 'bed-.*' },
        { name: 'site', op: '!=', value: 'lab' },
      ],
    },
    [[at(0, 80, { unit: '%', labels: { site: 'icu' } })]],
    ['firing'],
    'firing',
  ],
];

describe('two values of one series and time that disagree', () => {
  const [low, high] = [80, 130];
  const pulse = (condition: ThresholdRule['condition'], more: Partial<ThresholdRule> = {}) =>
    ruleSet(below('spo2', 88, { condition, ...more }));
  const under = { kind: 'below', limit: 88, clear: 88 } as const;
  const over = { kind: 'above', limit: 120, clear: 120 } as const;
  const both = (offset: number) => [at(offset, high), at(offset, low)];

  test.each<[string, ThresholdRule['condition']]>([
    ['the lower', under],
    ['the higher', over],
  ])('count as the breach that one of them is: %s', (_, condition) => {
    const fires = evaluateAll(pulse(condition), [both(0), both(1), both(2).toReversed()]);
    expect(fires.told).toEqual(['firing']);
    const waits = evaluateAll(pulse(condition, { for: MIN }), [both(0), both(MIN / 2), both(MIN)]);
    expect(waits.told).toEqual(['firing']);
    const window = { breaches: 3, of: 3 };
    const counts = evaluateAll(pulse(condition, { window }), [both(0), both(1), both(2)]);
    expect(counts.told).toEqual(['firing']);
  });

  test('are of two series where a label differs: neither holds up the other', () => {
    const labels = { sensor: 'b' };
    const { told } = evaluateAll(pulse(over), [
      [at(0, high), at(0, high, { labels })],
      [at(1, low), at(1, high, { labels })],
    ]);
    expect(told).toEqual(['firing', 'firing', 'recovered']);
  });
});

describe('a sample', () => {
  test('that came too late for one rule and breached another is not called out of order', () => {
    const plain = below('spo2', 88);
    const lower = below('spo2', 82, { name: 'lower' });
    const rules = ruleSet(plain, lower);
    const { outOfOrder, transitions } = evaluateAll(rules, [[at(10, 85)], [at(5, 80)]]);
    expect(transitions).toMatchObject([{ kind: 'firing', alert: { rule: 'lower' } }]);
    expect(outOfOrder).toEqual([]);
  });
});

describe('a rule with a limit', () => {
  test.each(stories)('%s', (_, parts, requests, told, phase) => {
    const result = evaluateAll(ruleSet(below('spo2', 88, parts)), requests);
    expect(result.told).toEqual(told);
    expect(result.state === undefined ? 'nothing' : (entryPhase(result.state) ?? 'nothing')).toBe(
      phase,
    );
  });

  test('makes an alert that says what, how severe, and what tripped it', () => {
    const labels = { sensor: 'left' };
    const rule = below('spo2', 88, { for: MIN, title: 'Low oxygen' });
    const samples = [at(0, 85, { labels }), at(MIN, 81, { labels, unit: '%' })];
    expect(only(evaluateAll(ruleSet(rule), [samples]).state).alert).toEqual({
      fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
      rule: 'spo2-low',
      service: 'icu',
      groupKey: '["icu",["subject","bed-1"]]',
      subject: 'bed-1',
      metric: 'spo2',
      labels,
      severity: 'critical',
      title: 'Low oxygen',
      value: 81,
      unit: '%',
      limit: 'below 88',
      startsAt: T0,
    });
  });

  test.each<[string, Partial<ThresholdRule>, readonly Sample[], readonly Sample[]]>([
    ['what is as it was', {}, [at(0, 80)], [at(1, 80)]],
    ['a breach that goes on', { for: MIN }, [at(0, 80)], [at(1, 80)]],
    ['a full window', { window: { breaches: 1, of: 2 } }, [at(0, 80), at(1, 80)], [at(2, 80)]],
    ['a breach soon after another', { keepFiringFor: MIN }, [at(0, 80)], [at(12_000, 80)]],
    [
      'a second healthy sample too soon to clear',
      { keepFiringFor: MIN },
      [at(0, 80), at(1, 97)],
      [at(2, 97)],
    ],
    [
      'a healthy sample too soon to clear where samples alone decide',
      { keepFiringFor: MIN, silent: 'wait' },
      [at(0, 80)],
      [at(1, 97)],
    ],
    [
      'a window that fills and empties at once',
      { window: { breaches: 2, of: 2 } },
      [],
      [at(0, 80), at(1, 97), at(2, 97)],
    ],
  ])('costs no write: %s', (_, parts, before, after) => {
    const rules = ruleSet(below('spo2', 88, parts));
    const first = evaluateAll(rules, [before]);
    const second = evaluateAll(rules, [after], first.state);
    expect(second.changed).toBe(false);
    expect(second.state).toBe(first.state);
  });

  test('makes two alerts of two series of a subject: one does not end the other', () => {
    const [a, b] = [{ disk: 'a' }, { disk: 'b' }];
    const rules = ruleSet(below('spo2', 88));
    const both = [at(0, 80, { labels: a }), at(0, 80, { labels: b })];
    const { state, told } = evaluateAll(rules, [both, [at(1, 97, { labels: a })]]);
    expect(told).toEqual(['firing', 'firing', 'recovered']);
    const firing = Object.values(state?.series ?? {}).filter((e) => phaseOf(e) === 'firing');
    expect(firing.map((e) => entryOf('threshold', e)?.labels)).toEqual([b]);
  });

  test('is evaluated beside another on the same metric, the worst first', () => {
    const warning = below('spo2', 92, { name: 'spo2-lowish', severity: 'warning' });
    const { transitions, state } = evaluateAll(ruleSet(warning, below('spo2', 88)), [[at(0, 80)]]);
    expect(transitions.map((t) => t.alert.rule)).toEqual(['spo2-low', 'spo2-lowish']);
    expect(transitions.map((t) => t.seq)).toEqual([T0, T0 + 1]);
    expect(state?.outbox).toEqual(transitions);
    expect(new Set(transitions.map((t) => t.alert.fingerprint)).size).toBe(2);
  });
});

function entryPhase(state: Parameters<typeof only>[0]): Phase | undefined {
  const [entry] = Object.values(state?.series ?? {});
  return entry && phaseOf(entry);
}
