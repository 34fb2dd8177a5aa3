import { omit } from '../../collections/omit.ts';
import type { Instant } from '../../time/instant.ts';
import { endWatch } from '../incomplete-score/incomplete-score.ts';
import type { Edits } from '../kind.ts';
import { abandon } from '../reassert.ts';
import type { RuleSet } from '../rule-set.ts';
import type { SubjectState } from '../subject.ts';
import type { ScoreEntry } from './state.ts';

/**
 * Forgets what the scores of a subject know of the time before a moment: it was measured of
 * somebody else, and one score is never made of two patients. Of a score of which nothing is left
 * the alert ends, and nothing is missing until something is measured.
 */
export function forgetMeasured(edits: Edits, rules: RuleSet, before: Instant): void {
  for (const [key, entry] of edits.entries()) {
    if (entry.kind !== 'score' || !knowsOlder(entry, before)) {
      continue;
    }
    const left = Object.entries(entry.parameters).filter(([, { at }]) => at >= before);
    if (left.length > 0) {
      edits.put(key, { ...omit(entry, 'before'), parameters: Object.fromEntries(left) });
      continue;
    }
    abandon(edits, key, entry, 'subject_retired');
    const rule = rules.byName.get(entry.rule);
    if (rule?.kind === 'score') {
      endWatch(edits, rule, 'subject_retired');
    }
  }
}

/** Whether a score of the subject knows anything of the time before a moment. */
export function scoresKnowOlder({ series }: SubjectState, before: Instant): boolean {
  return Object.values(series).some((entry) => entry.kind === 'score' && knowsOlder(entry, before));
}

function knowsOlder({ parameters }: ScoreEntry, before: Instant): boolean {
  return Object.values(parameters).some(({ at }) => at < before);
}
