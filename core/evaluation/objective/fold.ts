import type { Actor } from '../../actor/actor.ts';
import { omit } from '../../collections/omit.ts';
import {
  absorb,
  absorbPoints,
  type CountsByMinute,
  exclude,
  type Points,
} from '../../objective/absorb.ts';
import { NO_DAYS, settle } from '../../objective/day.ts';
import type { Fault } from '../../objective/fault.ts';
import { isKnown, MAX_SERIES } from '../../objective/growth.ts';
import { isOfCounters } from '../../objective/indicator.ts';
import type { Objective } from '../../objective/objective.ts';
import { begun, measuredUntil, type ObjectiveState, withoutEnded } from '../../objective/state.ts';
import { countedUntil, countingOf, type Measured } from '../../objective/tally.ts';
import { type Instant, MINUTE } from '../../time/instant.ts';
import { type Assessment, Draft } from '../draft.ts';
import { entryOf } from '../entry.ts';
import { noteOverflow } from '../overflow/overflow.ts';
import { reconcile } from '../reconcile.ts';
import type { RuleSet } from '../rule-set.ts';
import type { SubjectState } from '../subject.ts';
import type { KeyedBudget } from './budgets.ts';
import { blindKey, budgetKey, objectiveItemId, TOGETHER } from './item.ts';
import { abandonBudget, isCountedFor, isWatched } from './objective.ts';
import type { ObjectiveEntry } from './state.ts';

/**
 * How many subjects of an objective can each have a budget: 200 KB in its item, which is written
 * each minute.
 */
export const MAX_BUDGETS = 100;

/** An objective, and what was counted of it, by subject: `TOGETHER` if all share a budget. */
export interface Folding {
  readonly objective: Objective;
  readonly counts: ReadonlyMap<string, Measured>;
  /**
   * Returns the minutes that are over in which there was maintenance of a subject, by their number.
   * @default there was none
   */
  readonly excludedOf?: ((subject: string) => readonly number[]) | undefined;
}

/**
 * Takes what was counted into the budgets of an objective, and judges them. What was counted before
 * changes nothing. An objective of which nothing was ever counted is watched too, or what matches
 * nothing would look like what is always good.
 */
export function foldObjective(
  stored: SubjectState | undefined,
  { objective, counts, excludedOf }: Folding,
  rules: RuleSet,
  now: Instant,
): Assessment {
  const draft = new Draft(objectiveItemId(objective.name), stored, now);
  settleDays(draft, rules, objective);
  forgetEnded(draft);
  let room = MAX_SERIES - seriesKnown(draft, objective);
  for (const [subject, measured] of counts) {
    room -= foldBudget(draft, rules, objective, { subject, measured, room });
  }
  watchWhole(draft, objective);
  if (excludedOf !== undefined) {
    excludeMinutes(draft, objective, excludedOf);
  }
  reconcile(draft, rules);
  return draft.close(rules);
}

/** What was measured of a subject, and for how many series more there is room. */
interface MeasuredOf {
  readonly subject: string;
  readonly measured: Measured;
  readonly room: number;
}

/** Returns how many series more are known of it than before. */
function foldBudget(
  draft: Draft,
  rules: RuleSet,
  objective: Objective,
  { subject, measured, room }: MeasuredOf,
): number {
  const key = budgetKey(countingOf(objective), subject);
  const known = entryOf('objective', draft.get(key));
  if (known === undefined && !makeRoom(draft, objective)) {
    noteOverflow(draft, rules);
    return 0;
  }
  const entry = known ?? beginning(objective, subject, draft.now);
  const before = seriesKnownOf(entry, draft.now);
  const { state, fault } = take(objective, entry, measured, {
    room: room + before,
    now: draft.now,
  });
  if (known === undefined || state !== known.state || fault?.kind !== known.fault?.kind) {
    const isBack = entry.retiredAt !== undefined && measuredUntil(entry.state) === 0;
    draft.put(key, {
      ...omit(entry, 'fault'),
      state,
      ...(fault !== undefined && { fault }),
      ...(isBack && { since: draft.now }),
    });
  }
  return seriesKnownOf({ state }, draft.now) - before;
}

/** Returns how many series are known of all budgets that are counted. */
function seriesKnown(draft: Draft, objective: Objective): number {
  const mine = budgetsOf(draft).filter(([, one]) => isCountedFor(objective, one));
  return mine.reduce((sum, [, one]) => sum + seriesKnownOf(one, draft.now), 0);
}

function seriesKnownOf({ state: { counters = [] } }: Pick<ObjectiveEntry, 'state'>, now: Instant) {
  return counters.filter((one) => isKnown(one, now)).length;
}

/** What the next minutes push out of their ring is in its day before. */
function settleDays(draft: Draft, { timeZone }: RuleSet, objective: Objective): void {
  for (const [key, entry] of watchedBudgets(draft, objective)) {
    const { days = NO_DAYS, state, since: from } = entry;
    const settled = settle({ objective, timeZone, since: from }, days, state.minutes, draft.now);
    if (settled !== days) {
      draft.put(key, { ...entry, days: settled });
    }
  }
}

/** Subjects that have ended, and what was counted before, leave no room for what is sent now. */
function forgetEnded(draft: Draft): void {
  for (const [key, entry] of budgetsOf(draft)) {
    const state = withoutEnded(entry.state, draft.now);
    if (state !== entry.state) {
      draft.put(key, { ...entry, state });
    }
  }
}

function excludeMinutes(
  draft: Draft,
  objective: Objective,
  excludedOf: NonNullable<Folding['excludedOf']>,
): void {
  for (const [key, entry] of watchedBudgets(draft, objective)) {
    const measured = new Set(entry.state.minutes.map(({ index }) => index));
    const isOfIt = (minute: number) => (minute + 1) * MINUTE > entry.since || measured.has(minute);
    const minutes = excludedOf(entry.subject).filter(isOfIt);
    const state = exclude(objective, entry.state, minutes);
    if (state !== entry.state) {
      draft.put(key, { ...entry, state });
    }
  }
}

interface Taken {
  readonly state: ObjectiveState;
  readonly fault?: Fault;
}

/** What was measured before its subject was retired counts no more. */
function take(
  objective: Objective,
  { state, retiredAt = Number.NEGATIVE_INFINITY }: ObjectiveEntry,
  { minutes, points }: Measured,
  { room, now }: { readonly room: number; readonly now: Instant },
): Taken {
  const { indicator } = objective;
  if (points === undefined || !isOfCounters(indicator)) {
    return { state: absorb(objective, state, since(retiredAt, minutes)) };
  }
  const until = countedUntil(objective, now);
  const counted: Points = {
    ...points,
    points: points.points.filter(({ at }) => at >= retiredAt && at < until),
  };
  return absorbPoints({ ...objective, indicator }, state, counted, room);
}

/** Budgets that count something else give way. Returns false if there is no room all the same. */
function makeRoom(draft: Draft, objective: Objective): boolean {
  const all = budgetsOf(draft).filter(([, { subject }]) => subject !== TOGETHER);
  const other = all.find(([, entry]) => !isCountedFor(objective, entry));
  if (all.length >= MAX_BUDGETS && other !== undefined) {
    abandonBudget(draft, ...other, 'rule_changed');
    return true;
  }
  return all.length < MAX_BUDGETS;
}

/** Leaves out minutes that began before a moment. */
function since(from: Instant, minutes: CountsByMinute): CountsByMinute {
  return new Map([...minutes].filter(([minute]) => minute * MINUTE >= from));
}

function beginning(objective: Objective, subject: string, now: Instant): ObjectiveEntry {
  return {
    kind: 'objective',
    objective: objective.name,
    subject,
    counting: countingOf(objective),
    state: begun(objective),
    since: now,
    judgedAt: Math.floor(now / MINUTE) * MINUTE,
  };
}

/** Where subjects stand alone, and none has come yet, there is a budget that nobody spends. */
function watchWhole(draft: Draft, objective: Objective): void {
  const key = budgetKey(countingOf(objective), TOGETHER);
  const whole = entryOf('objective', draft.get(key));
  const mine = budgetsOf(draft).filter(([, entry]) => isCountedFor(objective, entry));
  const others = mine.length - (whole === undefined ? 0 : 1);
  if (whole === undefined && others === 0) {
    draft.put(key, beginning(objective, TOGETHER, draft.now));
  } else if (whole !== undefined && others > 0) {
    abandonBudget(draft, key, whole, 'reporting_again');
  }
}

function watchedBudgets(draft: Draft, objective: Objective): readonly KeyedBudget[] {
  return budgetsOf(draft).filter(([, entry]) => isWatched(objective, entry));
}

function budgetsOf(draft: Draft): readonly KeyedBudget[] {
  return draft
    .entries()
    .flatMap(([key, entry]) => (entry.kind === 'objective' ? [[key, entry] as const] : []));
}

/** Whether some budget is blind that was not before. */
export function turnsBlind(
  before: SubjectState | undefined,
  after: SubjectState | undefined,
): boolean {
  return Object.entries(after?.series ?? {}).some(
    ([key, entry]) =>
      entry.kind === 'objective' &&
      entry.isBlind === true &&
      entryOf('objective', before?.series[key])?.isBlind !== true,
  );
}

/**
 * Ends what is told of a subject's own budget, because it is no longer measured, and its budget. It
 * begins anew with the first minute that is measured after that.
 */
export function retireBudget(
  stored: SubjectState,
  { objective, subject, who }: Retired,
  rules: RuleSet,
  now: Instant,
): Assessment {
  const draft = new Draft(stored.subject, stored, now);
  const key = budgetKey(countingOf(objective), subject);
  const known = entryOf('objective', draft.get(key));
  if (known !== undefined) {
    for (const one of [key, blindKey(key)]) {
      const alert = draft.get(one)?.alert;
      if (alert !== undefined) {
        draft.resolve(alert, 'subject_retired', who);
      }
      draft.drop(one);
    }
    draft.put(key, { ...beginning(objective, subject, now), retiredAt: now });
  }
  return draft.close(rules);
}

interface Retired {
  readonly objective: Objective;
  readonly subject: string;
  readonly who: Actor;
}
