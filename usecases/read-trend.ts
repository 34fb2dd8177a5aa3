import { kindOf } from '#core/evaluation/kinds.ts';
import { rulesOfSubject } from '#core/evaluation/personal-rules.ts';
import type { SeriesIdentity } from '#core/evaluation/rule-index.ts';
import { compileRules, ruleMatches, rulesOn } from '#core/evaluation/rule-set.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import { isOfSubject } from '#core/evaluation/subject-key.ts';
import type { Rule } from '#core/rule/rule.ts';
import type { ScoreRule } from '#core/rule/score.ts';
import type { ThresholdRule } from '#core/rule/threshold.ts';
import { labelsKey } from '#core/sample/labels-key.ts';
import type { Config } from '#core/team/config.ts';
import type { Duration, Instant } from '#core/time/instant.ts';
import { type TrendPoint, type TrendSpan, trendSeries } from '#core/trend/point.ts';
import { NO_LABELS } from '#core/trend/scores.ts';
import { thinPoints } from '#core/trend/thin.ts';
import type { Ports } from './ports.ts';

/** A rule on a series, and how that stands by it now. */
export interface TrendRule {
  readonly rule: ThresholdRule | ScoreRule;
  readonly phase: 'healthy' | 'pending' | 'firing';
  /** Since when it is pending or firing, in sample time. */
  readonly since?: Instant;
}

/** What is kept of a series in a span of time. */
export interface Trend {
  /** For how long points are kept; absent: the config keeps none. */
  readonly keep?: Duration;
  readonly rules: readonly TrendRule[];
  /** By their time. */
  readonly points: readonly TrendPoint[];
  /** Whether there are older points in the span, which were not read. */
  readonly isCut: boolean;
}

/** How many points one answer looks at, and how many it shows about. */
const MOST_READ = 20_000;
const MOST_SHOWN = 1_000;

/** Reads what is kept of a series, with the limits of the rules that judge it. */
export function readTrend(
  { subjects, trends }: Pick<Ports, 'subjects' | 'trends'>,
  config: Config,
): (series: SeriesIdentity, span: TrendSpan, now: Instant) => Promise<Trend> {
  const rules = compileRules(config);

  /** Points that have expired may be stored still. */
  async function read(series: SeriesIdentity, span: TrendSpan, oldest: Instant) {
    const from = Math.max(span.from, oldest);
    const found = await trends.between(trendSeries(series), { ...span, from }, MOST_READ);
    const points = found.filter(({ at }) => from <= at && at <= span.until);
    return { points: thinPoints(points, MOST_SHOWN), isCut: found.length === MOST_READ };
  }

  return async (series, span, now) => {
    const { keep } = config.trends ?? {};
    const score = rules.scores.find(({ metric }) => metric === series.metric);
    const drawn = score === undefined ? series : { ...series, labels: NO_LABELS };
    const [states, { points, isCut }] = await Promise.all([
      subjects.load([series.subject]),
      keep === undefined ? { points: [], isCut: false } : read(drawn, span, now - keep),
    ]);
    const state = states.get(series.subject);
    const judging =
      score === undefined
        ? rulesOn(rulesOfSubject(rules, state, now), series)
            .filter((rule) => ruleMatches(rule, series))
            .filter(isThreshold)
        : [score];
    return {
      ...(keep !== undefined && { keep }),
      rules: judging.map((rule) => standingOf(rule, series, state)),
      points,
      isCut,
    };
  };
}

function isThreshold(rule: Rule): rule is ThresholdRule {
  return rule.kind === 'threshold';
}

function standingOf(
  rule: TrendRule['rule'],
  { labels }: SeriesIdentity,
  state: SubjectState | undefined,
): TrendRule {
  const key = labelsKey(labels);
  const entry = Object.values(state?.series ?? {}).find((one) => {
    const about = kindOf(one).about(one);
    const isOne = isOfSubject(rule) ? one.kind === rule.kind : labelsKey(about.labels) === key;
    return about.rule === rule.name && isOne;
  });
  if (entry === undefined) {
    return { rule, phase: 'healthy' };
  }
  const { phase, since } = kindOf(entry);
  const began = since(entry);
  return { rule, phase: phase(entry), ...(began !== undefined && { since: began }) };
}
