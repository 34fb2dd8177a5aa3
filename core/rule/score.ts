import type { OxygenScale, ScoreCodes, ScoreLevel, ScoreParameter } from '../score/table.ts';
import type { Duration } from '../time/instant.ts';
import type { PersonalLimit } from './personal-limit.ts';
import type { RuleBase } from './rule-base.ts';
import type { RuleKind } from './rule-kind.ts';

/**
 * A score of a subject: the points of several parameters together. It makes one alert for each
 * subject, as severe as the level that the score reaches; `severity` is that of the worst level,
 * and `metric` the name under which the score is drawn over time, which no sample has.
 */
export interface ScoreRule extends RuleBase {
  readonly kind: 'score';
  readonly parameters: readonly ScoreParameter[];
  /** Of a score that is built in. */
  readonly codes?: ScoreCodes;
  /** The worst first. */
  readonly levels: readonly ScoreLevel[];
  /**
   * A technical alert tells that a level cannot be ruled out because of what is missing, once that
   * has lasted so long; null: none does.
   */
  readonly incompleteAfter: Duration | null;
  /** The order of scale 2 for one subject, which no config can give. Absent: scale 1 counts. */
  readonly personal?: { readonly limit: PersonalLimit };
}

/** Returns which table of a score counts for oxygen saturation. */
export function oxygenScaleOf({ personal }: Pick<ScoreRule, 'personal'>): OxygenScale {
  return personal === undefined ? 1 : 2;
}

/** Whether the points of some parameter depend on the oxygen scale. */
export function hasOxygenScales({ parameters }: Pick<ScoreRule, 'parameters'>): boolean {
  return parameters.some(({ scale2 }) => scale2 !== undefined);
}

/** Returns the name under which a score is drawn over time. */
export function scoreMetric(name: string): string {
  return `score:${name}`;
}

/** Describes in words what reaches a level, for the log and the API. */
export function levelInWords({ total, single }: Omit<ScoreLevel, 'name' | 'severity'>): string {
  const ways = [
    ...(total === undefined ? [] : [`a total of ${total} or more`]),
    ...(single === undefined ? [] : [`${single} or more for one parameter`]),
  ];
  return ways.join(', or ');
}

export const SCORE_RULE: RuleKind<ScoreRule> = {
  limitInWords: ({ levels }) =>
    levels.map((level) => `${level.name}: ${levelInWords(level)}`).join('; '),
  breachingValue: () => undefined,
  firesAtOnce: () => false,
};
