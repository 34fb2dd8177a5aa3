import { warmUpOf } from '#core/rule/threshold.ts';
import type { Config } from '#core/team/config.ts';
import { formatDuration } from '#core/time/duration.ts';
import type { Duration } from '#core/time/instant.ts';

/**
 * Returns the warning for rules that still learn what is usual when the samples end: that they tell
 * nothing says nothing about them. Undefined if there are none.
 * @param length how long after the first sample the last one is
 */
export function learningWarning({ rules }: Config, length: Duration): string | undefined {
  const learning = rules.flatMap((rule) => {
    const warmUp = rule.kind === 'threshold' ? warmUpOf(rule) : undefined;
    return warmUp === undefined || length >= warmUp ? [] : [{ name: `"${rule.name}"`, warmUp }];
  });
  const [first] = learning;
  if (first === undefined) {
    return undefined;
  }
  const names = learning.map(({ name }) => name).join(', ');
  const [asked, given] = [first.warmUp, length].map(formatDuration);
  return `BEWARE: nothing is judged by ${names}: what is usual is learned for ${asked} first, and the samples are of ${given}.`;
}
