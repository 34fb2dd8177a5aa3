import {
  type ObjectiveReader,
  tallySamples as tally,
} from '#core/evaluation/objective/tally-samples.ts';
import { type SampleTally, TALLIES_KEPT } from '#core/objective/tally.ts';
import type { Sample } from '#core/sample/sample.ts';
import { isHeldOff } from '#core/time/hold-off.ts';
import type { Instant } from '#core/time/instant.ts';
import { type LostSamples, NONE_LOST } from './lost-samples.ts';
import type { Ports } from './ports.ts';

/** How many tallies a request may write: ten calls of DynamoDB. */
const MOST_TALLIES = 250;

/** A request has more tallies than are stored. The log tells this by its name. */
class TooManyTallies extends Error {
  override readonly name = 'TooManyTallies';
}

/**
 * Stores what samples count for objectives, if there are any and a store for it: one unconditional
 * write for each objective and minute, of each subject that stands alone. It does not throw, since
 * a sample that is not counted is only not measured. Keep the returned function.
 */
export function tallySamples(
  { tallies }: Partial<Pick<Ports, 'tallies'>>,
  reader: ObjectiveReader | undefined,
): ((samples: readonly Sample[], now: Instant) => Promise<LostSamples>) | undefined {
  if (tallies === undefined || reader === undefined) {
    return undefined;
  }
  let failedAt: Instant = Number.NEGATIVE_INFINITY;
  return async (samples, now) => {
    const all = tally(reader, samples, now);
    if (all.length === 0) {
      return NONE_LOST;
    }
    if (isHeldOff(failedAt, now)) {
      return { count: samplesOf(all), cause: new Error('the store failed a moment ago') };
    }
    const fair = fairly(all);
    const beyond = samplesOf(all) - samplesOf(fair);
    try {
      const left = await tallies.append(fair, TALLIES_KEPT);
      const count = samplesOf(left) + beyond;
      const cause = beyond > 0 ? new TooManyTallies(TOO_MANY) : new Error('the store is busy');
      return count === 0 ? NONE_LOST : { count, cause };
    } catch (cause) {
      failedAt = now;
      return { count: samplesOf(all), cause };
    }
  };
}

const TOO_MANY = `a request has samples of more than ${MOST_TALLIES} objectives, subjects and minutes, and the rest is not counted: send it in smaller ones`;

/** Shares the room among objectives, so that one with many subjects does not starve the others. */
function fairly(all: readonly SampleTally[]): readonly SampleTally[] {
  if (all.length <= MOST_TALLIES) {
    return all;
  }
  const groups = [...Map.groupBy(all, ({ of }) => of).values()];
  groups.sort((a, b) => a.length - b.length);
  const fair: SampleTally[] = [];
  for (const [i, group] of groups.entries()) {
    const share = Math.floor((MOST_TALLIES - fair.length) / (groups.length - i));
    fair.push(...group.slice(0, share));
  }
  return fair;
}

function samplesOf(tallies: readonly SampleTally[]): number {
  return tallies.reduce((sum, { good, bad, points = [] }) => sum + good + bad + points.length, 0);
}
