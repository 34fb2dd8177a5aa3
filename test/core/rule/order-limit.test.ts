import { describe, expect, test } from '@jest/globals';
import { limitSetFor, orderLimit } from '#core/rule/order-limit.ts';
import type { LimitOrder, PersonalLimit } from '#core/rule/personal-limit.ts';
import type { Rule } from '#core/rule/rule.ts';
import type { Condition, ThresholdRule } from '#core/rule/threshold.ts';
import { HOUR, MINUTE } from '#core/time/instant.ts';
import { absence, below } from '../../support/config.ts';
import { news2 } from '../../support/scores.ts';

const BOUNDS = { low: 80, high: 95 };

function ordered(rule: Rule, order: LimitOrder) {
  const limit: PersonalLimit = {
    rule: rule.name,
    order,
    reason: 'COPD',
    createdBy: 'anna',
    createdAt: 0,
    endsAt: HOUR,
  };
  return orderLimit(rule, limit);
}

function why(rule: Rule, order: LimitOrder): string {
  const found = ordered(rule, order);
  return found.kind === 'refused' ? found.why : 'it counts';
}

function condition(rule: ThresholdRule, order: LimitOrder): Condition | undefined {
  const found = ordered(rule, order);
  return found.kind === 'ordered' && found.rule.kind === 'threshold'
    ? found.rule.condition
    : undefined;
}

describe('a limit of one subject', () => {
  const low = below('spo2', 90, {
    bounds: BOUNDS,
    condition: { kind: 'below', limit: 90, clear: 92.5 },
  });

  test('clears as far from it as that of the rule does', () => {
    expect(condition(low, { kind: 'below', limit: 85 })).toEqual({
      kind: 'below',
      limit: 85,
      clear: 87.5,
    });
    const warm = below('temperature', 0, {
      bounds: { low: 36, high: 41 },
      condition: { kind: 'above', limit: 38.5, clear: 38.3 },
    });
    expect(condition(warm, { kind: 'above', limit: 39.1 })).toMatchObject({ clear: 38.9 });
  });

  test('may lie on each bound, and not beyond', () => {
    expect(condition(low, { kind: 'below', limit: 80 })).toMatchObject({ limit: 80 });
    expect(condition(low, { kind: 'below', limit: 95 })).toMatchObject({ limit: 95 });
    expect(why(low, { kind: 'below', limit: 79.9 })).toBe(
      'Rule "spo2-low" has bounds from 80 to 95 in the config; the limit is "below 79.9", and must lie within.',
    );
    expect(why(low, { kind: 'below', limit: 95.1 })).toMatch(/must lie within/u);
    expect(why(low, { kind: 'below', limit: Number.NaN })).toMatch(/must lie within/u);
  });

  test('is refused where the rule has no bounds, with what to do', () => {
    expect(why(below('spo2', 90), { kind: 'below', limit: 85 })).toBe(
      'Rule "spo2-low" has no bounds in the config, so its limit is the same for all subjects: give it "bounds: [lowest, highest]" there first.',
    );
  });

  test('is of the same side as the limit of the rule', () => {
    expect(why(low, { kind: 'above', limit: 85 })).toBe(
      'Rule "spo2-low" breaches below a limit; the limit is "above 85". Say "below".',
    );
  });

  test('is refused where a rule has no limit', () => {
    expect(why(absence('spo2', 5 * MINUTE), { kind: 'below', limit: 85 })).toMatch(
      /asks whether samples come/u,
    );
  });

  test('is known by its rule', () => {
    const found = ordered(low, { kind: 'below', limit: 85 });
    expect(found.kind === 'ordered' && limitSetFor(found.rule)?.createdBy).toBe('anna');
    expect(limitSetFor(low)).toBeUndefined();
  });
});

describe('scale 2 of oxygen', () => {
  const order = { kind: 'oxygen_scale', scale: 2 } as const;

  test('is ordered for a score that has it, and known by that', () => {
    const found = ordered(news2(), order);
    expect(found.kind === 'ordered' && limitSetFor(found.rule)?.createdBy).toBe('anna');
    expect(limitSetFor(news2())).toBeUndefined();
  });

  test('is refused for everything else', () => {
    const parameters = news2().parameters.filter(({ name }) => name !== 'spo2');
    expect(why(news2({ parameters }), order)).toMatch(/one table for all/u);
    expect(why(below('spo2', 90, { bounds: BOUNDS }), order)).toMatch(/is no score/u);
    expect(why(absence('spo2', 5 * MINUTE), order)).toMatch(/asks whether samples come/u);
  });

  test('is all that can be ordered for a score', () => {
    expect(why(news2(), { kind: 'below', limit: 85 })).toMatch(/is scale 2.*says "below 85"/u);
  });
});

describe('a range of one subject', () => {
  const range = below('pulse', 0, {
    bounds: { low: 30, high: 150 },
    condition: { kind: 'outside', low: 50, high: 120, clearLow: 55, clearHigh: 115 },
  });

  test('takes the place of both limits', () => {
    expect(condition(range, { kind: 'outside', low: 40, high: 130 })).toEqual({
      kind: 'outside',
      low: 40,
      high: 130,
      clearLow: 45,
      clearHigh: 125,
    });
  });

  test('is refused if one end of it is beyond the bounds, or nothing would clear in it', () => {
    expect(why(range, { kind: 'outside', low: 29, high: 130 })).toMatch(/must lie within/u);
    expect(why(range, { kind: 'outside', low: 40, high: 151 })).toMatch(/must lie within/u);
    expect(why(range, { kind: 'outside', low: 130, high: 40 })).toMatch(/could never clear/u);
    expect(why(range, { kind: 'outside', low: 60, high: 69 })).toMatch(/could never clear/u);
    expect(why(range, { kind: 'below', limit: 40 })).toMatch(/Say "outside"/u);
  });
});
