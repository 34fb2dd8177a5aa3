import { describe, expect, test } from '@jest/globals';
import { plausibility, whyImplausible } from '#core/evaluation/plausibility.ts';
import type { Plausible } from '#core/rule/plausible.ts';
import type { Sample } from '#core/sample/sample.ts';

const LACTATE: Plausible = {
  metric: 'lactate',
  matchers: [{ name: 'unit', op: '=', value: 'mmol/L' }],
  range: { from: 0, to: 40 },
};

function sample(metric: string, value: number, unit?: string): Sample {
  const labels = { ward: 'icu' };
  return { subject: 'bed-1', metric, value, at: 0, labels, ...(unit !== undefined && { unit }) };
}

function why(own: readonly Plausible[], of: Sample) {
  return whyImplausible(plausibility(own).get(of.metric) ?? [], of);
}

function detail(own: readonly Plausible[], ...of: Parameters<typeof sample>): string | undefined {
  return why(own, sample(...of))?.detail;
}

describe('a value that what it measures cannot have', () => {
  test('is refused with the value, its unit and what is plausible', () => {
    expect(why([LACTATE], sample('lactate', 41, 'mmol/L'))).toEqual({
      reason: 'impossible',
      detail: 'value is 41 mmol/L, which lactate cannot be here: plausible is 0 to 40 mmol/L',
      metric: 'lactate',
    });
  });

  test.each([
    ['below the lowest', -0.1],
    ['an infinity', Number.POSITIVE_INFINITY],
    ['the infinity below', Number.NEGATIVE_INFINITY],
  ])('is %s', (_, value) => {
    expect(detail([LACTATE], 'lactate', value, 'mmol/L')).toMatch(/plausible is 0 to 40/);
  });

  test.each([
    ['spo2', 101, '%'],
    ['spo2', 0.97, '%'],
    ['inspired_oxygen', 0.21, '%'],
    ['heart_rate', 601, '/min'],
    ['resp_rate', -1, '/min'],
    ['systolic_bp', 501, 'mm[Hg]'],
    ['news2', 21, '{score}'],
  ])('is %s %p %s in every config', (metric, value, unit) => {
    expect(detail([], metric, value, unit)).toMatch(/^value is .* cannot be here/);
  });

  test('is called a fraction if it is one with the unit of a percentage', () => {
    expect(detail([], 'spo2', 0.97, '%')).toBe(
      'value is 0.97 %, which spo2 cannot be here: a fraction of 1 has the unit "1", and a percentage lies above 1',
    );
  });
});

describe('a value that may be', () => {
  test.each([
    ['at the lowest', 'lactate', 0, 'mmol/L'],
    ['at the highest', 'lactate', 40, 'mmol/L'],
    ['in a unit that the range is not about', 'lactate', 360, 'mg/dL'],
    ['of a metric without a range', 'glucose', 1e9, 'mmol/L'],
    ['no pulse, which must page', 'spo2', 0, '%'],
    ['of a vital sign in another unit', 'spo2', 0.97, '1'],
    ['of a vital sign without a unit', 'heart_rate', 700, undefined],
    ['just past an end, as doors write "above 100"', 'spo2', 100 + 100 * Number.EPSILON, '%'],
    ['just past zero, as doors write "below 0"', 'oxygen_flow', -Number.MIN_VALUE, 'L/min'],
    ['that of a freezer, which no body has', 'temperature', -80, 'Cel'],
    ['the weight of a gas cylinder', 'weight', 0.05, 'kg'],
  ])('is %s', (_, metric, value, unit) => {
    expect(detail([LACTATE], metric, value, unit)).toBeUndefined();
  });

  test('lies within every range that holds for its sample', () => {
    const icu = { name: 'ward', op: '=', value: 'icu' } as const;
    const narrow: Plausible = { ...LACTATE, matchers: [icu], range: { from: 0, to: 20 } };
    expect(detail([LACTATE, narrow], 'lactate', 20, 'mmol/L')).toBeUndefined();
    expect(detail([LACTATE, narrow], 'lactate', 21, 'mmol/L')).toMatch(/0 to 20/);
  });
});

describe('a bound, where a device ends', () => {
  const bounded = (value: number, bound: 'above' | 'below') =>
    why([LACTATE], { ...sample('lactate', value, 'mmol/L'), bound });

  test('may lie beyond the range: what is above 45 is known to be high, whatever it is', () => {
    expect(bounded(45, 'above')).toBeUndefined();
    expect(bounded(-1, 'below')).toBeUndefined();
  });

  test('is refused on the other side, where it says nothing', () => {
    expect(bounded(45, 'below')).toMatchObject({ reason: 'impossible' });
    expect(bounded(-1, 'above')).toMatchObject({ reason: 'impossible' });
  });
});
