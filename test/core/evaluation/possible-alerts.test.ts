import { describe, expect, test } from '@jest/globals';
import type { Matcher } from '#core/alert/matcher.ts';
import type { Entry } from '#core/evaluation/entry.ts';
import { silencedUntil } from '#core/evaluation/possible-alerts.ts';
import { compileRules } from '#core/evaluation/rule-set.ts';
import type { ThresholdEntry } from '#core/evaluation/threshold/state.ts';
import type { Silence } from '#core/suppression/silence.ts';
import { MINUTE } from '#core/time/instant.ts';
import { absence, below, hospital } from '../../support/config.ts';
import { alert, NIGHT } from '../../support/incident.ts';

const RULES = compileRules(
  hospital({ config: { rules: [below('spo2', 88), absence('hr', 5 * MINUTE)] } }),
);

const LABELS = { ward: 'east' };
const fires = { ...alert('bed-1'), rule: 'spo2-low', labels: LABELS };

const entry = (more: Partial<ThresholdEntry> = {}): ThresholdEntry => ({
  kind: 'threshold',
  rule: 'spo2-low',
  metric: 'spo2',
  labels: LABELS,
  phase: 'healthy',
  changedAt: 0,
  ...more,
});
const firing = entry({ phase: 'firing', alert: fires });
const watched: Entry = { kind: 'absence', rule: 'hr-absent', metric: 'hr', labels: {}, seenAt: 1 };

const is = (name: string, value: string): Matcher => ({ name, op: '=', value });

const silence = (endsAt: number, ...matchers: readonly Matcher[]): Silence => ({
  id: String(endsAt),
  kind: 'silence',
  matchers,
  startsAt: NIGHT,
  endsAt,
  createdBy: 'anna',
  createdAt: NIGHT,
  comment: '',
});

const until = (entries: readonly Entry[], ...silences: readonly Silence[]) => {
  const series = Object.fromEntries(entries.map((one, i) => [String(i), one]));
  return silencedUntil({ subject: 'bed-1', series }, RULES, silences, NIGHT);
};

describe('a subject is silenced', () => {
  test('until a first of its firing alerts is silenced no more', () => {
    const other = entry({ phase: 'firing', alert: { ...fires, rule: 'hr-absent' } });
    const [short, long] = [
      silence(NIGHT + 1, is('rule', 'hr-absent')),
      silence(NIGHT + 9, is('ward', 'east')),
    ];
    expect(until([firing], long)).toBe(NIGHT + 9);
    expect(until([firing, other], short, silence(NIGHT + 5, is('rule', 'spo2-low')))).toBe(
      NIGHT + 1,
    );
  });

  test('not while one of its alerts would page', () => {
    const other = entry({ phase: 'firing', alert: { ...fires, rule: 'hr-absent' } });
    expect(until([firing, other], silence(NIGHT + 9, is('rule', 'spo2-low')))).toBeUndefined();
    expect(until([firing], silence(NIGHT, is('subject', 'bed-1')))).toBeUndefined();
    expect(until([firing])).toBeUndefined();
  });

  test('by what its rules would make of it, where nothing fires', () => {
    const all = silence(NIGHT + 9, is('subject', 'bed-1'));
    expect(until([entry(), watched], all)).toBe(NIGHT + 9);
    expect(until([entry(), watched], silence(NIGHT + 9, is('ward', 'east')))).toBeUndefined();
    expect(until([], all)).toBeUndefined();
    expect(until([entry({ rule: 'gone' })], all)).toBeUndefined();
  });
});
