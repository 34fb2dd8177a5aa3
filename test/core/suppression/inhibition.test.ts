import { describe, expect, test } from '@jest/globals';
import type { InhibitRule } from '#core/alert/inhibit-rule.ts';
import type { Matcher } from '#core/alert/matcher.ts';
import {
  INHIBITOR_TRUST,
  type Inhibitor,
  inhibitionRoles,
  inhibits,
  isBelieved,
} from '#core/suppression/inhibition.ts';
import { HOUR } from '#core/time/instant.ts';
import { alert, NIGHT } from '../../support/incident.ts';

const is = (name: string, value: string): Matcher => ({ name, op: '=', value });
const rule = (source: Matcher, target: Matcher, equal: readonly string[] = []): InhibitRule => {
  return { name: `${source.value}-${target.value}`, source: [source], target: [target], equal };
};
const CRITICAL = rule(is('severity', 'critical'), is('service', 'icu'), ['ward']);

function sidesOf(rules: readonly InhibitRule[], more: Parameters<typeof alert>[1] = {}) {
  return inhibitionRoles(alert('bed-1', more), rules).map(
    ({ order, isSource, isTarget, isBoth }) => {
      const sides = { source: isSource, target: isTarget, both: isBoth };
      return [order, ...Object.entries(sides).flatMap(([side, holds]) => (holds ? [side] : []))];
    },
  );
}

describe('what an alert is to inhibit rules', () => {
  test('is a source, a target, both, or nothing', () => {
    const warning = { severity: 'warning' } as const;
    expect(sidesOf([CRITICAL])).toEqual([[0, 'source', 'target', 'both']]);
    expect(sidesOf([CRITICAL], warning)).toEqual([[0, 'target']]);
    expect(sidesOf([CRITICAL], { service: 'it' })).toEqual([[0, 'source']]);
    expect(sidesOf([CRITICAL], { service: 'it', ...warning })).toEqual([]);
  });

  test('is no target of a rule below one of which it is a source', () => {
    const [ab, ba] = [
      rule(is('rule', 'a'), is('rule', 'b')),
      rule(is('rule', 'b'), is('rule', 'a')),
    ];
    expect(sidesOf([ab, ba], { rule: 'a' })).toEqual([[0, 'source']]);
    expect(sidesOf([ab, ba], { rule: 'b' })).toEqual([
      [0, 'target'],
      [1, 'source'],
    ]);
  });

  test('is never a target where the platform tells of itself', () => {
    const all = rule(is('rule', 'a'), { name: 'severity', op: '!=', value: 'info' });
    expect(sidesOf([all])).toEqual([[0, 'target']]);
    expect(sidesOf([all], { rule: 'wardbell-no-answer' })).toEqual([]);
    const sent = { source: 'wardbell', key: 'k', annotations: {} } as const;
    expect(sidesOf([all], { sent })).toEqual([]);
  });

  test('has the same key where what the rule calls equal is, and a missing label is empty', () => {
    const keyOf = (labels: Readonly<Record<string, string>>, of = CRITICAL) =>
      inhibitionRoles(alert('bed-1', { labels }), [of])[0]?.key;
    expect(keyOf({ ward: 'a', bed: '1' })).toBe(keyOf({ ward: 'a' }));
    expect(keyOf({ ward: 'a' })).not.toBe(keyOf({ ward: 'b' }));
    expect(keyOf({})).toBe(keyOf({ ward: '' }));
    expect(keyOf({}, { ...CRITICAL, target: [is('service', 'it')] })).not.toBe(keyOf({}));
    expect(keyOf({ service: 'x' }, { ...CRITICAL, equal: ['service'] })).toBe(
      keyOf({ service: 'x', ward: 'a' }, { ...CRITICAL, equal: ['service'] }),
    );
  });
});

describe('an inhibitor', () => {
  const known = alert('bed-9');
  const made: Inhibitor = { id: 'k/i/f', alert: known, incident: 'i', until: NIGHT + 1 };

  test('inhibits others, but not itself, nor where both match both sides', () => {
    const [target, both] = [{ isBoth: false }, { isBoth: true }];
    expect(inhibits(made, alert('bed-1'), both)).toBe(true);
    expect(inhibits({ ...made, isBoth: true }, alert('bed-1'), target)).toBe(true);
    expect(inhibits({ ...made, isBoth: true }, alert('bed-1'), both)).toBe(false);
    expect(inhibits(made, known, target)).toBe(false);
  });

  test('is believed until its time, and not where that is too far ahead of the clock', () => {
    expect(isBelieved(made, NIGHT)).toBe(true);
    expect(isBelieved(made, NIGHT + 1)).toBe(false);
    expect(isBelieved({ ...made, until: NIGHT + INHIBITOR_TRUST }, NIGHT)).toBe(true);
    expect(isBelieved({ ...made, until: NIGHT + HOUR }, NIGHT)).toBe(false);
  });
});
