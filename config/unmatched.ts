import { ALERT_SOURCES } from '#core/alert/alert.ts';
import { type KnownLabel, literalAlternatives, mismatches } from '#core/alert/known-values.ts';
import { type Matcher, matches, requiresValue } from '#core/alert/matcher.ts';
import { SEVERITY_WORDS } from '#core/alert/severity.ts';
import type { Config } from '#core/team/config.ts';
import type { LintWarning } from './problem.ts';

/**
 * Two of the labels that a route can match have known values. All others are the senders', whose
 * values cannot be known here.
 */
const KNOWN: readonly KnownLabel[] = [
  { name: 'source', values: ALERT_SOURCES, one: 'source', many: 'sources' },
  {
    name: 'severity',
    values: SEVERITY_WORDS,
    one: 'severity',
    many: 'severities that senders write',
  },
];

/** Returns matchers of routes that can match nothing, or exclude nothing. */
export function unmatched({ alertRoutes }: Config): readonly LintWarning[] {
  return alertRoutes.flatMap(({ matchers }, route) =>
    mismatches(matchers, KNOWN).map(({ index, message, hint }) => {
      const own = `; an alert whose sender gave it a label ${matchers[index]?.name} goes by that`;
      return { path: ['alerts', route, 'where', index], message, hint: hint + own };
    }),
  );
}

/**
 * Returns routes that are never reached, because an earlier one takes everything that they would:
 * each matcher of the earlier one holds wherever those of the later one do.
 */
export function unreachable({ alertRoutes }: Config): readonly LintWarning[] {
  return alertRoutes.flatMap(({ matchers }, index) => {
    const first = alertRoutes
      .slice(0, index)
      .findIndex((earlier) => earlier.matchers.every((one) => isImplied(one, matchers)));
    if (first < 0) {
      return [];
    }
    const message = `no alert comes to this route: route ${first + 1} of the list takes all that it would`;
    const hint =
      'the first that matches takes an alert: put the narrower route first, or remove it';
    return [{ path: ['alerts', index], message, hint }];
  });
}

/** Whether a matcher holds wherever all of these do. */
export function isImplied(condition: Matcher, by: readonly Matcher[]): boolean {
  return by.some(
    (one) =>
      one.name === condition.name &&
      ((one.op === condition.op && one.value === condition.value) ||
        allowed(one)?.every((value) => matches(condition, value)) === true),
  );
}

/** The only values with which it holds, if they are few and known. */
function allowed(matcher: Matcher): readonly string[] | undefined {
  return requiresValue(matcher) ? literalAlternatives(matcher) : undefined;
}
