import { describe, expect, test } from '@jest/globals';
import { subjectToStored } from '#adapters/stored/subject-entries.ts';
import { evaluateSubject, reconcileSubject } from '#core/evaluation/evaluate-subject.ts';
import { clearOutbox } from '#core/evaluation/outbox.ts';
import { compileRules } from '#core/evaluation/rule-set.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import type { PersonalLimit } from '#core/rule/personal-limit.ts';
import type { ScoreRule } from '#core/rule/score.ts';
import type { Sample } from '#core/sample/sample.ts';
import { HOUR, type Instant, MINUTE, SECOND } from '#core/time/instant.ts';
import { hospital } from '../../../support/config.ts';
import { news2, observed, WELL } from '../../../support/scores.ts';
import { START } from '../../../support/world.ts';

/** A subject whose score is followed: what is told of it, and how often it is written. */
function follow(rule: ScoreRule = news2()) {
  let rules = compileRules(hospital({ rules: [rule] }));
  let state: SubjectState | undefined;
  let writes = 0;
  const told: string[] = [];
  const keep = (
    found: ReturnType<typeof evaluateSubject> | ReturnType<typeof reconcileSubject>,
    now: Instant,
  ) => {
    writes += found.changed ? 1 : 0;
    for (const { kind, alert, ...rest } of found.transitions) {
      told.push(
        `${kind} ${alert.severity} ${alert.title}${'reason' in rest ? ` ${rest.reason}` : ''}`,
      );
    }
    state = found.state && clearOutbox(found.state, rules, now);
  };
  return {
    send(samples: readonly Sample[], now: Instant) {
      const found = evaluateSubject(state, { subject: 'bed-1', samples }, rules, now);
      keep(found, now);
      return found;
    },
    look(now: Instant) {
      if (state !== undefined) {
        keep(reconcileSubject(state, rules, now), now);
      }
    },
    deploy(next: ScoreRule) {
      rules = compileRules(hospital({ rules: [next] }));
    },
    told: () => told.splice(0),
    writes: () => writes,
    state: () => state,
  };
}

const SCALE_2: PersonalLimit = {
  rule: 'news2',
  order: { kind: 'oxygen_scale', scale: 2 },
  reason: 'COPD',
  createdBy: 'anna',
  createdAt: START,
  endsAt: START + HOUR,
};

const set = (values: Readonly<Record<string, number>>, at: Instant) =>
  observed('bed-1', { ...WELL, ...values }, at);

describe('a score', () => {
  test('fires with the level that it reaches, and tells its total', () => {
    const bed = follow();
    bed.send(set({ resp_rate: 25, heart_rate: 131 }, START), START);
    expect(bed.told()).toEqual(['firing error NEWS2 6']);
  });

  test('is one alert, which gets worse and better with its level and then ends', () => {
    const bed = follow();
    const at = (minutes: number) => START + minutes * MINUTE;
    bed.send(set({}, at(0)), at(0));
    bed.send(set({ consciousness: 1 }, at(1)), at(1));
    bed.send(set({ consciousness: 1, resp_rate: 25, heart_rate: 112 }, at(2)), at(2));
    bed.send(set({ consciousness: 1, resp_rate: 22 }, at(3)), at(3));
    bed.send(set({}, at(4)), at(4));
    expect(bed.told()).toEqual([
      'firing warning NEWS2 3 (+3)',
      'firing critical NEWS2 8 (+8)',
      'firing error NEWS2 5 (+5)',
      'resolved error NEWS2 5 (+5) recovered',
    ]);
  });

  test('is judged by all samples of a request together', () => {
    const bed = follow();
    bed.send(set({ resp_rate: 25, spo2: 92 }, START), START);
    bed.told();
    bed.send(set({ heart_rate: 112, resp_rate: 16 }, START + MINUTE), START + MINUTE);
    expect(bed.told()).toEqual(['resolved error NEWS2 5 recovered']);
  });

  test('tells a rise within its level at once, and a fall when it is told anew', () => {
    const bed = follow();
    const worse = { resp_rate: 25, heart_rate: 131, temperature: 38.5 };
    bed.send(set(worse, START), START);
    bed.send(set({ ...worse, spo2: 93 }, START + MINUTE), START + MINUTE);
    bed.send(set({ ...worse, spo2: 95 }, START + 2 * MINUTE), START + 2 * MINUTE);
    expect(bed.told()).toEqual(['firing critical NEWS2 7', 'firing critical NEWS2 9 (+2)']);
    bed.look(START + 16 * MINUTE);
    expect(bed.told()).toEqual(['firing critical NEWS2 8 (+1)']);
  });

  test('takes late values for what they are', () => {
    const bed = follow();
    bed.send(set({}, START), START);
    const late = observed('bed-1', { resp_rate: 30 }, START - MINUTE);
    expect(bed.send(late, START).outOfOrder).toHaveLength(1);
    expect(bed.told()).toEqual([]);
  });

  test('takes of two values of one time the one with more points, in any order', () => {
    for (const [one, other] of [
      [0, 3],
      [3, 0],
    ] as const) {
      const bed = follow();
      bed.send(observed('bed-1', { consciousness: one }, START), START);
      bed.send(observed('bed-1', { consciousness: other }, START), START);
      expect(bed.told()).toEqual([expect.stringContaining('firing warning NEWS2 3-20')]);
    }
  });

  test('takes back a value that was entered in error, and one that is corrected', () => {
    const bed = follow();
    bed.send(set({ consciousness: 3 }, START), START);
    const revised = (revision: 'entered_in_error' | 'corrected', value: number) =>
      observed('bed-1', { consciousness: value }, START).map((one) => ({ ...one, revision }));
    bed.send(revised('corrected', 0), START + MINUTE);
    expect(bed.told()).toEqual(['firing warning NEWS2 3', 'resolved warning NEWS2 3 recovered']);
    bed.send(revised('entered_in_error', 9), START + MINUTE);
    expect(Object.keys(bed.state()?.series['news2[]'] ?? {})).toContain('parameters');
    expect(JSON.stringify(bed.state())).not.toContain('consciousness');
  });
});

describe('a value that gets too old', () => {
  const later = START + HOUR;

  test('makes the score an interval: the clock sees to it', () => {
    const bed = follow();
    bed.send(set({}, START), START);
    bed.send(observed('bed-1', { resp_rate: 21, heart_rate: 120 }, later - MINUTE), later - MINUTE);
    expect(bed.state()?.due).toBe(later);
    bed.look(later);
    bed.send(observed('bed-1', { resp_rate: 25 }, later), later);
    expect(bed.told()).toEqual(['firing error NEWS2 5-19 (+1)']);
  });

  test('ends no alert, which goes on as what was measured last, and says what is sure', () => {
    const bed = follow();
    bed.send(set({ resp_rate: 25, heart_rate: 131 }, START), START);
    bed.send(observed('bed-1', { resp_rate: 25 }, START + 50 * MINUTE), START + 50 * MINUTE);
    bed.told();
    bed.look(later);
    expect(bed.told()).toEqual(['firing error NEWS2 3-20']);
    bed.send(observed('bed-1', { heart_rate: 70 }, later), later);
    expect(bed.told()).toEqual(['firing warning NEWS2 3-17']);
  });

  test('counts again with a value that comes late, and was measured within its time', () => {
    const bed = follow();
    bed.send(set({ resp_rate: 25, heart_rate: 131 }, START), START);
    bed.look(later);
    bed.told();
    bed.send(observed('bed-1', { resp_rate: 25 }, START + 10 * MINUTE), later + MINUTE);
    expect(bed.told()).toEqual(['firing error NEWS2 3-20']);
  });

  test('ends an alert that it holds once it is said to have been another', () => {
    const bed = follow();
    bed.send(set({ consciousness: 1 }, START), START);
    bed.look(later);
    bed.told();
    const [corrected] = observed('bed-1', { consciousness: 0 }, START);
    bed.send([{ ...corrected, revision: 'corrected' } as Sample], later + MINUTE);
    expect(bed.told()[0]).toMatch(/^resolved warning NEWS2 .* recovered$/u);
  });

  test('leaves nothing behind where nothing fires', () => {
    const bed = follow(news2({ incompleteAfter: null }));
    bed.send(set({}, START), START);
    bed.look(later);
    expect(bed.state()?.series).toEqual({});
  });
});

describe('a score that is incomplete', () => {
  const { consciousness: _, ...monitored } = WELL;

  test('is a technical alert after a time if what is missing could change its level', () => {
    const bed = follow();
    bed.send(observed('bed-1', monitored, START), START);
    bed.send(observed('bed-1', monitored, START + 50 * MINUTE), START + 50 * MINUTE);
    expect(bed.told()).toEqual([]);
    bed.look(START + HOUR);
    expect(bed.told()).toEqual(['firing warning NEWS2 0-3: no consciousness']);
    const alert = Object.values(bed.state()?.series ?? {}).find((one) => one.alert)?.alert;
    expect(alert).toMatchObject({ service: 'it', rule: 'wardbell-score-incomplete' });
    bed.send(observed('bed-1', { consciousness: 0 }, START + HOUR), START + HOUR);
    expect(bed.told()).toEqual(['resolved warning NEWS2 0-3: no consciousness recovered']);
  });

  test('is none where what is missing could change nothing', () => {
    const bed = follow();
    const { temperature: __, ...rest } = WELL;
    const high = { ...rest, resp_rate: 25, heart_rate: 131, spo2: 90 };
    bed.send(observed('bed-1', high, START), START);
    bed.send(observed('bed-1', high, START + 50 * MINUTE), START + 50 * MINUTE);
    bed.told();
    bed.look(START + HOUR + MINUTE);
    expect(bed.told().filter((one) => one.includes('no temperature'))).toEqual([]);
  });

  test('is told of a subject that has gone silent altogether', () => {
    const bed = follow();
    bed.send(set({}, START), START);
    bed.look(START + HOUR);
    bed.look(START + 2 * HOUR);
    expect(bed.told()).toEqual([
      'firing warning NEWS2 0-20: no resp_rate, spo2, oxygen, systolic_bp, heart_rate, consciousness, temperature',
    ]);
  });
});

describe('the writes of a score', () => {
  test('are a few an hour for a stable patient who is measured every five seconds', () => {
    const bed = follow();
    for (let at = START; at < START + 4 * HOUR; at += 5 * SECOND) {
      bed.send(set({}, at), at);
    }
    expect(bed.writes()).toBeLessThanOrEqual(4 * 5 + 4 + 1);
    expect(bed.told()).toEqual([]);
  });
});

describe('the bytes of a score', () => {
  test('are some 620 for the seven parameters of a patient who is well: one write unit', () => {
    const bed = follow();
    const samples = observed('bed-1', WELL, START).map((one, i) => ({
      ...one,
      at: START + i * 7_919,
      labels: { ward: '7' },
    }));
    bed.send(samples, START + MINUTE);
    const stored = JSON.stringify(subjectToStored(bed.state() as SubjectState));
    expect(stored.length).toBeGreaterThan(600);
    expect(stored.length).toBeLessThan(640);
  });
});

describe('a deploy', () => {
  test('with other bands ends what the bands of before have said', () => {
    const bed = follow();
    bed.send(set({ consciousness: 3 }, START), START);
    bed.told();
    const [first, ...others] = news2().parameters;
    bed.deploy(news2({ parameters: others }));
    expect(first?.name).toBe('resp_rate');
    bed.look(START + MINUTE);
    expect(bed.told()).toEqual(['resolved warning NEWS2 3 rule_changed']);
  });

  test('by which the score reads a subject no more leaves nothing of it', () => {
    const bed = follow();
    bed.send(observed('bed-1', { resp_rate: 16 }, START), START);
    bed.look(START + HOUR);
    expect(bed.told()).toHaveLength(1);
    bed.deploy(news2({ matchers: [{ name: 'subject', op: '=', value: 'bed-2' }] }));
    bed.look(START + HOUR + MINUTE);
    expect(bed.told()).toEqual([
      expect.stringMatching(/^resolved warning NEWS2 .* rule_removed$/u),
    ]);
    expect(bed.state()?.series).toEqual({});
  });

  test('without the score ends its alert', () => {
    const bed = follow();
    bed.send(set({ consciousness: 3 }, START), START);
    bed.told();
    bed.deploy(news2({ name: 'other' }));
    bed.look(START + MINUTE);
    expect(bed.told()).toEqual(['resolved warning NEWS2 3 rule_removed']);
  });
});

describe('scale 2 that is ordered for a subject', () => {
  const onScale2 = news2({ personal: { limit: SCALE_2 } });

  test('judges it anew without a sample', () => {
    const bed = follow();
    bed.send(set({ spo2: 90 }, START), START);
    expect(bed.told()).toEqual(['firing warning NEWS2 3']);
    bed.deploy(onScale2);
    bed.look(START + MINUTE);
    expect(bed.told()).toEqual(['resolved warning NEWS2 3 recovered']);
  });

  test('says which of two values of one moment is the worse', () => {
    const bed = follow(onScale2);
    bed.send(set({ oxygen: 1, spo2: 90 }, START), START);
    bed.send(observed('bed-1', { spo2: 97 }, START), START + SECOND);
    expect(bed.told()).toEqual(['firing error NEWS2 5 (+3)']);
    bed.send(observed('bed-1', { spo2: 90 }, START), START + 2 * SECOND);
    expect(bed.told()).toEqual([]);
  });
});
