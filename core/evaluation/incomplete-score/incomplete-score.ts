import type { Alert, ResolveReason } from '../../alert/alert.ts';
import { fingerprint } from '../../alert/fingerprint.ts';
import { groupKey } from '../../alert/group-key.ts';
import type { ScoreRule } from '../../rule/score.ts';
import type { Labels } from '../../sample/sample.ts';
import { levelOf } from '../../score/assess.ts';
import type { Instant } from '../../time/instant.ts';
import { shiftEarlier } from '../../time/shift-earlier.ts';
import { entryOf } from '../entry.ts';
import type { Edits, Kind } from '../kind.ts';
import { abandon, reassert, tellAt } from '../reassert.ts';
import type { RuleSet } from '../rule-set.ts';
import { assessFor } from '../score/assess-for.ts';
import { mayRead } from '../score/reading.ts';
import { detailsOf, inOldWords, type Standing, scoreText } from '../score/score-alert.ts';
import { subjectKey } from '../subject-key.ts';
import type { IncompleteScoreEntry } from './state.ts';

/** The rule of alerts about incomplete scores, which are technical. */
export const INCOMPLETE_SCORE = 'wardbell-score-incomplete';

/** The kind of what is known of a score that could be at another level. */
export const INCOMPLETE: Kind<IncompleteScoreEntry> = {
  about: ({ rule }) => ({ rule, metric: '', labels: {} }),
  phase: ({ alert }) => (alert === undefined ? 'healthy' : 'firing'),
  since: ({ since }) => since,
  rank: ({ alert }) => (alert === undefined ? 'watched' : 'firing'),
  texts: () => [],
  counted: () => 0,
  newestSample: () => 0,
  lastValue: () => undefined,
  moved: (state, { by }) => ({ ...state, ...shiftEarlier(state, by, 'since', 'assertedAt') }),
  due,
  reconcile,
};

/**
 * Follows whether what is missing of a score could change its level: a technical alert says so once
 * it has lasted, and ends when it no longer could.
 */
export function watchCompleteness(edits: Edits, rules: RuleSet, standing: Standing): void {
  const { rule, sure } = standing;
  const { incompleteAfter: after, levels } = rule;
  const key = keyOf(rule);
  const known = entryOf('incomplete-score', edits.get(key));
  if (after === null || levelOf(levels, sure, 'low') === levelOf(levels, sure, 'high')) {
    endWatch(edits, rule, 'recovered');
    return;
  }
  if (known === undefined) {
    edits.put(key, { kind: 'incomplete-score', rule: rule.name, since: edits.now });
    return;
  }
  const { alert, since } = known;
  const today = incompleteAlert(rules, edits.subject, standing, since);
  const due = tellAt(known);
  if (alert !== undefined) {
    reassert(edits, key, known, {
      today: due <= edits.now ? today : inOldWords(today, alert),
      due,
    });
  } else if (since + after <= edits.now) {
    edits.fire(key, known, today);
  }
}

/** Ends such an alert, and forgets since when anything was missing. */
export function endWatch(edits: Edits, rule: ScoreRule, reason: ResolveReason): void {
  const known = entryOf('incomplete-score', edits.get(keyOf(rule)));
  if (known !== undefined) {
    abandon(edits, keyOf(rule), known, reason);
  }
}

function keyOf({ name }: ScoreRule): string {
  return `${name}?`;
}

function due(state: IncompleteScoreEntry, rules: RuleSet): Instant {
  const rule = rules.byName.get(state.rule);
  if (rule?.kind !== 'score' || rule.incompleteAfter === null) {
    return 0;
  }
  return state.alert === undefined ? state.since + rule.incompleteAfter : tellAt(state);
}

/** While anything is known of the score, that decides; see `watchCompleteness`. */
function reconcile(edits: Edits, rules: RuleSet, key: string, state: IncompleteScoreEntry): void {
  if (edits.get(key) === undefined) {
    // Its score has ended it.
    return;
  }
  const rule = rules.byName.get(state.rule);
  const labels = state.alert?.labels ?? {};
  if (rule?.kind !== 'score' || !mayRead(rule, edits.subject, labels)) {
    abandon(edits, key, state);
  } else if (edits.get(subjectKey(rule)) === undefined) {
    watchCompleteness(edits, rules, nothingKnown(rule, labels));
  }
}

/** By the labels as they were: the alert stays in its group. */
function nothingKnown(rule: ScoreRule, labels: Labels): Standing {
  const sure = assessFor(rule, {});
  return { rule, entry: { labels, parameters: {} }, sure };
}

/** It goes to the technical service, or to that of the score if there is none. */
function incompleteAlert(
  { technicalService, groupBy }: RuleSet,
  subject: string,
  standing: Standing,
  startsAt: Instant,
): Alert {
  const { name, metric, title, service: owner } = standing.rule;
  const { labels } = standing.entry;
  const service = technicalService ?? owner;
  const about = { rule: INCOMPLETE_SCORE, subject, metric, labels, severity: 'warning' } as const;
  const score = detailsOf(standing);
  const missing = score.parameters.filter(({ points }) => points === undefined);
  return {
    ...about,
    fingerprint: fingerprint(['wardbell', 'incomplete score', name, subject, '']),
    service,
    groupKey: groupKey(service, groupBy(service), about),
    title: `${title} ${scoreText(score)}: no ${missing.map((one) => one.name).join(', ')}`,
    limit: 'what is missing could change its level',
    startsAt,
    score,
  };
}
