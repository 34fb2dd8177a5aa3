import type { Alert, ResolveReason } from '../../alert/alert.ts';
import { omit } from '../../collections/omit.ts';
import { dayCount, daysWithoutAhead, NO_DAYS } from '../../objective/day.ts';
import { type Burning, type Judgement, judge } from '../../objective/judge.ts';
import type { Objective } from '../../objective/objective.ts';
import { longestWindow } from '../../objective/period.ts';
import { measuredUntil, slotCount, withoutAhead } from '../../objective/state.ts';
import { countingOf, TALLIED_FOR } from '../../objective/tally.ts';
import { DAY, type Duration, type Instant, MINUTE, SECOND } from '../../time/instant.ts';
import { shiftEarlier } from '../../time/shift-earlier.ts';
import { entryOf } from '../entry.ts';
import type { ClockMove, Edits, Kind } from '../kind.ts';
import { abandon, reassert, tellAt } from '../reassert.ts';
import type { RuleSet } from '../rule-set.ts';
import { blindKey } from './item.ts';
import { blindAlert, burnAlert } from './objective-alert.ts';
import type { BurningPair, ObjectiveEntry } from './state.ts';

/**
 * The clock reads what was measured when a minute begins, and judges. Only where it did not, the
 * item is due: so much later.
 */
const GRACE: Duration = 30 * SECOND;

/**
 * When it would be blind moves with each minute that is measured. A due time that moved as often
 * would cost two more units of each write, so it is rounded up to this.
 */
const ROUNDED: Duration = 15 * MINUTE;

/** So often somebody looks where nothing is awaited. */
const LOOK_EVERY: Duration = DAY;

/**
 * So long a budget is kept that the config does not count, or counts otherwise: the config may be
 * a slip that is taken back, or older than that of the other Region.
 */
const KEPT_UNCOUNTED: Duration = 2 * DAY;

/** The kind of an error budget. */
export const OBJECTIVE: Kind<ObjectiveEntry> = {
  about: ({ objective }) => ({ rule: objective, metric: '', labels: {} }),
  phase: ({ alert }) => (alert === undefined ? 'healthy' : 'firing'),
  since: ({ alert }) => alert?.startsAt,
  rank: ({ alert }) => (alert === undefined ? 'counting' : 'firing'),
  texts: ({ subject }) => [subject],
  counted: ({ state, days = NO_DAYS }) => slotCount(state) + dayCount(days),
  newestSample: ({ state }) => measuredUntil(state),
  lastValue: () => undefined,
  moved,
  due,
  reconcile,
};

/** What was measured ahead of the clock was measured by one that was as wrong as it was. */
function moved(entry: ObjectiveEntry, { by, now }: ClockMove): ObjectiveEntry {
  const times = shiftEarlier(entry, by, 'since', 'judgedAt', 'retiredAt', 'assertedAt');
  const { state, days } = entry;
  return {
    ...entry,
    ...times,
    state: withoutAhead(state, now),
    ...(days !== undefined && { days: daysWithoutAhead(days, now) }),
  };
}

/** Whether a budget counts what its objective asks for. */
export function isCountedFor(objective: Objective | undefined, entry: ObjectiveEntry): boolean {
  return objective !== undefined && countingOf(objective) === entry.counting;
}

/** Whether it is one of the budgets that its objective has now. */
export function isWatched(objective: Objective, entry: ObjectiveEntry): boolean {
  return isCountedFor(objective, entry) && !isRetired(entry);
}

function due(entry: ObjectiveEntry, rules: RuleSet): Instant {
  const objective = rules.objectives.get(entry.objective);
  if (objective === undefined || !isCountedFor(objective, entry)) {
    return entry.alert === undefined ? keptUntil(entry) : 0;
  }
  if (entry.burns !== undefined) {
    return entry.judgedAt + MINUTE + GRACE;
  }
  const { blindAfter } = objective;
  const look = entry.judgedAt + LOOK_EVERY;
  if (blindAfter === null || entry.isBlind || isRetired(entry)) {
    return look;
  }
  const blindAt = Math.ceil((heardUntil(entry) + blindAfter) / ROUNDED) * ROUNDED;
  return Math.min(look, blindAt + GRACE);
}

function reconcile(edits: Edits, rules: RuleSet, key: string, entry: ObjectiveEntry): void {
  const objective = rules.objectives.get(entry.objective);
  if (objective === undefined || !isCountedFor(objective, entry)) {
    leaveAlone(edits, key, entry, objective === undefined ? 'rule_removed' : 'rule_changed');
    return;
  }
  const now = Math.floor(edits.now / MINUTE) * MINUTE;
  if (isForgettable(objective, entry, now)) {
    abandonBudget(edits, key, entry, 'not_sent_again');
    return;
  }
  const judgement = judge(objective, entry.state, now, {
    before: burningOf(objective, entry),
    since: entry.since,
  });
  const judged = withJudgement(entry, judgement, now);
  followBurning(edits, rules, key, { objective, judged, judgement, now });
  followBlindness(edits, rules, blindKey(key), { objective, judged });
}

/** Ends what is told of a budget that is not counted now, and keeps it for a while. */
function leaveAlone(edits: Edits, key: string, entry: ObjectiveEntry, reason: ResolveReason): void {
  abandonBudget(edits, key, entry, reason);
  if (edits.now < keptUntil(entry)) {
    edits.put(key, entry.alert === undefined ? entry : omit(entry, 'alert', 'assertedAt'));
  }
}

function keptUntil(entry: ObjectiveEntry): Instant {
  return Math.max(entry.judgedAt, heardUntil(entry)) + KEPT_UNCOUNTED;
}

/** Ends what is told of a budget, and forgets it. */
export function abandonBudget(
  edits: Edits,
  key: string,
  entry: ObjectiveEntry,
  reason: ResolveReason,
): void {
  abandon(edits, key, entry, reason);
  const blind = edits.get(blindKey(key));
  if (blind !== undefined) {
    abandon(edits, blindKey(key), blind, reason);
  }
}

/**
 * Whether nothing is left to know: a subject that was retired has sent nothing since, or nothing of
 * one's own budget was measured in its whole window. What was told of it ends then.
 */
function isForgettable(objective: Objective, entry: ObjectiveEntry, now: Instant): boolean {
  if (isRetired(entry)) {
    return now >= (entry.retiredAt ?? 0) + TALLIED_FOR;
  }
  const isLongAgo = now >= heardUntil(entry) + longestWindow(objective.window) + DAY;
  return objective.isPerSubject && isLongAgo;
}

function isRetired({ retiredAt, state }: ObjectiveEntry): boolean {
  return retiredAt !== undefined && measuredUntil(state) === 0;
}

function heardUntil({ since, state }: ObjectiveEntry): Instant {
  return Math.max(since, measuredUntil(state));
}

export function burningOf(
  { pairs }: Pick<Objective, 'pairs'>,
  { burns }: ObjectiveEntry,
): Burning | undefined {
  const pair = pairs.find(({ long }) => long === burns?.pair);
  return burns && pair && { ...burns, pair };
}

/** Returns the same entry if there is nothing new to write. */
function withJudgement(
  entry: ObjectiveEntry,
  { burning, isBlind }: Judgement,
  now: Instant,
): ObjectiveEntry {
  const blind = isBlind && !isRetired(entry);
  const isSame = burning === undefined && entry.burns === undefined && blind === !!entry.isBlind;
  if (isSame && now < entry.judgedAt + LOOK_EVERY && now >= entry.judgedAt) {
    return entry;
  }
  return {
    ...omit(entry, 'burns', 'isBlind'),
    judgedAt: now,
    ...(burning !== undefined && { burns: ofPair(burning) }),
    ...(blind && { isBlind: true }),
  };
}

function ofPair({ pair, ...rates }: Burning): BurningPair {
  return { pair: pair.long, ...rates };
}

interface Judged {
  readonly objective: Objective;
  readonly judged: ObjectiveEntry;
  readonly judgement: Judgement;
  readonly now: Instant;
}

/** The words of an alert stay until another pair burns, since rates change each minute. */
function followBurning(
  edits: Edits,
  rules: RuleSet,
  key: string,
  { objective, judged, judgement: { burning, budget }, now }: Judged,
): void {
  const { alert, subject } = judged;
  if (burning === undefined || !objective.alerts) {
    if (alert !== undefined) {
      edits.resolve(alert, burning === undefined ? 'recovered' : 'rule_changed');
    }
    edits.put(key, alert === undefined ? judged : omit(judged, 'alert', 'assertedAt'));
    return;
  }
  const startsAt = alert?.startsAt ?? now;
  const today = burnAlert(rules, objective, { subject, burning, budget, startsAt });
  if (alert === undefined) {
    edits.fire(key, judged, today);
    return;
  }
  edits.put(key, judged);
  const isOfSamePair = alert.labels['window'] === today.labels['window'];
  const told = isOfSamePair ? inOldWords(today, alert) : today;
  reassert(edits, key, judged, { today: told, due: tellAt(judged) });
}

function inOldWords(today: Alert, { title, limit }: Alert): Alert {
  return { ...today, title, limit };
}

function followBlindness(
  edits: Edits,
  rules: RuleSet,
  key: string,
  { objective, judged }: Pick<Judged, 'objective' | 'judged'>,
): void {
  const { subject, fault } = judged;
  const known = entryOf('blind-objective', edits.get(key));
  if (judged.isBlind === undefined || !objective.alerts) {
    if (known !== undefined) {
      abandon(edits, key, known, judged.isBlind ? 'rule_changed' : 'reporting_again');
    }
    return;
  }
  const startsAt = known?.alert?.startsAt ?? heardUntil(judged);
  const today = blindAlert(rules, objective, { subject, startsAt, fault });
  if (known?.alert === undefined) {
    edits.fire(key, { kind: 'blind-objective', objective: objective.name, subject }, today);
  } else {
    reassert(edits, key, known, { today, due: tellAt(known) });
  }
}
