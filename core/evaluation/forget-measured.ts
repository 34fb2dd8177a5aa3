import { omit } from '../collections/omit.ts';
import type { Instant } from '../time/instant.ts';
import type { Entry } from './entry.ts';
import { endWatch } from './incomplete-score/incomplete-score.ts';
import type { Edits } from './kind.ts';
import { abandon } from './reassert.ts';
import type { RuleSet } from './rule-set.ts';
import type { ScoreEntry } from './score/state.ts';
import type { SubjectState } from './subject.ts';
import type { ThresholdEntry } from './threshold/state.ts';

/**
 * Forgets the values of a subject of the time before a moment: they were measured of somebody else,
 * and nothing is judged by the values of two patients. Of a score of which nothing is left the
 * alert ends, and nothing is missing until something is measured. What a limit has made pending or
 * firing stays: the next value decides.
 */
export function forgetMeasured(edits: Edits, rules: RuleSet, before: Instant): void {
  for (const [key, entry] of edits.entries()) {
    const left = withoutOlder(entry, before);
    if (left === entry) {
      continue;
    }
    if (left !== undefined) {
      edits.put(key, left);
      continue;
    }
    abandon(edits, key, entry, 'subject_retired');
    const rule = entry.kind === 'score' ? rules.byName.get(entry.rule) : undefined;
    if (rule?.kind === 'score') {
      endWatch(edits, rule, 'subject_retired');
    }
  }
}

/** Whether a subject has values of the time before a moment that would be forgotten. */
export function knowsOlder({ series }: SubjectState, before: Instant): boolean {
  return Object.values(series).some((entry) => withoutOlder(entry, before) !== entry);
}

/** Returns the same entry if it has no older values, and undefined if it has no others. */
function withoutOlder(entry: Entry, before: Instant): Entry | undefined {
  switch (entry.kind) {
    case 'score':
      return ofScore(entry, before);
    case 'threshold':
      return ofThreshold(entry, before);
    default:
      return entry;
  }
}

function ofScore(entry: ScoreEntry, before: Instant): ScoreEntry | undefined {
  const known = Object.entries(entry.parameters);
  const left = known.filter(([, { at }]) => at >= before);
  if (left.length === known.length) {
    return entry;
  }
  // The total of before was that of somebody else too: the next one is no rise.
  return left.length === 0
    ? undefined
    : { ...omit(entry, 'before'), parameters: Object.fromEntries(left) };
}

function ofThreshold(stored: ThresholdEntry, before: Instant): ThresholdEntry {
  const entry = withoutLessons(stored, before);
  const { phase, spared, latest = [], kept } = entry;
  const isNewer = ({ at }: { readonly at: Instant }) => at >= before;
  const settled = spared === undefined || isNewer(spared) ? entry : omit(entry, 'spared');
  if (phase !== 'healthy' || (latest.every(isNewer) && (kept?.samples ?? []).every(isNewer))) {
    return settled;
  }
  const values = latest.filter(isNewer);
  const samples = kept?.samples.filter(isNewer) ?? [];
  return {
    ...omit(settled, 'latest', 'kept'),
    ...(values.length > 0 && { latest: values }),
    ...(kept !== undefined && samples.length > 0 && { kept: { ...kept, samples } }),
  };
}

/** What has been learned of somebody else is not usual for whoever comes next. */
function withoutLessons(entry: ThresholdEntry, before: Instant): ThresholdEntry {
  const { learned = [] } = entry;
  const left = learned.filter(({ from }) => from >= before);
  if (left.length === learned.length) {
    return entry;
  }
  return left.length === 0 ? omit(entry, 'learned') : { ...entry, learned: left };
}
