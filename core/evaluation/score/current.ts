import type { AlertScore } from '../../alert/alert.ts';
import type { ScoreRule } from '../../rule/score.ts';
import type { Instant } from '../../time/instant.ts';
import { entryOf } from '../entry.ts';
import { rulesOfSubject } from '../personal-rules.ts';
import type { RuleSet } from '../rule-set.ts';
import type { SubjectState } from '../subject.ts';
import { subjectKey } from '../subject-key.ts';
import { dated, freshOf } from './age.ts';
import { assessFor } from './assess-for.ts';
import { detailsOf } from './score-alert.ts';
import type { ScoreEntry } from './state.ts';
import { tableId } from './table-id.ts';

/** A score of a subject as it is now. */
export interface CurrentScore {
  readonly rule: ScoreRule;
  readonly entry: ScoreEntry;
  readonly score: AlertScore;
}

/** Returns the scores of a subject of which something is known, by the values that still count. */
export function currentScores(
  state: Pick<SubjectState, 'series'> & {
    readonly limits?: SubjectState['limits'] | undefined;
  },
  ofAll: RuleSet,
  now: Instant,
): readonly CurrentScore[] {
  const rules = rulesOfSubject(ofAll, state, now);
  return rules.scores.flatMap(({ name }) => {
    const rule = rules.byName.get(name);
    const entry = entryOf('score', state.series[subjectKey({ name })]);
    const isKnown = rule?.kind === 'score' && entry?.table === tableId(rule);
    return isKnown && entry !== undefined ? [currentScore(rule, entry, now)] : [];
  });
}

function currentScore(rule: ScoreRule, entry: ScoreEntry, now: Instant): CurrentScore {
  const parameters = freshOf(dated(rule, entry.parameters, now));
  const sure = assessFor(rule, parameters);
  return { rule, entry, score: detailsOf({ rule, entry: { ...entry, parameters }, sure }) };
}
