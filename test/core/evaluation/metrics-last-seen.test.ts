import { describe, expect, test } from '@jest/globals';
import { withCanary } from '#core/canary/canary.ts';
import {
  expectedMetrics,
  findMissingMetrics,
  metricItemId,
  RECORD_INTERVAL,
  recordMetricsSeen,
} from '#core/evaluation/metrics-last-seen.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import { DAY, HOUR, MINUTE } from '#core/time/instant.ts';
import { absence, below, hospital } from '../../support/config.ts';
import { START } from '../../support/world.ts';

const ITEM = 'wardbell:metrics:0';
const awaited = new Map([['spo2', ['spo2']]]);

const review = (state: SubjectState | undefined, now: number) =>
  findMissingMetrics(ITEM, state, awaited, now);
const unsent = (state: SubjectState | undefined, now: number) =>
  review(state, now).unsent.map(({ metric }) => metric);

describe('A metric of the rules', () => {
  test('is awaited under the rules that read it, unless it is seldom sent or our own', () => {
    const rules = [
      below('spo2', 88),
      below('spo2', 80, { name: 'spo2-lower' }),
      below('backup_errors', 1, { seldomSent: true }),
      absence('hr', 5 * MINUTE),
    ];
    expect([...expectedMetrics(withCanary(hospital({ rules })))]).toEqual([
      ['spo2', ['spo2-low', 'spo2-lower']],
      ['hr', ['hr-absent']],
    ]);
  });

  test('that was never heard is missed a day after it was first waited for', () => {
    const first = review(undefined, START);
    expect(first.unsent).toEqual([]);
    expect(unsent(first.next, START + DAY - HOUR)).toEqual([]);
    expect(unsent(first.next, START + DAY - MINUTE)).toEqual(['spo2']);
    expect(review(first.next, START + DAY).next).toBeUndefined();
  });

  test('that was heard is missed a day after the latest moment at which it may have been', () => {
    const state = recordMetricsSeen(ITEM, undefined, ['spo2'], START);
    expect(unsent(state, START + DAY + HOUR)).toEqual([]);
    expect(unsent(state, START + DAY + RECORD_INTERVAL)).toEqual(['spo2']);
    expect(review(state, START + DAY + RECORD_INTERVAL).unsent).toMatchObject([
      { rules: ['spo2'], since: START, heardAt: START },
    ]);
  });

  test('is missed no more once it comes', () => {
    const state = recordMetricsSeen(ITEM, review(undefined, START).next, ['spo2'], START + 3 * DAY);
    expect(unsent(state, START + 3 * DAY)).toEqual([]);
    expect(state?.heard).toEqual({ spo2: { since: START, heardAt: START + 3 * DAY } });
  });

  test('is noted as heard once in two hours, and anew when the clock has gone back', () => {
    const state = recordMetricsSeen(ITEM, undefined, ['spo2'], START);
    expect(recordMetricsSeen(ITEM, state, ['spo2'], START + RECORD_INTERVAL - 1)).toBeUndefined();
    expect(recordMetricsSeen(ITEM, state, ['spo2'], START + RECORD_INTERVAL)?.version).toBe(2);
    expect(recordMetricsSeen(ITEM, state, ['spo2'], START - DAY)?.heard).toEqual({
      spo2: { since: START - DAY, heardAt: START - DAY },
    });
  });

  test('that the config has no more is forgotten', () => {
    const state = recordMetricsSeen(ITEM, undefined, ['spo2', 'hr'], START);
    expect(Object.keys(review(state, START).next?.heard ?? {})).toEqual(['spo2']);
  });

  test('has its item however it is called, and items stay small however many there are', () => {
    const names = [
      '__proto__',
      ...Array.from({ length: 2_000 }, (_, n) => `${n}`.padEnd(256, '文')),
    ];
    const items = Map.groupBy(names, (name) => metricItemId(name, { size: names.length }));
    expect(items.size).toBe(6);
    for (const [item, some] of items) {
      expect(
        Buffer.byteLength(JSON.stringify(recordMetricsSeen(item, undefined, some, START))),
      ).toBeLessThan(400_000);
    }
    const state = recordMetricsSeen(ITEM, undefined, ['__proto__'], START);
    const stored = JSON.parse(JSON.stringify(state)) as SubjectState;
    expect(recordMetricsSeen(ITEM, stored, ['__proto__'], START)).toBeUndefined();
  });
});
