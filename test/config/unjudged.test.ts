import { describe, expect, test } from '@jest/globals';
import { warned as warnedOf } from '../support/warned.ts';

function warned(...rules: readonly string[]): readonly string[] {
  const lines = rules.map(
    (rule, index) => `  - { name: r${index}, title: T, service: icu, metric: spo2, ${rule} }\n`,
  );
  return warnedOf(`rules:\n${lines.join('')}`);
}

const LOW = `where: ['unit="%"'], below: 88`;

describe('a rule with absent that hears a metric in any unit', () => {
  test('is warned of where each rule that judges it asks for one', () => {
    expect(warned(LOW, 'absent: 5m')).toEqual([
      `8 rule "r1" hears spo2 in any unit, and the rules that judge its value read % alone: in another unit nobody judges it, and nobody misses it (give it where: ['unit="%"'] too)`,
    ]);
    const fraction = `where: ['unit="1"'], below: 0.88`;
    expect(warned(LOW, fraction, 'absent: 5m')[0]).toMatch(/read % or 1 alone/);
  });

  test.each([
    ['where one judges it in any unit', [LOW, 'below: 50', 'absent: 5m']],
    ['where it asks for the unit too', [LOW, `where: ['unit="%"'], absent: 5m`]],
    ['where it leaves units out', [LOW, `where: ['unit!="percent"'], absent: 5m`]],
    ['where nobody judges it', ['absent: 5m']],
  ])('is not warned of %s', (_, rules) => {
    expect(warned(...rules)).toEqual([]);
  });
});
