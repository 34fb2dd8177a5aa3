import { describe, expect, test } from '@jest/globals';
import { memoryTallies } from '#adapters/memory/tallies.ts';
import { objectiveReader } from '#core/evaluation/objective/tally-samples.ts';
import type { Objective } from '#core/objective/objective.ts';
import { type SampleTally, talliesOf } from '#core/objective/tally.ts';
import { HOUR, MINUTE, SECOND } from '#core/time/instant.ts';
import { NONE_LOST } from '#usecases/lost-samples.ts';
import type { TallyStore } from '#usecases/ports.ts';
import { tallySamples } from '#usecases/tally-samples.ts';
import { anObjective, at, START, VALUES } from '../core/objective/oracle.ts';
import { BAD, GOOD } from '../support/objectives.ts';

function counting(more: Partial<Objective> = {}, store: Partial<TallyStore> = {}) {
  const objective = anObjective(more);
  const tallies = { ...memoryTallies(), ...store };
  const reader = objectiveReader({ objectives: [objective], plausible: [] });
  const tally = tallySamples({ tallies }, reader);
  if (tally === undefined) {
    throw new Error('there is an objective');
  }
  const stored = async () => {
    const found: SampleTally[] = [];
    await tallies.forEachSince(talliesOf(objective), 0, (one) => found.push(one));
    return found;
  };
  return { tally, stored };
}

describe('what samples count for objectives', () => {
  test('is one tally for each minute, the same for the same samples in another order', async () => {
    const { tally, stored } = counting();
    const batch = [at(START, GOOD), at(START + SECOND, BAD), at(START + MINUTE, GOOD)];
    expect(await tally(batch, START + MINUTE)).toBe(NONE_LOST);
    await tally([...batch.toReversed(), at(START, GOOD)], START + MINUTE);
    expect(await stored()).toMatchObject([
      { subject: '', at: START, good: 1, bad: 1 },
      { at: START + MINUTE, good: 1, bad: 0 },
    ]);
  });

  test('leaves out what is older than an hour, revised, or of another metric', async () => {
    const { tally, stored } = counting();
    const sample = at(START, GOOD);
    const others = [
      at(START - 62 * MINUTE, GOOD),
      { ...sample, revision: { kind: 'retracted' } as never },
      { ...sample, metric: 'another' },
    ];
    await tally(others, START);
    expect(await stored()).toEqual([]);
  });

  test('is bounded, and tells how many samples it leaves out', async () => {
    const { tally, stored } = counting({ isPerSubject: true });
    const many = Array.from({ length: 300 }, (_, n) => at(START, GOOD, `host-${n}`));
    expect(await tally(many, START)).toMatchObject({
      count: 50,
      cause: { name: 'TooManyTallies' },
    });
    expect(await stored()).toHaveLength(250);
  });

  test('gives each objective its share, those with little first', async () => {
    const many = anObjective({ isPerSubject: true });
    const few = anObjective({ name: 'other', indicator: { ...VALUES, metric: 'up' } });
    const tallies = memoryTallies();
    const reader = objectiveReader({ objectives: [many, few], plausible: [] });
    const samples = Array.from({ length: 300 }, (_, n) => at(START, GOOD, `host-${n}`));
    const all = [...samples, { ...at(START, GOOD), metric: 'up' }];
    expect(await tallySamples({ tallies }, reader)?.(all, START)).toMatchObject({ count: 51 });
    const found: SampleTally[] = [];
    await tallies.forEachSince(talliesOf(few), 0, (one) => found.push(one));
    expect(found).toHaveLength(1);
  });

  test('is the same tally of a request that comes again at the edge of the hour', async () => {
    const { tally, stored } = counting();
    const batch = [at(START + SECOND, BAD), at(START + 40 * SECOND, BAD)];
    for (const later of [60, 60.5, 61, 61.5]) {
      await tally(batch, START + later * MINUTE);
    }
    expect(await stored()).toMatchObject([{ bad: 2 }]);
  });

  test('waits for no store that has just failed, and throws nothing', async () => {
    let calls = 0;
    const append = async () => {
      calls += 1;
      throw new Error('away');
    };
    const { tally } = counting({}, { append });
    const lost = { count: 1, cause: expect.any(Error) };
    expect(await tally([at(START, GOOD)], START)).toEqual(lost);
    expect(await tally([at(START + SECOND, GOOD)], START + SECOND)).toEqual(lost);
    expect(await tally([at(START + HOUR, GOOD)], START + HOUR)).toEqual(lost);
    expect(calls).toBe(2);
  });
});
