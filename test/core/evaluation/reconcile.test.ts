import { describe, expect, test } from '@jest/globals';
import { runbookAt } from '#core/alert/runbook.ts';
import { evaluateSubject, reconcileSubject } from '#core/evaluation/evaluate-subject.ts';
import { phaseOf } from '#core/evaluation/kinds.ts';
import { clearOutbox } from '#core/evaluation/outbox.ts';
import { retireSubject } from '#core/evaluation/retire-subject.ts';
import { compileRules, type RuleSet } from '#core/evaluation/rule-set.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import type { Rule } from '#core/rule/rule.ts';
import type { Sample } from '#core/sample/sample.ts';
import { DAY, HOUR, MINUTE } from '#core/time/instant.ts';
import { at, evaluateAll, only, ruleSet, T0 } from '../../support/bed-1.ts';
import { absence, below, hospital, service } from '../../support/config.ts';

const rule = below('spo2', 88);
const rules = ruleSet(rule);

/** Returns the state after some requests whose transitions were all sent. */
function stateAfter(
  requests: readonly (readonly Sample[])[],
  by: RuleSet = rules,
  stored?: SubjectState,
): SubjectState {
  const { state } = evaluateAll(by, requests, stored);
  if (state === undefined) {
    throw new Error('nothing is remembered');
  }
  return clearOutbox(state, by, T0);
}

const firing = stateAfter([[at(0, 80)]]);
const milder = ruleSet({ ...rule, severity: 'warning' });
const watched = absence('spo2', MINUTE, { name: rule.name, title: rule.title });

describe('a firing alert of a process', () => {
  const labels = { 'service.instance.id': '3f0a4c1e-8d5b-4c6a-9a57-0f2f4f1f7b01' };
  const alive = stateAfter([[at(0, 80, { labels })]]);

  test('ends when the process is gone, and not when it would be told again', () => {
    const gone = T0 + 72 * MINUTE;
    const told = [15, 30, 45, 60].reduce((state, minutes) => {
      const { state: next } = reconcileSubject(state, rules, T0 + minutes * MINUTE);
      return clearOutbox(next ?? state, rules, T0 + minutes * MINUTE);
    }, alive);
    expect(told.due).toBe(gone);
    expect(reconcileSubject(told, rules, gone).transitions).toMatchObject([
      { kind: 'resolved', reason: 'instance_gone' },
    ]);
  });
});

test('A subject of which only a later version knows anything is looked at in a minute', () => {
  const now = T0 + HOUR;
  const later = { ...firing, series: {}, ofLater: { slo: { kind: 'burn-rate' } }, due: now };
  const { state, changed } = reconcileSubject(later, rules, now);
  expect(changed).toBe(true);
  expect(state).toMatchObject({ series: {}, ofLater: later.ofLater, due: now + MINUTE });
});

describe('a firing alert', () => {
  test('is told again every 15 minutes, with a higher seq', () => {
    expect(firing.due).toBe(T0 + 15 * MINUTE);
    expect(reconcileSubject(firing, rules, T0 + 15 * MINUTE - 1).changed).toBe(false);
    const again = reconcileSubject(firing, rules, T0 + 15 * MINUTE);
    expect(again.transitions).toMatchObject([{ kind: 'firing', alert: { startsAt: T0 } }]);
    expect(again.transitions[0]?.seq).toBeGreaterThan(firing.lastSeq);
    expect(only(again.state).assertedAt).toBe(T0 + 15 * MINUTE);
  });

  test('is told again by a sample too, where the clock stands still', () => {
    const { told } = evaluateAll(rules, [[at(20 * MINUTE, 80)]], firing);
    expect(told).toEqual(['firing']);
  });

  test('is told again beside what only a later version knows, which is looked at in a minute', () => {
    const ofLater = { slo: { kind: 'burn-rate' } };
    const now = T0 + HOUR;
    const { state, transitions } = reconcileSubject({ ...firing, ofLater }, rules, now);
    expect(transitions).toHaveLength(1);
    expect(state?.ofLater).toBe(ofLater);
    const told = state && clearOutbox(state, rules, now);
    expect(told).toMatchObject({ ofLater, due: now + MINUTE });
  });

  test('is not told again while its first telling still waits', () => {
    const { state } = evaluateAll(rules, [[at(0, 80)]]);
    expect(state && reconcileSubject(state, rules, T0 + HOUR).changed).toBe(false);
    expect(state?.due).toBe(T0);
  });

  test.each<[string, readonly Rule[]]>([
    ['its rule is gone', []],
    ['its rule is on another metric now', [{ ...rule, metric: 'pulse' }]],
    ['its rule is another kind now', [watched]],
    [
      'its rule no longer means the series',
      [{ ...rule, matchers: [{ name: 'subject', op: '!=', value: 'bed-1' }] }],
    ],
  ])('ends as rule_removed when %s', (_, left) => {
    const { transitions, state } = reconcileSubject(firing, ruleSet(...left), T0 + 1);
    expect(transitions).toMatchObject([{ kind: 'resolved', reason: 'rule_removed' }]);
    expect(state?.series).toEqual({});
  });

  test('ends too when its rule is another kind by the next sample, which begins the new watch', () => {
    const next = evaluateSubject(
      firing,
      { subject: 'bed-1', samples: [at(1, 80)] },
      ruleSet(watched),
      T0 + 1,
    );
    expect(next.transitions).toMatchObject([{ kind: 'resolved', reason: 'rule_removed' }]);
    expect(only(next.state)).toMatchObject({ kind: 'absence', seenAt: T0 + 1 });
  });

  test('tells a new severity of its rule once, without ending: the incident stays open', () => {
    const { transitions, state } = reconcileSubject(firing, milder, T0 + 1);
    expect(transitions).toMatchObject([{ kind: 'firing', alert: { severity: 'warning' } }]);
    expect(transitions[0]?.alert).toEqual({ ...only(firing).alert, severity: 'warning' });
    expect(transitions[0]?.seq).toBeGreaterThan(firing.lastSeq);
    expect(only(state)).toMatchObject({ since: T0, alert: { severity: 'warning' } });
    expect(reconcileSubject(stateAfter([], milder, state), milder, T0 + 2).changed).toBe(false);
  });

  test('tells a new severity though its first telling still waits', () => {
    const { state } = evaluateAll(rules, [[at(0, 80)]]);
    const { transitions } = evaluateAll(milder, [[at(1, 80)]], state);
    expect(transitions).toMatchObject([{ kind: 'firing', alert: { severity: 'warning' } }]);
  });

  test.each<[string, RuleSet]>([
    ['service', ruleSet({ ...rule, service: 'it' })],
    [
      'grouping',
      compileRules(
        hospital({ rules: [rule], services: [service('icu', 'icu', { groupBy: ['rule'] })] }),
      ),
    ],
    [
      'severity, which its service groups by,',
      compileRules(
        hospital({
          rules: [{ ...rule, severity: 'warning' }],
          services: [service('icu', 'icu', { groupBy: ['severity'] })],
        }),
      ),
    ],
  ])(
    'moves when its %s changes: resolved there, firing here, since the same time',
    (_, changed) => {
      const { transitions, state } = reconcileSubject(firing, changed, T0 + 1);
      const [old, now] = transitions;
      expect(transitions).toHaveLength(2);
      expect(old).toMatchObject({ kind: 'resolved', reason: 'rule_changed' });
      expect(old?.alert).toEqual(only(firing).alert);
      expect(now).toMatchObject({ kind: 'firing', alert: { startsAt: T0, value: 80 } });
      expect(now?.alert).toEqual(only(state).alert);
      expect(now?.seq).toBeGreaterThan(old?.seq ?? 0);
    },
  );

  test('does not move when only its words or limits change', () => {
    const reworded = { ...rule, title: 'Other words', runbook: runbookAt('https://x.example') };
    expect(reconcileSubject(firing, ruleSet(reworded), T0 + 1).changed).toBe(false);
  });
});

describe('what is of no more use is forgotten', () => {
  const cleared = stateAfter([[at(0, 80)], [at(MINUTE, 97)]]);
  const slow = ruleSet(below('spo2', 88, { for: MINUTE, silent: 'wait' }));
  const pending = stateAfter([[at(0, 80)]], slow);
  const window = { breaches: 2, of: 3 };
  const windowed = ruleSet(below('spo2', 88, { window, silent: 'wait' }));
  const counting = stateAfter([[at(0, 80)]], windowed);

  test.each<[string, SubjectState, RuleSet, number]>([
    ['what cleared, when no late sample can open it again', cleared, rules, MINUTE + HOUR + 1],
    ['a pending series that sent nothing for a week', pending, slow, MINUTE + 7 * DAY],
    ['a window that nothing touched for a week', counting, windowed, 7 * DAY],
  ])('%s', (_, state, by, offset) => {
    expect(state.due).toBe(T0 + offset);
    expect(reconcileSubject(state, by, T0 + offset - 1).changed).toBe(false);
    const { state: left, transitions } = reconcileSubject(state, by, T0 + offset);
    expect(transitions).toEqual([]);
    expect(left?.series).toEqual({});
  });

  test('but what samples alone decide waits until then, however long nothing is sent', () => {
    expect(phaseOf(only(reconcileSubject(pending, slow, T0 + DAY).state))).toBe('pending');
  });

  test('without a transition for what was pending when its rule is removed', () => {
    const { state, transitions } = reconcileSubject(pending, ruleSet(), T0 + 1);
    expect(transitions).toEqual([]);
    expect(state?.series).toEqual({});
  });
});

test('a retired subject: its alerts end, and nothing is remembered', () => {
  const slow = below('pulse', 40, { for: MINUTE });
  const both = ruleSet(rule, slow);
  const state = stateAfter([[at(0, 80), at(0, 30, { metric: 'pulse' })]], both);
  const { state: left, transitions } = retireSubject(state, { by: 'anna' }, both, T0 + 1);
  expect(transitions).toMatchObject([
    { kind: 'resolved', reason: 'subject_retired', by: 'anna', alert: { rule: 'spo2-low' } },
  ]);
  expect(left).toMatchObject({ series: {}, outbox: transitions });
});

test('an outbox that cannot be sent for long keeps the newest start and end of each alert', () => {
  let state: SubjectState | undefined;
  for (let i = 0; i < 400; i++) {
    state = evaluateAll(rules, [[at(i, i % 2 === 0 ? 80 : 97)]], state).state;
  }
  expect(state?.outbox.length).toBeLessThanOrEqual(200);
  expect(state?.outbox.slice(-2).map((t) => t.kind)).toEqual(['firing', 'resolved']);
  expect(state?.outbox.at(-1)?.seq).toBe(state?.lastSeq);
});
