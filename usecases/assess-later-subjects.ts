import type { Config } from '#core/config.ts';
import { OWN_ITEMS } from '#core/sample/admit.ts';
import { DAY, type Duration, type Instant } from '#core/time/instant.ts';
import { assessSubjects } from './assess-subjects.ts';
import type { Due } from './ports.ts';
import type { SubjectPorts } from './subject-saving.ts';

/** Nothing that pages is due so late: only what samples alone decide, and what is to be forgotten. */
const LATE: Duration = DAY;

/** The most subjects that are found in a lane at once, and looked at together. */
const SLICE = 500;
const TOGETHER = 10;

/** The last millisecond that a JavaScript date can name. */
const END_OF_TIME = 8_640_000_000_000_000;

/**
 * Looks at the subjects that are not due for a day, because a new config, or the version of the
 * platform that it came with, may make more of them: a breach that waited for samples alone fires in
 * silence now, and no sample may come that would bring its subject up. Throws where a store fails.
 */
export function assessLaterSubjects(ports: SubjectPorts, config: Config) {
  const assess = assessSubjects(ports, config);

  async function assessAll(ids: readonly string[], now: Instant): Promise<void> {
    for (let from = 0; from < ids.length; from += TOGETHER)
      for (const assessed of await assess(ids.slice(from, from + TOGETHER), now))
        if (assessed.status === 'rejected') throw assessed.reason;
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
    for (let lane = 0; lane < ports.subjects.dueLanes; lane++) await assessLane(lane, now);
  };
}
