import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { evaluateSubject, reconcileSubject } from '#core/evaluation/evaluate-subject.ts';
import { phaseOf } from '#core/evaluation/kinds.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import type { Rule } from '#core/rule/rule.ts';
import type { Sample } from '#core/sample/sample.ts';
import { MINUTE } from '#core/time/instant.ts';
import { at, ruleSet, T0 } from '../../support/bed-1.ts';
import { absence, below } from '../../support/config.ts';

const RUNS = 1_000;
const NOW = T0 + 5 * MINUTE;

const rulesOf: readonly Rule[] = [
  below('spo2', 88, { condition: { kind: 'below', limit: 88, clear: 92 } }),
  below('spo2', 85, { name: 'lasting', for: 3 }),
  below('spo2', 85, { name: 'kept', keepFiringFor: 4 }),
  below('spo2', 90, { name: 'often', window: { breaches: 2, of: 3 } }),
  below('spo2', 90, { name: 'often and long', window: { breaches: 2, of: 4 }, for: 2 }),
  absence('pulse', MINUTE, { name: 'gone' }),
];
const rules = ruleSet(...rulesOf);

const sample: fc.Arbitrary<Sample> = fc
  .tuple(
    fc.nat(12),
    fc.constantFrom(80, 86, 89, 91, 97),
    fc.constantFrom('a', 'b'),
    fc.constantFrom('spo2', 'spo2', 'pulse'),
  )
  .map(([time, value, sensor, metric]) => at(time, value, { metric, labels: { sensor } }));

const samples = fc.array(sample, { maxLength: 25 });

/**
 * One value per series and time: what two at once mean is defined, but not the oracle's business.
 */
const series = fc.uniqueArray(sample, {
  maxLength: 25,
  selector: (s) => `${s.metric} ${s.labels['sensor']} ${s.at}`,
});

const evaluate = (list: readonly Sample[], stored?: SubjectState) =>
  evaluateSubject(stored, { subject: 'bed-1', samples: list }, rules, NOW);

/** Returns the state without sequence numbers, which only reflect the order of transitions. */
function remembered(state: SubjectState | undefined) {
  return state?.series ?? {};
}

test(`${RUNS} runs: the order of samples within a request makes no difference`, () => {
  const shuffled = samples.chain((list) =>
    fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
  );
  fc.assert(
    fc.property(shuffled, ([one, other]) => {
      const [a, b] = [evaluate(one), evaluate(other)];
      expect(remembered(b.state)).toEqual(remembered(a.state));
      const passedOver = (list: typeof a) => [list.duplicates.length, list.outOfOrder.length];
      expect(passedOver(b)).toEqual(passedOver(a));
      const told = (list: typeof a) =>
        list.transitions.map((t) => `${t.alert.fingerprint} ${t.kind}`).toSorted();
      expect(told(b)).toEqual(told(a));
    }),
    { numRuns: RUNS },
  );
});

test(`${RUNS} runs: a request that comes twice changes nothing more`, () => {
  fc.assert(
    fc.property(samples, (list) => {
      const first = evaluate(list);
      const second = evaluate(list, first.state);
      expect(remembered(second.state)).toEqual(remembered(first.state));
      expect(second.transitions).toEqual([]);
    }),
    { numRuns: RUNS },
  );
});

test(`${RUNS} runs: requests cut anywhere in time give the same as one`, () => {
  fc.assert(
    fc.property(series, fc.array(fc.nat(12), { maxLength: 4 }), (list, cuts) => {
      const edges = [0, ...cuts.toSorted((a, b) => a - b), 99];
      let state: SubjectState | undefined;
      edges.slice(1).forEach((to, i) => {
        const from = edges[i] ?? 0;
        const part = list.filter((s) => s.at >= T0 + from && s.at < T0 + to);
        state = evaluate(part, state).state;
      });
      expect(remembered(state)).toEqual(remembered(evaluate(list).state));
    }),
    { numRuns: RUNS },
  );
});

test(`${RUNS} runs: what fires was told, in the end as firing, and seq grows with every telling`, () => {
  fc.assert(
    fc.property(fc.array(samples, { maxLength: 4 }), (requests) => {
      const last = new Map<string, string>();
      let state: SubjectState | undefined;
      let seq = 0;
      for (const [i, list] of requests.entries()) {
        const result =
          i % 2 === 1 && state !== undefined
            ? reconcileSubject(state, rules, NOW + i * 10 * MINUTE)
            : evaluate(list, state);
        if (!result.changed) {
          expect(result.state).toBe(state);
        }
        state = result.state;
        for (const transition of result.transitions) {
          expect(transition.seq).toBeGreaterThan(seq);
          seq = transition.seq;
          last.set(transition.alert.fingerprint, transition.kind);
        }
      }
      const firing = Object.values(remembered(state)).filter((e) => phaseOf(e) === 'firing');
      const toldFiring = [...last].filter(([, kind]) => kind === 'firing').map(([id]) => id);
      expect(new Set(firing.map((e) => e.alert?.fingerprint))).toEqual(new Set(toldFiring));
      expect(seq).toBe(state?.lastSeq ?? 0);
    }),
    { numRuns: RUNS },
  );
});

test(`${RUNS} runs: an independent reading of the rules finds the same alerts firing`, () => {
  fc.assert(
    fc.property(series, (list) => {
      const entries = Object.values(remembered(evaluate(list).state));
      const firing = entries.flatMap((e) =>
        e.kind === 'threshold' && e.phase === 'firing' ? [e] : [],
      );
      const expected = rulesOf.flatMap((rule) =>
        ['a', 'b']
          .filter((sensor) =>
            firesBy(
              rule,
              list
                .filter((s) => s.metric === rule.metric && s.labels['sensor'] === sensor)
                .toSorted((a, b) => a.at - b.at),
            ),
          )
          .map((sensor) => `${rule.name} ${sensor}`),
      );
      expect(firing.map((e) => `${e.rule} ${e.labels['sensor']}`).toSorted()).toEqual(
        expected.toSorted(),
      );
    }),
    { numRuns: RUNS },
  );
});

/**
 * Reads the whole history at once, with nothing remembered in between; coarse memory of the last
 * breach is allowed for.
 */
function firesBy(rule: Rule, history: readonly Sample[]): boolean {
  if (rule.kind !== 'threshold' || rule.condition.kind !== 'below') {
    return false;
  }
  const { limit, clear } = rule.condition;
  let firing = false;
  let since: number | undefined;
  let lastBreach = 0;
  const bad: boolean[] = [];
  for (const { at: time, value } of history) {
    bad.push(value < (firing ? clear : limit));
    const holds = rule.window
      ? bad.slice(-rule.window.of).filter(Boolean).length >= rule.window.breaches
      : bad.at(-1) === true;
    since = holds ? (since ?? time) : undefined;
    if (!firing) {
      firing = since !== undefined && time >= since + rule.for;
      if (firing) {
        lastBreach = time;
      }
    } else if (!holds) {
      firing = time < lastBreach + rule.keepFiringFor;
    } else if (time > lastBreach + rule.keepFiringFor / 5) {
      lastBreach = time;
    }
  }
  return firing;
}
