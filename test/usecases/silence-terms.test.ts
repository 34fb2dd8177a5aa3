import { describe, expect, test } from '@jest/globals';
import { isSelective, parseMatchers } from '#usecases/silence-terms.ts';

function asked(matchers: readonly string[]): boolean {
  const read = parseMatchers(matchers);
  if (typeof read === 'string') {
    throw new Error(read);
  }
  return isSelective(read);
}

// As Alertmanager 0.35.0 answered each of them.
describe('a silence', () => {
  test.each([
    [['"café"!="closed"']],
    [['severity!="critical"']],
    [['ward!~"icu|er"']],
    [['ward!=""']],
    [['ward=~".+"']],
    [['ward="3"']],
    [['ward=""', 'subject="bed-1"']],
  ])('may have the matchers %j', (matchers) => {
    expect(asked(matchers)).toBe(true);
  });

  test.each([[['ward=""']], [['ward=~".*"']], [['ward=~"icu|"']], [['ward=""', 'subject=~".*"']]])(
    'may not have the matchers %j alone',
    (matchers) => {
      expect(asked(matchers)).toBe(false);
    },
  );
});
