import { describe, expect, test } from '@jest/globals';
import type { Matcher } from '#core/alert/matcher.ts';
import { applicableRules } from '#core/evaluation/applicable-rules.ts';
import { compileRules } from '#core/evaluation/rule-set.ts';
import { below, hospital } from '../../support/config.ts';

const rule = (name: string, ...matchers: readonly Matcher[]) =>
  below('spo2', 88, { name, matchers });

const RULES = compileRules(
  hospital({
    config: {
      rules: [
        rule('all'),
        rule('beds', { name: 'subject', op: '=~', value: 'bed-.*' }),
        rule('east', { name: 'ward', op: '=', value: 'east' }),
        rule('not-west', { name: 'ward', op: '!=', value: 'west' }),
        rule('wardbell-canary'),
      ],
    },
  }),
);

const namesOf = (subject: string, labels = {}) =>
  applicableRules(RULES, { subject, labels }).map(({ name }) => name);

describe('the rules that may read a subject', () => {
  test('are all of the team that nothing known of it contradicts', () => {
    expect(namesOf('bed-1')).toEqual(['all', 'beds', 'east', 'not-west']);
    expect(namesOf('pump-1')).toEqual(['all', 'east', 'not-west']);
  });

  test('are not those that ask for another label than all of its series have', () => {
    expect(namesOf('bed-1', { ward: 'west' })).toEqual(['all', 'beds']);
    expect(namesOf('bed-1', { ward: 'east' })).toEqual(['all', 'beds', 'east', 'not-west']);
  });
});
