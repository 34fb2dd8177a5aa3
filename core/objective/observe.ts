import { own } from '../collections/own.ts';
import { labelsKey } from '../sample/labels-key.ts';
import type { Sample } from '../sample/sample.ts';
import { type Instant, MINUTE } from '../time/instant.ts';
import { isGood, type Objective } from './objective.ts';
import { calendarPeriod } from './period.ts';
import { add, minus, NOTHING, plus, type Ring, type Slot, type Tally } from './ring.ts';
import { counted, MINUTES, type ObjectiveState, ringSizes } from './state.ts';

/**
 * Counts samples that an objective asks for, by sample time. Of each series only those count that
 * are newer than what it has had, so that a batch that is sent again counts once. Revisions of
 * samples count nothing.
 */
export function observe(
  objective: Objective,
  state: ObjectiveState | undefined,
  samples: readonly Sample[],
): ObjectiveState | undefined {
  if (samples.length === 0) {
    return state;
  }
  const seen = { ...state?.seen };
  let next = state;
  for (const sample of samples) {
    if (sample.revision === undefined) {
      const series = `${sample.subject} ${labelsKey(sample.labels)}`;
      next = take(objective, next ?? begun(objective), sample, own(seen, series));
      seen[series] = Math.max(sample.at, own(seen, series) ?? sample.at);
    }
  }
  return next && { ...next, seen: recent(seen, next.minutes) };
}

/** Leaves out series that are older than all minutes: a copy of their samples is late anyway. */
function recent(seen: ObjectiveState['seen'], minutes: Ring): ObjectiveState['seen'] {
  const entries = Object.entries(seen);
  const kept = entries.filter(([, at]) => !isLate(minutes, at));
  return kept.length === entries.length ? seen : Object.fromEntries(kept);
}

/** Whether the ring of minutes has left the one of this moment behind. */
function isLate(minutes: Ring, at: Instant): boolean {
  const minute = Math.floor(at / MINUTE);
  return minute <= (minutes.at(-1)?.index ?? minute) - MINUTES.count;
}

function begun(objective: Objective): ObjectiveState {
  const rings = ringSizes(objective).map(() => []);
  return { minutes: [], rings, seen: {}, newest: 0, repeated: 0, late: 0 };
}

function take(
  objective: Objective,
  state: ObjectiveState,
  { at, value }: Sample,
  newestOfSeries: Instant | undefined,
): ObjectiveState {
  if (newestOfSeries !== undefined && at <= newestOfSeries) {
    return { ...state, repeated: state.repeated + 1 };
  }
  const minute = Math.floor(at / MINUTE);
  if (isLate(state.minutes, at)) {
    return { ...state, late: state.late + 1 };
  }
  const good = isGood(objective.good, value);
  const one = { good: good ? 1 : 0, bad: good ? 0 : 1, minutes: 0 };
  const minutes = add(state.minutes, MINUTES, at, one);
  const before = tallyOf(objective, state.minutes, minute);
  const change = minus(tallyOf(objective, minutes, minute), before);
  const rings = ringSizes(objective).map((size, i) => add(state.rings[i] ?? [], size, at, change));
  const newest = Math.max(state.newest, at);
  return { ...state, minutes, rings, newest, ...periodWith(objective, state, at, change) };
}

/** Returns what a minute counts as; nothing if it has had no sample. */
function tallyOf(objective: Objective, minutes: readonly Slot[], index: number): Tally {
  const slot = minutes.findLast((one) => one.index === index);
  return slot === undefined ? NOTHING : counted(objective, slot);
}

/** What belongs to the period before, and comes late, spends nothing of the new one's budget. */
function periodWith(
  { window }: Objective,
  { period }: ObjectiveState,
  at: Instant,
  change: Tally,
): Pick<ObjectiveState, 'period'> {
  if (window.kind === 'rolling') {
    return {};
  }
  if (period === undefined || at >= period.to) {
    return { period: { ...calendarPeriod(at, window.unit, window.timeZone), tally: change } };
  }
  const isOfIt = at >= period.from;
  return { period: isOfIt ? { ...period, tally: plus(period.tally, change) } : period };
}
