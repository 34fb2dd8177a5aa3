import { authorOf } from '../../actor/actor.ts';
import type { Alert, AlertScore } from '../../alert/alert.ts';
import { fingerprint } from '../../alert/fingerprint.ts';
import { groupKey } from '../../alert/group-key.ts';
import { limitSetFor } from '../../rule/order-limit.ts';
import { levelInWords, oxygenScaleOf, type ScoreRule } from '../../rule/score.ts';
import { isKnown, type Score } from '../../score/assess.ts';
import type { ScoreLevel } from '../../score/table.ts';
import type { Instant } from '../../time/instant.ts';
import type { RuleSet } from '../rule-set.ts';
import type { PastTotal, ScoreEntry } from './state.ts';

/** What is told of a score: the points that are sure, and which total it had before. */
export interface Standing {
  readonly rule: ScoreRule;
  readonly entry: Pick<ScoreEntry, 'labels' | 'parameters'>;
  readonly sure: Score;
  /** Absent if there is none to compare with. */
  readonly before?: PastTotal;
}

/**
 * Makes the alert of a score that has reached a level. One subject has one alert for each score,
 * whatever labels its samples have.
 */
export function scoreAlert(
  rules: RuleSet,
  subject: string,
  standing: Standing,
  { level, startsAt }: { readonly level: ScoreLevel; readonly startsAt: Instant },
): Alert {
  const { name, service, metric, title } = standing.rule;
  const { labels } = standing.entry;
  const { severity } = level;
  const about = { rule: name, subject, metric, labels, severity };
  const score = detailsOf(standing);
  const limit = limitSetFor(standing.rule);
  return {
    ...about,
    fingerprint: fingerprint(['rule', name, 'subject', subject]),
    service,
    groupKey: groupKey(service, rules.groupBy(service), about),
    title: `${title} ${scoreText(score)}`,
    value: score.low,
    limit: `${level.name}: ${levelInWords(level)}`,
    ...(limit !== undefined && { limitSetBy: authorOf(limit) }),
    startsAt,
    score,
  };
}

/** Returns a score as its alert has it. */
export function detailsOf({ rule, entry, sure, before }: Standing): AlertScore {
  const rise = before && sure.low - before.total;
  return {
    low: sure.low,
    high: sure.high,
    ...(before && rise !== 0 && { before: { total: before.total, at: before.at } }),
    parameters: sure.parameters.map((points) => {
      const { at } = entry.parameters[points.name] ?? {};
      const isMissing = at === undefined || !isKnown(points);
      return isMissing ? { name: points.name } : { name: points.name, points: points.low, at };
    }),
    ...(oxygenScaleOf(rule) === 2 && { oxygenScale: 2 }),
  };
}

/** Writes a score, an interval if something is missing, and its rise: `7`, `5-8`, `7 (+3)`. */
export function scoreText({ low, high, before }: AlertScore): string {
  const rise = before === undefined ? 0 : low - before.total;
  const since = rise === 0 ? '' : ` (${rise > 0 ? '+' : ''}${rise})`;
  return `${low === high ? low : `${low}-${high}`}${since}`;
}

/** Returns an alert of today with what was told of its score: not each change is told at once. */
export function inOldWords(today: Alert, { title, value, score }: Alert): Alert {
  return {
    ...today,
    title,
    ...(value !== undefined && { value }),
    ...(score !== undefined && { score }),
  };
}
