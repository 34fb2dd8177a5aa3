import type { AlertScore } from '#core/alert/alert.ts';
import type { CurrentScore } from '#core/evaluation/score/current.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import type { ScoreView, SubjectScoreView } from './score.contract.ts';

/** Returns a score as the API shows it: as it is, or as an alert tells it. */
export function scoreView({ before, parameters, ...score }: AlertScore): ScoreView {
  return {
    ...score,
    ...(before !== undefined && { before: { total: before.total, at: isoTime(before.at) } }),
    parameters: parameters.map(({ at, ...one }) => ({
      ...one,
      ...(at !== undefined && { confirmedAt: isoTime(at) }),
    })),
  };
}

/** Returns a score of a subject with the level by which it pages. */
export function subjectScoreView({ rule, entry, score }: CurrentScore): SubjectScoreView {
  const { name, title, service } = rule;
  const { alert, level } = entry;
  return {
    score: name,
    title,
    service,
    ...scoreView(score),
    ...(level !== undefined && { level }),
    ...(alert !== undefined && { severity: alert.severity, since: isoTime(alert.startsAt) }),
  };
}
