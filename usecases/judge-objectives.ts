import { type Assessment, unchanged } from '#core/evaluation/draft.ts';
import { entryOf } from '#core/evaluation/entry.ts';
import { heartbeatItemId } from '#core/evaluation/heartbeat/item.ts';
import { minutesUp } from '#core/evaluation/heartbeat/uptime.ts';
import { type Folding, foldObjective, turnsBlind } from '#core/evaluation/objective/fold.ts';
import { objectiveItemId, TOGETHER } from '#core/evaluation/objective/item.ts';
import { maintenanceOf } from '#core/evaluation/objective/maintenance.ts';
import { compileRules, type RuleSet } from '#core/evaluation/rule-set.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import type { Objective } from '#core/objective/objective.ts';
import { type Measured, TALLIED_FOR, TallySums, talliesOf } from '#core/objective/tally.ts';
import type { Heartbeat } from '#core/rule/heartbeat.ts';
import type { Silence } from '#core/suppression/silence.ts';
import { withWindowsIn } from '#core/suppression/windows.ts';
import type { Config } from '#core/team/config.ts';
import { type Duration, type Instant, MINUTE, SECOND } from '#core/time/instant.ts';
import { inParallel } from './in-parallel.ts';
import { type IncidentsHeld, incidentsHeld } from './incidents-held.ts';
import { keepBudgetDays } from './keep-budget-days.ts';
import { onceAMoment } from './once-a-moment.ts';
import type { Ports } from './ports.ts';
import { decideEach, type SubjectPorts } from './subject-saving.ts';

/** So far back tallies are read each minute: samples are seldom later. */
const USUALLY: Duration = 3 * MINUTE;

/** As often as this, and after a pause, all are read that may still change a minute. */
const ALL_EVERY = 10;

/** How many objectives are read at once. */
const AT_ONCE = 10;

/** What failed is tried again after so long: each time it may read a whole hour. */
const RETRY_AFTER: Duration = 20 * SECOND;

type JudgePorts = SubjectPorts & Pick<Ports, 'tallies' | 'incidents' | 'controls'>;

/**
 * Judges the objectives of the config at the beginning of each minute, by the tallies of those
 * before: keep the returned function, which may be called with each tick, also while an earlier
 * call still works. Reads and writes may be repeated, and done by several clocks at once. A
 * standby, whose Region has tallies of its own, adds those, and leaves the rest to the clock that
 * acts. Returns the reasons of failures: an objective that cannot be judged now is a little later,
 * and holds back no other.
 */
export function judgeObjectives(
  ports: JudgePorts,
  config: Config,
  standby: Duration = 0,
): (now: Instant) => Promise<readonly unknown[]> {
  const rules = compileRules(config);
  const silences = silencesOf(ports, config);
  const heldIn = incidentsHeld(ports.incidents);
  const judging = { ports, rules, standby, silences, heldIn };
  const judges = (config.objectives ?? []).map((one) => judgeOne(judging, one));
  return async (now) => {
    const judged = await inParallel(judges, AT_ONCE, (judge) => judge(now));
    return judged.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  };
}

/** The silences of a moment, with the windows of the config that held in what is judged then. */
function silencesOf({ controls }: Pick<Ports, 'controls'>, { maintenanceWindows }: Config) {
  const set = onceAMoment(() => controls.silences());
  return async (now: Instant): Promise<readonly Silence[]> => {
    const span = { from: now - TALLIED_FOR - MINUTE, to: now };
    return withWindowsIn(await set(now), maintenanceWindows, span);
  };
}

/** What every objective is judged with. */
interface Judging {
  readonly ports: JudgePorts;
  readonly rules: RuleSet;
  readonly standby: Duration;
  /** Returns the silences of a moment; several objectives may ask for them. */
  readonly silences: (now: Instant) => Promise<readonly Silence[]>;
  readonly heldIn: IncidentsHeld;
}

/** Judges one objective, once a minute; the returned function remembers how far it has come. */
function judgeOne(judging: Judging, objective: Objective): (now: Instant) => Promise<void> {
  const look = lookAt(judging, objective);
  const keep = keepBudgetDays(judging.ports, objective, judging);
  let last: number | undefined;
  let tried: { readonly at: Instant; isUnderWay: boolean } | undefined;
  return async (now) => {
    const minute = Math.floor(now / MINUTE);
    const pause = tried?.isUnderWay ? MINUTE : RETRY_AFTER;
    if (minute === last || (tried !== undefined && Math.abs(now - tried.at) < pause)) {
      return;
    }
    const mine = { at: now, isUnderWay: true };
    tried = mine;
    try {
      const back = readBack(last, minute);
      const known = back < TALLIED_FOR ? await look(back, now) : undefined;
      const judged = known ?? (await look(TALLIED_FOR, now));
      last = minute;
      tried = undefined;
      await keep(judged?.state, now);
    } finally {
      mine.isUnderWay = false;
    }
  };
}

/**
 * Returns a function that reads the tallies of so long a time and judges by them. It returns
 * nothing, and leaves all as it is, where more must be read first: nothing was found, or so little
 * that it would say blind of a sender that is only late.
 */
function lookAt(judging: Judging, objective: Objective) {
  const { ports, rules, standby } = judging;
  const item = objectiveItemId(objective.name);
  const heartbeat = watchedHeartbeat(objective, rules);
  return async (back: Duration, now: Instant): Promise<Pick<Assessment, 'state'> | undefined> => {
    const isWhole = back >= TALLIED_FOR;
    // Heartbeats are the same for both clocks: a standby has nothing to add.
    if (heartbeat !== undefined && standby > 0) {
      return { state: undefined };
    }
    const counts =
      heartbeat === undefined
        ? await talliedOf(ports, objective, back, now)
        : await heardOf(ports, heartbeat, back, now);
    if (counts.size === 0 && (!isWhole || standby > 0)) {
      return isWhole ? { state: undefined } : undefined;
    }
    const excludedOf = await excludedIn(judging, objective, back, now);
    let isJudged = true;
    const decide = (stored: SubjectState | undefined) => {
      const folded = foldObjective(stored, { objective, counts, excludedOf }, rules, now);
      isJudged = isWhole || !turnsBlind(stored, folded.state);
      return isJudged ? folded : unchanged(stored);
    };
    const decided = await decideEach(ports, [item], (_, stored) => decide(stored), { rules, now });
    return isJudged ? decided.decisions[0] : undefined;
  };
}

/** Returns which minutes that are over maintenance excludes, if it may exclude any. */
async function excludedIn(
  { rules, silences }: Judging,
  objective: Objective,
  back: Duration,
  now: Instant,
): Promise<Folding['excludedOf']> {
  if (objective.maintenance === 'counted') {
    return undefined;
  }
  const to = Math.floor(now / MINUTE) * MINUTE;
  const span = { from: to - back, to };
  return maintenanceOf(rules, objective, await silences(now), span);
}

/** Returns what was counted in the minutes that are over, by subject. */
async function talliedOf(
  { tallies }: JudgePorts,
  objective: Objective,
  back: Duration,
  now: Instant,
): Promise<ReadonlyMap<string, Measured>> {
  const sums = new TallySums(objective);
  const until = Math.floor(now / MINUTE) * MINUTE;
  await tallies.forEachSince(talliesOf(objective), until - back, (tally) => {
    if (tally.at < until) {
      sums.add(tally);
    }
  });
  return sums.bySubject;
}

function watchedHeartbeat({ indicator }: Objective, rules: RuleSet): Heartbeat | undefined {
  return indicator.kind === 'heartbeat' ? rules.heartbeat(indicator.heartbeat) : undefined;
}

/** Returns in which of the minutes that are over a heartbeat was up, and in which down. */
async function heardOf(
  { subjects }: JudgePorts,
  heartbeat: Heartbeat,
  back: Duration,
  now: Instant,
): Promise<ReadonlyMap<string, Measured>> {
  const item = heartbeatItemId(heartbeat.id);
  const stored = (await subjects.load([item])).get(item);
  const entry = entryOf('heartbeat', stored?.series[heartbeat.id]);
  const until = Math.floor(now / MINUTE) * MINUTE;
  const minutes = entry && minutesUp(heartbeat, entry, { from: until - back, to: until });
  return new Map(minutes?.size ? [[TOGETHER, { minutes }]] : []);
}

/** Returns how far back tallies are read, if the last minute that was judged is known. */
function readBack(last: number | undefined, minute: number): Duration {
  const isAll =
    last === undefined || minute % ALL_EVERY === 0 || Math.abs(minute - last) > ALL_EVERY;
  return isAll ? TALLIED_FOR : Math.max(USUALLY, USUALLY + (minute - last - 1) * MINUTE);
}
