import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { encodeJson } from '#adapters/dynamodb/document.ts';
import { SEVERITIES } from '#core/alert/severity.ts';
import { evaluateSubject } from '#core/evaluation/evaluate-subject.ts';
import { phaseOf } from '#core/evaluation/kinds.ts';
import { clearOutbox } from '#core/evaluation/outbox.ts';
import { OVERFLOW_KEY } from '#core/evaluation/overflow/overflow.ts';
import { retireSubject } from '#core/evaluation/retire-subject.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import type { Rule } from '#core/rule/rule.ts';
import type { Sample } from '#core/sample/sample.ts';
import { MINUTE } from '#core/time/instant.ts';
import { at, ruleSet, T0 } from '../../support/bed-1.ts';
import { absence, below } from '../../support/config.ts';

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const HAN = String.fromCharCode(...Array.from({ length: 20_000 }, (_, i) => 0x4e00 + i));
const CONTROL = String.fromCharCode(...Array.from({ length: 32 }, (_, i) => i));

/**
 * Characters that do not compress: those of an alphabet by a generator of random numbers
 * (xorshift).
 */
function noise(seed: number, length: number, alphabet = BASE64): string {
  let state = (seed + 1) * 2_654_435_761;
  let text = '';
  for (let i = 0; i < length; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    text += alphabet[(state >>> 0) % alphabet.length];
  }
  return text;
}

/** Eight labels of a thousand characters each, as many as a sample may have. */
function largeLabels(seed: number): Record<string, string> {
  const values = Array.from({ length: 8 }, (_, i) => [`l${i}`, noise(8 * seed + i, 1_000)]);
  return Object.fromEntries(values);
}

const low = below('spo2', 88);
const gone = absence('spo2', MINUTE, { name: 'spo2-absent' });
const lasting = below('pulse', 40, { for: MINUTE });

function evaluate(rules: readonly Rule[], samples: readonly Sample[], stored?: SubjectState) {
  return evaluateSubject(stored, { subject: 'bed-1', samples }, ruleSet(...rules), T0);
}

const firing = (state: SubjectState | undefined) =>
  Object.entries(state?.series ?? {})
    .filter(([key, entry]) => phaseOf(entry) === 'firing' && key !== OVERFLOW_KEY)
    .map(([key]) => key)
    .toSorted();

describe('an item', () => {
  /** Each character, with the number of JSON bytes that it takes. */
  const alphabets = [
    ['letters and digits', BASE64, 1],
    ['Han characters', HAN, 3],
    ['control characters', CONTROL, 6],
  ] as const;
  const window = { breaches: 100, of: 100 };
  test.each(
    alphabets.flatMap(([name, alphabet, bytes]) =>
      [10, 1_000].map((length) => [length, name, alphabet, bytes] as const),
    ),
  )('that is full holds what fits into 400 KB: labels of %d %s', (length, _, alphabet, bytes) => {
    const samples = Array.from({ length: Math.ceil(450_000 / (length * bytes + 90)) }, (__, i) => {
      const labels = { noise: noise(i, length, alphabet) };
      return at(-i, 80 + (i % 8), { labels, unit: '%' });
    });
    const { state, crowdedOut, transitions } = evaluate([low], samples);
    expect(transitions).toHaveLength(samples.length - crowdedOut.length + 1);
    expect(crowdedOut.length).toBeGreaterThan(0);
    expect(() => encodeJson(JSON.stringify(state), 'bed-1')).not.toThrow();
  });

  test('that is full of long windows fits too', () => {
    const samples = Array.from({ length: 600 * 100 }, (_, i) =>
      at(-37 * i, 80, { labels: { sensor: `${i % 600}` } }),
    );
    const { state, crowdedOut } = evaluate([{ ...low, window }], samples);
    expect(crowdedOut.length).toBeGreaterThan(0);
    expect(() => encodeJson(JSON.stringify(state), 'bed-1')).not.toThrow();
  });

  test('whose outbox cannot be sent for long holds the newest start and end of each alert', () => {
    let state: SubjectState | undefined;
    for (let i = 0; i < 150; i++) {
      const labels = largeLabels(i % 20);
      state = evaluate([low], [at(i, i % 2 === 0 ? 80 : 97, { labels })], state).state;
    }
    expect(() => encodeJson(JSON.stringify(state), 'bed-1')).not.toThrow();
  });
});

describe('512 ordinary series of one subject', () => {
  const samples = Array.from({ length: 512 }, (_, i) => {
    const labels = {
      instance: `host-${i % 40}.ward-${i % 9}.hospital.example:9100`,
      job: 'node-exporter',
      device: `/dev/mapper/vg0-data${i}`,
      mountpoint: `/var/lib/postgresql/cluster-${i}/data`,
      fstype: 'ext4',
    };
    return at(0, 97, { labels });
  });

  test('are all watched, and a breach among them, or beside them, pages', () => {
    const watched = evaluate([gone, low, lasting], samples);
    expect([watched.crowdedOut, watched.partlyKept]).toEqual([[], []]);
    expect(Object.keys(watched.state?.series ?? {})).toHaveLength(512);
    const bad = samples.map((one) => ({ ...one, at: T0 + 1, value: 80 }));
    const all = evaluate([gone, low, lasting], bad, watched.state);
    expect(all.transitions).toHaveLength(512);
    expect(() => encodeJson(JSON.stringify(all.state), 'bed-1')).not.toThrow();
    const pulse = at(0, 30, { metric: 'pulse' });
    const beside = evaluate([gone, low, below('pulse', 40)], [pulse], all.state);
    expect(beside.transitions).toMatchObject([{ kind: 'firing' }]);
  });
});

describe('a subject with more series than there is room for', () => {
  const quiet = Array.from({ length: 60 }, (_, i) => at(0, 97, { labels: largeLabels(i) }));
  const watched = evaluate([gone], quiet);
  const full = watched.state && clearOutbox(watched.state, ruleSet(gone), T0);
  const bad = Array.from({ length: 30 }, (_, i) =>
    at(0, 30, { metric: 'pulse', labels: largeLabels(100 + i) }),
  );

  test('says which samples no rule can be kept on, and has the technical service told once', () => {
    expect(watched.crowdedOut.length).toBeGreaterThan(0);
    expect(watched.transitions).toMatchObject([
      { kind: 'firing', alert: { rule: OVERFLOW_KEY, service: 'it', subject: 'bed-1' } },
    ]);
    const again = evaluate([gone], quiet, full);
    expect(again.crowdedOut).toHaveLength(watched.crowdedOut.length);
    expect(again.changed).toBe(false);
  });

  test('asks every rule: a breach under one is told whatever another finds no room for', () => {
    const last = quiet.at(-1) as Sample;
    for (const rules of [
      [gone, low],
      [low, gone],
    ]) {
      const result = evaluate(rules, [{ ...last, value: 80 }], full);
      expect(result.transitions).toMatchObject([{ kind: 'firing', alert: { rule: low.name } }]);
      expect(result.crowdedOut).toEqual([]);
    }
  });

  test('does not call a sample refused whose breach one rule has taken', () => {
    const many = Array.from({ length: 3_000 }, (_, i) => at(0, 80, { labels: { n: `${i}` } }));
    for (const rules of [
      [gone, low],
      [low, gone],
    ]) {
      const { transitions, crowdedOut, partlyKept } = evaluate(rules, many);
      expect(partlyKept.length).toBeGreaterThan(0);
      expect(transitions).toHaveLength(many.length - crowdedOut.length + 1);
    }
  });

  test('keeps room for a breach, so that none of what is watched gives way to it', () => {
    const result = evaluate([gone, below('pulse', 40)], bad.slice(0, 1), full);
    expect([firing(result.state).length, result.displaced]).toEqual([1, 0]);
  });

  test('gives up what is quiet for what fires, and says how much', () => {
    const result = evaluate([gone, below('pulse', 40)], bad, full);
    expect(firing(result.state)).toHaveLength(bad.length);
    expect(result.crowdedOut).toEqual([]);
    expect(result.displaced).toBeGreaterThan(0);
    expect(() => encodeJson(JSON.stringify(result.state), 'bed-1')).not.toThrow();
  });

  test('keeps the worst of what fires', () => {
    const mild = below('pulse', 40, { severity: 'info', name: 'mild' });
    const bad60 = [...bad, ...bad.map((one) => ({ ...one, labels: { ...one.labels, n: 'x' } }))];
    const held = evaluate([mild], bad60.concat(quiet.map((s) => ({ ...s, metric: 'pulse' }))));
    const worse = evaluate([mild, low], [at(0, 80, { labels: largeLabels(999) })], held.state);
    expect(firing(worse.state).filter((key) => key.startsWith('spo2-low'))).toHaveLength(1);
    expect(worse.transitions).toMatchObject([{ kind: 'firing', alert: { rule: 'spo2-low' } }]);
  });

  test('is well again when nothing has given way for half an hour', () => {
    const rules = ruleSet(gone);
    const later = evaluateSubject(full, { subject: 'bed-1', samples: [] }, rules, T0 + 31 * MINUTE);
    expect(later.transitions.filter(({ alert }) => alert.rule === OVERFLOW_KEY)).toMatchObject([
      { kind: 'resolved', reason: 'recovered' },
    ]);
    expect(full && retireSubject(full, { by: 'anna' }, rules, T0 + 1).transitions).toHaveLength(1);
  });
});

describe('whatever the order', () => {
  /** Returns the same in another order. */
  const shuffled = <T>(list: readonly T[]) =>
    fc.shuffledSubarray([...list], { minLength: list.length });

  const rules = SEVERITIES.slice(0, 2).flatMap((severity) => [
    below('spo2', 85, { name: `low-${severity}`, severity }),
    below('spo2', 90, { name: `wait-${severity}`, severity, for: MINUTE }),
    below('spo2', 90, { name: `often-${severity}`, severity, window: { breaches: 2, of: 3 } }),
    absence('spo2', gone.absentFor, { name: `gone-${severity}`, severity }),
  ]);
  const series = Array.from({ length: 60 }, (_, i) => largeLabels(i));
  const samples = series.flatMap((labels, i) => [
    at(0, 80 + (i % 16), { labels }),
    at(i % 3, 86 + (i % 7), { labels }),
  ]);

  test('of rules, series and samples of equal time, the same alerts fire, in a full item too', () => {
    const outcome = (some: readonly Rule[], list: readonly Sample[]) => {
      const { state, transitions, crowdedOut, partlyKept } = evaluate(some, list);
      const told = transitions.map(({ kind, alert }) => `${alert.fingerprint} ${kind}`);
      const counts = [crowdedOut.length, partlyKept.length];
      return { told: told.toSorted(), keys: new Set(Object.keys(state?.series ?? {})), counts };
    };
    const expected = outcome(rules, samples);
    expect(expected.counts[0]).toBeGreaterThan(0);
    fc.assert(
      fc.property(shuffled(rules), shuffled(samples), (some, list) => {
        expect(outcome(some, list)).toEqual(expected);
      }),
      { numRuns: 6 },
    );
  });
});
