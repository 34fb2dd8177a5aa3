import type { Objective } from '../../objective/objective.ts';
import { matchAlert, type Silence } from '../../suppression/silence.ts';
import { MINUTE } from '../../time/instant.ts';
import type { Interval } from '../../time/interval.ts';
import type { RuleSet } from '../rule-set.ts';
import { anyBurnAlert } from './objective-alert.ts';

/**
 * Returns a function that tells the minutes of a time which maintenance excludes from the budget of
 * a subject, by their number; undefined if there was none at all. They are those that a maintenance
 * window touches which covers the pages of the budget, since it was set: what was bad before is
 * taken back by nobody. A silence is none: it says that somebody need not be paged, and not that
 * nobody was to be served.
 */
export function maintenanceOf(
  rules: RuleSet,
  objective: Objective,
  silences: readonly Silence[],
  { from, to }: Interval,
): ((subject: string) => readonly number[]) | undefined {
  const windows = silences
    .filter(({ kind }) => kind === 'maintenance')
    .map((one) => ({ ...one, startsAt: Math.max(one.startsAt, one.createdAt) }))
    .filter(({ startsAt, endsAt }) => startsAt < Math.min(endsAt, to) && from < endsAt);
  if (windows.length === 0) {
    return undefined;
  }
  return (subject) => {
    const alert = anyBurnAlert(rules, objective, { subject, startsAt: from });
    const minutes = windows
      .filter(({ matchers }) => matchAlert(matchers, alert))
      .flatMap(({ startsAt, endsAt }) => {
        const first = Math.floor(Math.max(startsAt, from) / MINUTE);
        const end = Math.ceil(Math.min(endsAt, to) / MINUTE);
        return Array.from({ length: end - first }, (_, i) => first + i);
      });
    return [...new Set(minutes)].sort((a, b) => a - b);
  };
}
