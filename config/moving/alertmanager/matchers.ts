import { matcherText } from '#core/alert/matcher.ts';
import { parseMatcher } from '#core/alert/parse-matcher.ts';
import { isRecord } from '../fields.ts';

/** Conditions as our config writes them; what cannot be read stays as it is, and is refused. */
export function conditionsOf(route: Readonly<Record<string, unknown>>): readonly string[] {
  const { match, match_re: matchRe, matchers } = route;
  return [
    ...textsIn(matchers).flatMap(separated).map(normal),
    ...pairsOf(match).map(([name, value]) => matcherText({ name, op: '=', value })),
    ...pairsOf(matchRe).map(([name, value]) => matcherText({ name, op: '=~', value })),
  ];
}

/** Conditions of another prefix, such as `source_matchers` and `source_match_re`. */
export function prefixed(
  rule: Readonly<Record<string, unknown>>,
  prefix: 'source' | 'target',
): readonly string[] {
  return conditionsOf({
    match: rule[`${prefix}_match`],
    match_re: rule[`${prefix}_match_re`],
    matchers: rule[`${prefix}_matchers`],
  });
}

function normal(text: string): string {
  const parsed = parseMatcher(text);
  return parsed.ok ? matcherText(parsed.matcher) : text;
}

function pairsOf(value: unknown): readonly (readonly [string, string])[] {
  return isRecord(value)
    ? Object.entries(value).map(([name, text]) => [name, String(text)] as const)
    : [];
}

export function textsIn(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]).map(
    String,
  );
}

/** Several conditions may stand in one text: `{severity="critical", team=~"a|b"}`. */
function separated(text: string): readonly string[] {
  const inner = text.trim().replace(/^\{(.*)\}$/su, '$1');
  const parts = inner.match(/(?:"(?:[^"\\]|\\.)*"|[^",])+/gsu) ?? [];
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}
