import type { Config } from '#core/config.ts';
import { OWN_ITEMS } from '#core/sample/admit.ts';
import { DAY, type Duration, type Instant } from '#core/time/instant.ts';
import { assessSubjects } from './assess-subjects.ts';
import { allInParallel } from './in-parallel.ts';
import type { Due } from './ports.ts';
import type { SubjectPorts } from './subject-saving.ts';

/**
 * Nothing that pages is due so late: only what samples alone decide, and what is to be forgotten.
 */
const LATE: Duration = DAY;

/** The most subjects that are found in a lane at once. */
const SLICE = 500;

/** Subjects that are looked at together, and how many such groups of a lane at once. */
const TOGETHER = 10;
const GROUPS_AT_ONCE = 5;

/** The last millisecond that a JavaScript date can name. */
const END_OF_TIME = 8_640_000_000_000_000;

/**
 * Looks at the subjects that are not due for a day, because a new config, or the version of the
 * platform that it came with, may make more of them: a breach that waited for samples alone fires
 * in silence now, and no sample may come that would bring its subject up. Throws where a store
 * fails.
 */
export function assessLaterSubjects(ports: SubjectPorts, config: Config) {
  const assess = assessSubjects(ports, config);

  async function assessAll(ids: readonly string[], now: Instant): Promise<void> {
    const groups = Array.from({ length: Math.ceil(ids.length / TOGETHER) }, (_, i) =>
      ids.slice(i * TOGETHER, (i + 1) * TOGETHER),
    );
    const assessed = await allInParallel(groups, GROUPS_AT_ONCE, (group) => assess(group, now));
    for (const one of assessed.flat()) if (one.status === 'rejected') throw one.reason;
  }

  async function assessLane(lane: number, now: Instant): Promise<void> {
    let after: Due | undefined = { id: '', due: now + LATE };
    while (after !== undefined) {
      const due: readonly Due[] = await ports.subjects.dueInLane(lane, END_OF_TIME, SLICE, after);
      const ids = due.map(({ id }) => id);
      await assessAll(
        ids.filter((id) => !id.startsWith(OWN_ITEMS)),
        now,
      );
      after = due[SLICE - 1];
    }
  }

  return async (now: Instant): Promise<void> => {
    const lanes = Array.from({ length: ports.subjects.dueLanes }, (_, lane) => lane);
    await allInParallel(lanes, lanes.length, (lane) => assessLane(lane, now));
  };
}
