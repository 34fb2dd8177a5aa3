import { describe, expect, test } from '@jest/globals';
import { lastValue } from '#core/evaluation/threshold/last-value.ts';
import type { ThresholdEntry } from '#core/evaluation/threshold/state.ts';
import { alert, NIGHT } from '../../../support/incident.ts';

const entry = (more: Partial<ThresholdEntry>): ThresholdEntry => ({
  kind: 'threshold',
  rule: 'spo2-low',
  metric: 'spo2',
  labels: {},
  phase: 'healthy',
  changedAt: NIGHT,
  ...more,
});

describe('the newest value that is stored of a series', () => {
  test('is, while it fires, the one with which it began to, or the last that was heard', () => {
    const fires = { ...alert('bed-1'), value: 80 };
    const firing = { phase: 'firing', since: NIGHT - 9, alert: fires } as const;
    expect(lastValue(entry(firing))).toEqual({ value: 80, at: NIGHT });
    const silent = { ...firing, alert: { ...fires, unconfirmed: true } } as const;
    expect(lastValue(entry(silent))).toEqual({ value: 80, at: NIGHT - 9 });
  });

  test('is the breach with which a condition began, or with which a window ends', () => {
    const heard = { at: NIGHT + 3, value: 85 };
    expect(lastValue(entry({ phase: 'pending', since: NIGHT - 9, heard }))).toEqual({
      value: 85,
      at: NIGHT - 9,
    });
    const window = [{ at: NIGHT - 7, breach: true }];
    expect(lastValue(entry({ window, heard }))).toEqual({ value: 85, at: NIGHT - 7 });
  });

  test('is none of one that is well: what changes nothing is not stored', () => {
    expect(lastValue(entry({}))).toBeUndefined();
    const { value: _, ...valueless } = alert('bed-1');
    expect(lastValue(entry({ phase: 'firing', alert: valueless }))).toBeUndefined();
  });
});
