import type { Alert } from '#core/alert/alert.ts';
import { type Matcher, matches } from '#core/alert/matcher.ts';
import { patternError } from '#core/alert/parse-matcher.ts';
import { matchAlert } from '#core/suppression/silence.ts';
import { parseMatchers } from '#usecases/silence-terms.ts';
import type { AlertView } from './alertmanager.contract.ts';

/** The filter of a request for alerts by Alertmanager's API. */
export interface AlertQuery {
  readonly matchers: readonly Matcher[];
  readonly receiver: Matcher | undefined;
  readonly active: boolean;
  readonly silenced: boolean;
  readonly inhibited: boolean;
}

/**
 * Parses a query string, or returns what is wrong with it. Nothing is ever muted or
 * unprocessed here, so those parameters are ignored.
 */
export function parseAlertQuery(queryString = ''): AlertQuery | string {
  const given = new URLSearchParams(queryString);
  const matchers = parseMatchers(given.getAll('filter'));
  if (typeof matchers === 'string') {
    return matchers;
  }
  const named = given.get('receiver');
  const receiver = named ? ({ name: 'receiver', op: '=~', value: named } as const) : undefined;
  const fault = receiver && patternError(receiver);
  if (fault !== undefined) {
    return `The receiver ${JSON.stringify(named)} cannot be used: ${fault}.`;
  }
  const [active, silenced] = [flag(given, 'active'), flag(given, 'silenced')];
  const inhibited = flag(given, 'inhibited');
  if (typeof active === 'string') {
    return active;
  }
  if (typeof silenced === 'string') {
    return silenced;
  }
  if (typeof inhibited === 'string') {
    return inhibited;
  }
  return { matchers, receiver, active, silenced, inhibited };
}

/** Whether an alert matches the query, by any label by which a silence would find it. */
export function matchesAlertQuery(
  { matchers, receiver, active, silenced, inhibited }: AlertQuery,
  alert: Alert,
  { status }: Pick<AlertView, 'status'>,
): boolean {
  const isLeftOut =
    (!active && status.state === 'active') ||
    (!silenced && status.silencedBy.length > 0) ||
    (!inhibited && status.inhibitedBy.length > 0);
  if (isLeftOut) {
    return false;
  }
  if (receiver !== undefined && !matches(receiver, alert.service)) {
    return false;
  }
  return matchAlert(matchers, alert);
}

/** True unless the parameter says false; or what is wrong with it. */
function flag(given: URLSearchParams, name: string): boolean | string {
  const text = given.get(name) ?? 'true';
  if (text === 'true' || text === 'false') {
    return text === 'true';
  }
  return `"${name}" is ${JSON.stringify(text.slice(0, 80))}; it must be true or false.`;
}
