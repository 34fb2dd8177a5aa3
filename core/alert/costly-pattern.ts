import safeRegex from 'safe-regex2';

/**
 * Repetitions in one alternative: each more lets the work grow by another power of a label's length, which may be 1,024. At worst three take half a second,
 * four take minutes, and five days.
 */
const MOST_REPETITIONS = 3;

/** What to write instead of a costly expression. */
export const CHEAPER_PATTERN = `repeat nothing that holds a repetition or a choice, as (a+)+ and (a|b)* do, and repeat at most ${MOST_REPETITIONS} times in one alternative`;

/** Whether matching an expression can take far too long: alerts are matched while their sender waits, so one that backtracks without end would stop the ward's alarms. */
export function isCostly(pattern: string): boolean {
  const bare = pattern.replace(/\\./gsu, 'x').replace(/\[[^\]]*\]/gu, 'x');
  return (
    repeatsChoice(bare) ||
    // A fixed number of times, as in [0-9]{4}, leaves nothing to try again.
    alternatives(bare.replace(/\{\d+\}/gu, '')).some(
      (part) => !safeRegex(part, { limit: MOST_REPETITIONS }),
    ) ||
    !safeRegex(pattern, { limit: 1_000 })
  );
}

/** Whether a group that holds a choice is repeated, which `safe-regex2` lets pass: `(a|a)*` takes exponential time. */
function repeatsChoice(bare: string): boolean {
  const holdsChoice: boolean[] = [];
  for (const [i, character] of Array.from(bare).entries()) {
    if (character === '(') holdsChoice.push(false);
    if (character === '|') holdsChoice.fill(true);
    if (character === ')' && holdsChoice.pop() && /[*+{]/u.test(bare[i + 1] ?? '')) return true;
  }
  return false;
}

/** The choices at the outermost level, which do not multiply each other's work. */
function alternatives(bare: string): readonly string[] {
  const parts = [''];
  let depth = 0;
  for (const character of bare) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (character === '|' && depth === 0) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts;
}
