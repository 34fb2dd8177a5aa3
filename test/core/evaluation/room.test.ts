import { deflateRawSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { fingerprint } from '#core/alert/fingerprint.ts';
import { evaluateSubject } from '#core/evaluation/evaluate-subject.ts';
import { MINUTE } from '#core/time/instant.ts';
import { at, ruleSet, T0 } from '../../support/bed-1.ts';
import { below } from '../../support/config.ts';

/** Labels that hardly compress: hex from a hash, so many characters of it. */
function noise(seed: number, length: number): Record<string, string> {
  let value = '';
  for (let i = 0; value.length < length; i++) value += fingerprint([String(seed), String(i)]);
  return { noise: value.slice(0, length) };
}

const fires = ruleSet(below('spo2', 88));
const watches = ruleSet(below('spo2', 0, { condition: { kind: 'absent', for: MINUTE } }));

test.each([10, 100, 1_000])('all that fits an item, labels of %d characters each', (length) => {
  const samples = Array.from({ length: 2_000 }, (_, i) => at(0, 80, { labels: noise(i, length) }));
  const { state, crowdedOut, transitions } = evaluateSubject(
    undefined,
    'bed-1',
    samples,
    fires,
    T0,
  );
  expect(crowdedOut.length + transitions.length).toBe(samples.length);
  expect(transitions.length).toBeGreaterThan(100);
  expect(deflateRawSync(JSON.stringify(state)).length).toBeLessThan(350 * 1024);
});

test('what is only watched leaves room for what fires', () => {
  const quiet = Array.from({ length: 2_000 }, (_, i) => at(0, 97, { labels: noise(i, 10) }));
  const watched = evaluateSubject(undefined, 'bed-1', quiet, watches, T0);
  expect(watched.crowdedOut.length).toBeGreaterThan(0);
  const both = ruleSet(
    below('spo2', 0, { condition: { kind: 'absent', for: MINUTE } }),
    below('pulse', 40),
  );
  const bad = at(0, 30, { metric: 'pulse', labels: noise(9_999, 1_000) });
  const { transitions, crowdedOut } = evaluateSubject(watched.state, 'bed-1', [bad], both, T0);
  expect(crowdedOut).toEqual([]);
  expect(transitions).toHaveLength(1);
});
