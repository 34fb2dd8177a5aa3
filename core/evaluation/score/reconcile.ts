import type { AlertScore } from '../../alert/alert.ts';
import { omit } from '../../collections/omit.ts';
import type { ScoreRule } from '../../rule/score.ts';
import { levelOf, type Score } from '../../score/assess.ts';
import type { ScoreLevel } from '../../score/table.ts';
import { HOUR, type Instant } from '../../time/instant.ts';
import { endWatch, watchCompleteness } from '../incomplete-score/incomplete-score.ts';
import type { Edits } from '../kind.ts';
import { abandon, reassert, tellAt } from '../reassert.ts';
import type { RuleSet } from '../rule-set.ts';
import { dated, freshOf } from './age.ts';
import { assessFor } from './assess-for.ts';
import { mayRead } from './reading.ts';
import { inOldWords, type Standing, scoreAlert } from './score-alert.ts';
import type { PastTotal, ScoreEntry } from './state.ts';
import { tableId } from './table-id.ts';

/**
 * Judges a score by the clock and by what is known of its parameters: the alert begins, gets more
 * or less severe, or ends; see `levelNow`.
 */
export function reconcile(edits: Edits, rules: RuleSet, key: string, state: ScoreEntry): void {
  const rule = rules.byName.get(state.rule);
  if (rule?.kind !== 'score') {
    abandon(edits, key, state);
    return;
  }
  if (!mayRead(rule, edits.subject, state.labels)) {
    abandon(edits, key, state);
    endWatch(edits, rule, 'rule_removed');
    return;
  }
  if (state.table !== tableId(rule)) {
    abandon(edits, key, state, 'rule_changed');
    return;
  }
  const { now } = edits;
  const parameters = dated(rule, state.parameters, now);
  const fresh = freshOf(parameters);
  const sure = assessFor(rule, fresh);
  const level = levelNow(rule, { ...state, parameters }, sure);
  const known = level === undefined ? fresh : parameters;
  const before = beforeOf(state.before, sure, Object.keys(fresh).length, now);
  const next = withChanges(state, { parameters: known, before });
  const standing = { rule, entry: next, sure, ...comparable(state.before, before) };
  if (level === undefined) {
    rest(edits, key, state, next);
  } else {
    call(edits, rules, key, { state, next, level, standing });
  }
  watchCompleteness(edits, rules, { ...standing, entry: { ...next, parameters: fresh } });
}

/**
 * Returns the level of a score now. It rises by what is sure. It falls only by what was measured: a
 * value that has got too old since is no recovery, and counts as it was until there is another.
 */
function levelNow(
  rule: ScoreRule,
  { level, parameters }: ScoreEntry,
  sure: Score,
): ScoreLevel | undefined {
  const { levels } = rule;
  const reached = levelOf(levels, sure, 'low');
  const current = levels.find(({ name }) => name === level);
  if (current === undefined) {
    return reached;
  }
  const held = assessFor(rule, parameters);
  const kept = levelOf(levels, held, 'low');
  const rank = (one: ScoreLevel | undefined) =>
    one === undefined ? levels.length : levels.indexOf(one);
  const least = rank(kept) > rank(current) ? kept : current;
  return rank(reached) < rank(least) ? reached : least;
}

/** A total is noted each hour, and anew if another number of parameters is known. */
function beforeOf(
  before: PastTotal | undefined,
  { low }: Score,
  of: number,
  now: Instant,
): PastTotal {
  const holds = before?.of === of && now < before.at + HOUR;
  return holds ? before : { total: low, at: now, of };
}

/** The total to compare with: that which was noted before, if as much was known. */
function comparable(before: PastTotal | undefined, next: PastTotal): Pick<Standing, 'before'> {
  return { ...(before !== undefined && before.of === next.of && { before }) };
}

/** Returns the same entry if nothing has changed. */
function withChanges(
  state: ScoreEntry,
  changes: Required<Pick<ScoreEntry, 'parameters' | 'before'>>,
): ScoreEntry {
  const isSame = changes.parameters === state.parameters && changes.before === state.before;
  return isSame ? state : { ...state, ...changes };
}

/** No level is reached: an alert ends, and nothing is kept of which nothing is known. */
function rest(edits: Edits, key: string, state: ScoreEntry, next: ScoreEntry): void {
  if (state.alert !== undefined) {
    edits.resolve(state.alert, 'recovered');
  }
  if (Object.keys(next.parameters).length === 0) {
    edits.drop(key);
  } else if (state.alert !== undefined) {
    edits.put(key, omit(next, 'alert', 'assertedAt', 'level'));
  } else if (next !== state) {
    edits.put(key, next);
  }
}

interface Calling {
  readonly state: ScoreEntry;
  readonly next: ScoreEntry;
  readonly level: ScoreLevel;
  readonly standing: Standing;
}

/**
 * A level is reached: its alert begins, or goes on. A fall within a level is told when the alert is
 * reasserted; a rise, another level, and what is missing from then on at once.
 */
function call(
  edits: Edits,
  rules: RuleSet,
  key: string,
  { state, next, level, standing }: Calling,
): void {
  const { subject, now } = edits;
  const { alert } = state;
  const startsAt = alert?.startsAt ?? newestOf(next, now);
  const today = scoreAlert(rules, subject, standing, { level, startsAt });
  if (alert === undefined) {
    edits.fire(key, { ...next, level: level.name }, today);
    return;
  }
  const entry = next.level === level.name ? next : { ...next, level: level.name };
  if (entry !== state) {
    edits.put(key, entry);
  }
  const due = tellAt(state);
  const isNews =
    due <= now || today.severity !== alert.severity || isUntold(today.score, alert.score);
  reassert(edits, key, entry, { today: isNews ? today : inOldWords(today, alert), due });
}

/** Whether it has risen since it was told, is of another scale, or more or less is known of it. */
function isUntold(now: AlertScore | undefined, told: AlertScore | undefined): boolean {
  return (
    (now?.low ?? 0) > (told?.low ?? 0) ||
    now?.oxygenScale !== told?.oxygenScale ||
    missingOf(now) !== missingOf(told)
  );
}

function missingOf({ parameters = [] }: Partial<AlertScore> = {}): number {
  return parameters.filter(({ points }) => points === undefined).length;
}

/** Since when it holds: its newest value made it so, or the clock did. */
function newestOf({ parameters }: ScoreEntry, now: Instant): Instant {
  return Math.min(now, Math.max(...Object.values(parameters).map(({ at }) => at)));
}
