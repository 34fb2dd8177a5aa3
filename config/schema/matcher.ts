import type { Matcher } from '#core/alert/matcher.ts';
import { findSuspiciousQuotes, parseMatcher } from '#core/alert/parse-matcher.ts';
import { quoted, textFormat } from './text-format.ts';

/** A condition on one label. */
export const matcher = textFormat<Matcher>({
  title: `a condition on a label, such as unit="%" or ward=~"icu.*"`,
  examples: ['unit="%"', 'ward=~"icu.*"'],
  read: (text) => {
    const parsed = parseMatcher(text);
    if (!parsed.ok) {
      return { wrong: `${quoted(text)} cannot be read: ${parsed.reason}` };
    }
    const odd = findSuspiciousQuotes(text, parsed.matcher);
    return odd === undefined ? { value: parsed.matcher } : { wrong: `${quoted(text)}: ${odd}` };
  },
});
