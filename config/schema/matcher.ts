import safeRegex from 'safe-regex2';
import { type Matcher, matchesAll } from '#core/alert/matcher.ts';
import { parseMatcher } from '#core/alert/parse-matcher.ts';
import { quoted, type Reading, textFormat } from './text-format.ts';

/** Repetitions in one expression: each more lets the work grow by another power of the value's length. */
const MOST_REPETITIONS = 5;

/** A condition on one label. */
export const matcher = textFormat<Matcher>({
  title: `a condition on a label, such as unit="%" or ward=~"icu.*"`,
  examples: ['unit="%"', 'ward=~"icu.*"'],
  read: (text) => {
    const parsed = parseMatcher(text);
    if (!parsed.ok) return { wrong: `${quoted(text)} cannot be read: ${parsed.reason}` };
    return tooCostly(parsed.matcher) ?? { value: parsed.matcher };
  },
});

/** Whether some label value can satisfy all of them, as far as equality tells. */
export function contradiction(matchers: readonly Matcher[]): string | undefined {
  const fixed = matchers.filter(({ op }) => op === '=');
  for (const { name, value } of fixed) {
    const other = matchers.find((m) => m.name === name && !matchesAll([m], { [name]: value }));
    if (other !== undefined)
      return `${name}=${quoted(value)} and ${name}${other.op}${quoted(other.value)} cannot both hold`;
  }
  return undefined;
}

/** Samples are matched while their sender waits, so an expression that backtracks without end would stop the ward's alarms. */
function tooCostly({ op, value }: Matcher): Reading<Matcher> | undefined {
  if (op !== '=~' && op !== '!~') return undefined;
  if (repeatsChoice(value) || !safeRegex(value, { limit: MOST_REPETITIONS }))
    return {
      wrong: `the expression ${quoted(value)} can take far too long`,
      hint: `repeat nothing that holds a repetition or a choice, as (a+)+ and (a|b)* do, and repeat at most ${MOST_REPETITIONS} times`,
    };
  return undefined;
}

/** Whether a group that holds a choice is repeated, which `safe-regex2` lets pass: `(a|a)*` takes exponential time. */
function repeatsChoice(pattern: string): boolean {
  const holdsChoice: boolean[] = [];
  const bare = pattern.replace(/\\./gsu, 'x').replace(/\[[^\]]*\]/gu, 'x');
  for (const [i, character] of Array.from(bare).entries()) {
    if (character === '(') holdsChoice.push(false);
    if (character === '|') holdsChoice.fill(true);
    if (character === ')' && holdsChoice.pop() && /[*+{]/u.test(bare[i + 1] ?? '')) return true;
  }
  return false;
}
