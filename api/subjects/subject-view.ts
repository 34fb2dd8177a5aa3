import { applicableRules } from '#core/evaluation/applicable-rules.ts';
import type { Entry } from '#core/evaluation/entry.ts';
import { kindOf } from '#core/evaluation/kinds.ts';
import { partsOf } from '#core/evaluation/parts.ts';
import { rulesOfSubject } from '#core/evaluation/personal-rules.ts';
import { alertOf, possibleAlert, silencedUntil } from '#core/evaluation/possible-alerts.ts';
import type { RuleSet } from '#core/evaluation/rule-set.ts';
import { currentScores } from '#core/evaluation/score/current.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import { summarize } from '#core/evaluation/subject-summary.ts';
import { learnsUntil } from '#core/evaluation/threshold/unusual.ts';
import { matchAlert, type Silence, silenceStatus } from '#core/suppression/silence.ts';
import type { Config } from '#core/team/config.ts';
import type { Instant } from '#core/time/instant.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { limitViews } from '../limits/limit-view.ts';
import { silenceView } from '../silences/silence-view.ts';
import { ruleView } from './rule-view.ts';
import { subjectScoreView } from './score-view.ts';
import type { SeriesView, SubjectView } from './subjects.contract.ts';
import { summaryView } from './summary-view.ts';

/** So many of one subject are told; nobody reads more. */
const MAX_RULES = 200;
const MAX_SILENCES = 50;

/** What a subject's view is made of. */
interface Known {
  readonly rules: RuleSet;
  readonly config: Pick<Config, 'aliases'>;
  readonly silences: readonly Silence[];
  readonly now: Instant;
}

type Stored = Pick<SubjectState, 'subject' | 'series'> & {
  readonly limits?: SubjectState['limits'] | undefined;
};

/**
 * What is stored of a subject, the rules that may read it, and the silences that cover an alert
 * which it has or may come to have.
 */
export function subjectView(
  stored: Stored,
  { rules: ofAll, config, silences, now }: Known,
): Omit<SubjectView, 'unread' | 'unreadOfOthers' | 'more' | 'values'> {
  const { subject, series } = stored;
  const rules = rulesOfSubject(ofAll, stored, now);
  const nothing = { subject, state: 'healthy', alerts: 0, services: [], labels: {} } as const;
  const summary = summarize(stored, rules) ?? nothing;
  const about = { subject, labels: summary.labels };
  const mayRead = applicableRules(rules, about);
  const alerts = [
    ...Object.values(series).flatMap((entry) => alertOf(entry, rules, subject) ?? []),
    ...mayRead.map((rule) => possibleAlert(rules, rule, about)),
  ];
  const covering = silences
    .filter((one) => silenceStatus(one, now) !== 'expired')
    .filter(({ matchers }) => alerts.some((alert) => matchAlert(matchers, alert)));
  return {
    ...summaryView(summary, silencedUntil(stored, rules, silences, now), config),
    series: Object.values(series)
      .filter(isShown)
      .map((entry) => seriesView(entry, rules, now)),
    scores: currentScores(stored, ofAll, now).map(subjectScoreView),
    rules: mayRead.slice(0, MAX_RULES).map(ruleView),
    limits: limitViews(stored, ofAll, now),
    ...(mayRead.length > MAX_RULES && { moreRules: mayRead.length - MAX_RULES }),
    silences: covering.slice(0, MAX_SILENCES).map((one) => silenceView(one, now)),
    ...(covering.length > MAX_SILENCES && { moreSilences: covering.length - MAX_SILENCES }),
  };
}

/** What is missing of a score is shown with the score, until somebody is paged about it. */
function isShown({ kind, alert }: Entry): boolean {
  return kind !== 'incomplete-score' || alert !== undefined;
}

/** Returns until when a series is only learned, if it is. */
function learningUntil(entry: Entry, rules: RuleSet, now: Instant): Instant | undefined {
  const rule = entry.kind === 'threshold' ? rules.byName.get(entry.rule) : undefined;
  return entry.kind === 'threshold' && rule?.kind === 'threshold'
    ? learnsUntil(entry, rule, now)
    : undefined;
}

/** Returns an entry as the API shows it. */
function seriesView(entry: Entry, rules: RuleSet, now: Instant): SeriesView {
  const kind = kindOf(entry);
  const { rule, metric, unit, labels } = kind.about(entry);
  const { alert } = entry;
  const since = kind.since(entry);
  const last = kind.lastValue(entry);
  const parts = partsOf(entry, rules);
  const learns = learningUntil(entry, rules, now);
  return {
    rule,
    metric,
    ...(unit !== undefined && { unit }),
    labels,
    phase: kind.phase(entry),
    ...(since !== undefined && { since: isoTime(since) }),
    ...(last !== undefined && { value: last.value, valueAt: isoTime(last.at) }),
    ...(parts.length > 0 && { parts }),
    ...(alert !== undefined && { severity: alert.severity, title: alert.title }),
    ...(alert?.unconfirmed !== undefined && { unconfirmed: alert.unconfirmed }),
    ...(learns !== undefined && { learnsUntil: isoTime(learns) }),
    ...(entry.kind === 'absence' && { seenAt: isoTime(entry.seenAt) }),
  };
}
