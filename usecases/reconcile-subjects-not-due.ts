import { OWN_ITEMS } from '#core/sample/validate-sample.ts';
import type { Config } from '#core/team/config.ts';
import { DAY, type Duration, END_OF_TIME, type Instant } from '#core/time/instant.ts';
import { allInParallel } from './in-parallel.ts';
import type { Due } from './ports.ts';
import { reconcileAll } from './reconcile-subjects.ts';
import type { SubjectPorts } from './subject-saving.ts';

/**
 * Nothing that pages is due this late: only what samples alone decide, and what is to be forgotten.
 */
const LATE: Duration = DAY;

/** How many subjects of a lane are listed at once. */
const SLICE = 500;

/**
 * Reconciles the subjects that are not due within a day, because a new config, or a new version of
 * the platform, may change their state: a breach that waited for samples alone may now fire without
 * them, and no sample may come that would load its subject. Throws if a store fails.
 */
export function reconcileSubjectsNotDue(ports: SubjectPorts, config: Config) {
  const assess = reconcileAll(ports, config);

  async function assessLane(lane: number, now: Instant): Promise<void> {
    let after: Due | undefined = { id: '', due: now + LATE };
    while (after !== undefined) {
      const due: readonly Due[] = await ports.subjects.dueInLane(lane, END_OF_TIME, SLICE, after);
      const ids = due.map(({ id }) => id).filter((id) => !id.startsWith(OWN_ITEMS));
      for (const failure of await assess(ids, now)) {
        throw failure;
      }
      after = due[SLICE - 1];
    }
  }

  return async (now: Instant): Promise<void> => {
    const lanes = Array.from({ length: ports.subjects.dueLanes }, (_, lane) => lane);
    await allInParallel(lanes, lanes.length, (lane) => assessLane(lane, now));
  };
}
