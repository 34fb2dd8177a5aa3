import { unchanged } from '#core/evaluation/draft.ts';
import { foldObjective } from '#core/evaluation/objective/fold.ts';
import { objectiveItemId } from '#core/evaluation/objective/item.ts';
import { compileRules } from '#core/evaluation/rule-set.ts';
import type { CountsByMinute } from '#core/objective/absorb.ts';
import type { Objective } from '#core/objective/objective.ts';
import { TALLIED_FOR, TallySums, talliesOf } from '#core/objective/tally.ts';
import type { Config } from '#core/team/config.ts';
import { type Duration, type Instant, MINUTE } from '#core/time/instant.ts';
import { inParallel } from './in-parallel.ts';
import type { Ports } from './ports.ts';
import { decideEach, type SubjectPorts } from './subject-saving.ts';

/** So far back tallies are read each minute: samples are seldom later. */
const USUALLY: Duration = 3 * MINUTE;

/** As often as this, and after a pause, all are read that may still change a minute. */
const ALL_EVERY = 10;

/** How many objectives are read at once. */
const AT_ONCE = 10;

/**
 * Judges the objectives of the config at the beginning of each minute, by the tallies of those
 * before: keep the returned function, which may be called with each tick. Reads and writes may be
 * repeated, and done by several clocks at once. A standby, whose Region has tallies of its own,
 * adds those, and leaves the rest to the clock that acts. Returns the reasons of failures: what
 * cannot be judged now is a minute later.
 */
export function judgeObjectives(
  ports: SubjectPorts & Pick<Ports, 'tallies'>,
  config: Config,
  standby: Duration = 0,
): (now: Instant) => Promise<readonly unknown[]> {
  const { objectives = [] } = config;
  const rules = compileRules(config);
  let last: number | undefined;

  async function countsOf(objective: Objective, from: Instant, now: Instant): Promise<Counted> {
    const sums = new TallySums();
    const until = Math.floor(now / MINUTE) * MINUTE;
    await ports.tallies.forEachSince(talliesOf(objective), from, (tally) => {
      // A minute is counted when it is over.
      if (tally.at < until) {
        sums.add(tally);
      }
    });
    return { objective, counts: sums.bySubject };
  }

  async function fold(counted: readonly Counted[], now: Instant): Promise<readonly unknown[]> {
    const byItem = new Map(counted.map((one) => [objectiveItemId(one.objective.name), one]));
    try {
      await decideEach(
        ports,
        [...byItem.keys()],
        (item, stored) => {
          const one = byItem.get(item);
          return one === undefined ? unchanged(stored) : foldObjective(stored, one, rules, now);
        },
        { rules, now },
      );
      return [];
    } catch (error) {
      return [error];
    }
  }

  return async (now) => {
    const minute = Math.floor(now / MINUTE);
    if (objectives.length === 0 || minute === last) {
      return [];
    }
    const from = readFrom(last, minute);
    const read = await inParallel(objectives, AT_ONCE, (one) => countsOf(one, from, now));
    const failures = read.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    const counted = read.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const asked = standby === 0 ? counted : counted.filter(({ counts }) => counts.size > 0);
    failures.push(...(await fold(asked, now)));
    // What failed is tried again with the next tick, which changes nothing of the rest.
    last = failures.length === 0 ? minute : last;
    return failures;
  };
}

/** What was counted of an objective, by subject. */
interface Counted {
  readonly objective: Objective;
  readonly counts: ReadonlyMap<string, CountsByMinute>;
}

/** Returns from when on tallies are read, if the last minute that was judged is known. */
function readFrom(last: number | undefined, minute: number): Instant {
  const isAll =
    last === undefined || minute % ALL_EVERY === 0 || Math.abs(minute - last) > ALL_EVERY;
  const back = isAll ? TALLIED_FOR : USUALLY + (minute - last - 1) * MINUTE;
  return minute * MINUTE - Math.max(back, USUALLY);
}
