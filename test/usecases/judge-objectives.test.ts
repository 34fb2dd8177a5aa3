import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { foldObjective } from '#core/evaluation/objective/fold.ts';
import { budgetKey, objectiveItemId } from '#core/evaluation/objective/item.ts';
import { roleOf } from '#core/evaluation/objective/role.ts';
import { compileRules } from '#core/evaluation/rule-set.ts';
import type { Objective } from '#core/objective/objective.ts';
import { Replay } from '#core/objective/replay.ts';
import { countingOf } from '#core/objective/tally.ts';
import type { Sample } from '#core/sample/sample.ts';
import { formatDuration } from '#core/time/duration.ts';
import { type Instant, MINUTE, SECOND } from '#core/time/instant.ts';
import { ingestSamples } from '#usecases/ingest-samples.ts';
import { judgeObjectives } from '#usecases/judge-objectives.ts';
import { listObjectives } from '#usecases/list-objectives.ts';
import { anObjective, at, START } from '../core/objective/oracle.ts';
import { BAD, GOOD, withObjective } from '../support/objectives.ts';
import { runs } from '../support/runs.ts';

const RUNS = runs(15);

/** What is told, from when to when. */
type Told = readonly [what: string, at: Instant, until: Instant | undefined];

/** A platform whose clock begins each minute with a tick; `twice`: two clocks tick at once. */
function platform(objective: Objective, { twice = false } = {}) {
  const config = withObjective(objective);
  const [named] = config.objectives ?? [];
  const ports = memoryPorts(() => START);
  const clocks = (twice ? [1, 2] : [1]).map(() => judgeObjectives(ports, config));
  const entry = async () => {
    const item = objectiveItemId(objective.name);
    const known = (await ports.subjects.load([item])).get(item)?.series[
      budgetKey(countingOf(named as Objective), '')
    ];
    return known?.kind === 'objective' ? known : undefined;
  };
  return {
    ports,
    config,
    named,
    entry,
    post: ingestSamples(ports, config),
    tick: async (now: Instant) => (await Promise.all(clocks.map((judge) => judge(now)))).flat(),
  };
}

/** Returns what the platform tells of samples that arrive when they are measured. */
async function lived(objective: Objective, byMinute: readonly (readonly Sample[])[]) {
  const { post, tick, entry } = platform(objective, { twice: true });
  const told: Told[] = [];
  const follow = (what: string, is: string | undefined, now: Instant) => {
    const last = told.findLastIndex(([one, , until]) => one.startsWith(what) && !until);
    const open = told[last];
    if (open !== undefined && open[0] !== is) {
      told[last] = [open[0], open[1], now];
    }
    if (is !== undefined && open?.[0] !== is) {
      told.push([is, now, undefined]);
    }
  };
  for (const [minute, samples] of byMinute.entries()) {
    const now = START + (minute + 1) * MINUTE;
    if (samples.length > 0) {
      await post(samples, now - 1);
      await post(samples.toReversed(), now - 1);
      await post(samples.slice(1), now - 1);
    }
    // A clock that has never seen a sample knows since when it watches; a replay does not.
    if (minute > 0 || samples.length > 0) {
      expect(await tick(now)).toEqual([]);
      const { burns, isBlind } = (await entry()) ?? {};
      follow('burns', burns && `burns ${formatDuration(burns.pair)}`, now);
      follow('blind', isBlind && 'blind', now);
    }
  }
  return told;
}

function replayed(objective: Objective, byMinute: readonly (readonly Sample[])[]) {
  const replay = new Replay(objective);
  for (const sample of byMinute.flat()) {
    const role = roleOf(objective.indicator, sample);
    if (role !== undefined) {
      replay.take(sample, role);
    }
  }
  const { told = [] } = replay.end(START + (byMinute.length - 1) * MINUTE) ?? {};
  return told.map((one): Told => {
    const what = one.kind === 'blind' ? 'blind' : `burns ${formatDuration(one.burning.pair.long)}`;
    return [what, one.at, one.until];
  });
}

/** Minutes of good, bad and no samples, in runs; the first has some. */
const histories = fc
  .array(
    fc.record({
      minutes: fc.integer({ min: 1, max: 40 }),
      value: fc.constantFrom(GOOD, BAD, undefined),
      each: fc.integer({ min: 1, max: 3 }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((runs) =>
    [{ minutes: 1, value: GOOD as number | undefined, each: 1 }, ...runs]
      .flatMap(({ minutes, ...kind }) => Array.from({ length: minutes }, () => kind))
      .map(({ value, each }, minute) =>
        value === undefined
          ? []
          : Array.from({ length: each }, (_, i) =>
              at(START + minute * MINUTE + i * 15 * SECOND, value, `ehr-${i}`),
            ),
      ),
  );

describe('a deployment', () => {
  test('tells the same as a replay of the samples, to the minute, with two clocks at once, and each request twice and in parts', async () => {
    await fc.assert(
      fc.asyncProperty(
        histories,
        fc.constantFrom(
          anObjective(),
          anObjective({ method: 'occurrences', minBad: 3 }),
          anObjective({ blindAfter: 5 * MINUTE, goal: { kind: 'target', share: 0.99 } }),
        ),
        async (history, objective) => {
          const byTime = (told: readonly Told[]) =>
            told.toSorted((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1));
          expect(byTime(await lived(objective, history))).toEqual(
            byTime(replayed(objective, history)),
          );
        },
      ),
      { numRuns: RUNS },
    );
  }, 600_000);
});

/** Two counters, of all requests and the bad ones, that tell of such minutes; one begins anew. */
function counted(byMinute: readonly (readonly Sample[])[]): readonly (readonly Sample[])[] {
  let [total, bad] = [1_000, 10];
  return byMinute.map((samples, minute) => {
    if (minute === 30) {
      [total, bad] = [0, 0];
    }
    const [first] = samples;
    if (first === undefined) {
      return [];
    }
    total += samples.length * 10;
    bad += first.value === BAD ? samples.length * 10 : 0;
    const sent = { subject: 'ehr', at: first.at, labels: {} };
    return [
      { ...sent, metric: 'http_total', value: total },
      { ...sent, metric: 'http_bad_total', value: bad },
    ];
  });
}

describe('a deployment that counts by how much counters grow', () => {
  const objective = anObjective({
    indicator: {
      kind: 'ratio',
      total: { metric: 'http_total', matchers: [] },
      part: { metric: 'http_bad_total', matchers: [] },
      partIs: 'bad',
    },
    method: 'occurrences',
    blindAfter: null,
  });

  test('tells the same as a replay, with two clocks at once and each request twice', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        // What has been over for a minute is counted.
        const byMinute = [...counted(history), []];
        const [live, played] = [await lived(objective, byMinute), replayed(objective, byMinute)];
        expect(live).toEqual(played.filter(([, at]) => at <= START + byMinute.length * MINUTE));
      }),
      { numRuns: RUNS },
    );
  }, 600_000);

  test('counts once what comes in requests that are cut otherwise, or a clock has seen before', async () => {
    const { post, tick, entry } = platform(objective);
    const at = (minute: number) => START + minute * MINUTE + SECOND;
    const sent = (minute: number, total: number, bad: number): readonly Sample[] => [
      { subject: 'ehr', metric: 'http_total', value: total, at: at(minute), labels: {} },
      { subject: 'ehr', metric: 'http_bad_total', value: bad, at: at(minute), labels: {} },
    ];
    await post([...sent(0, 100, 0), ...sent(1, 200, 10)], at(1));
    await tick(START + 3 * MINUTE);
    await post([...sent(1, 200, 10), ...sent(2, 300, 10)], at(3));
    await post(sent(2, 300, 10).slice(0, 1), at(3));
    await tick(START + 4 * MINUTE);
    // It comes late, and says less than what came after it.
    await post(sent(1, 150, 5), at(4));
    await tick(START + 5 * MINUTE);
    const slots = (await entry())?.state.minutes.map(({ good, bad }) => [good, bad]);
    expect(slots).toEqual([
      [90, 10],
      [100, 0],
    ]);
  });
});

describe('a clock', () => {
  test('counts what was stored while no clock ran, for an hour', async () => {
    const { post, tick, entry } = platform(anObjective());
    await tick(START);
    for (let minute = 0; minute < 50; minute++) {
      await post([at(START + minute * MINUTE, BAD)], START + minute * MINUTE);
    }
    await tick(START + 50 * MINUTE);
    expect((await entry())?.state.minutes).toHaveLength(50);
  });

  test('tries again a little later what a store failed to give', async () => {
    const { ports, config, post } = platform(anObjective());
    let fails = true;
    const forEachSince: typeof ports.tallies.forEachSince = async (...asked) => {
      if (fails) {
        throw new Error('away');
      }
      return ports.tallies.forEachSince(...asked);
    };
    const judge = judgeObjectives(
      { ...ports, tallies: { ...ports.tallies, forEachSince } },
      config,
    );
    await post([at(START, BAD)], START);
    expect(await judge(START + MINUTE)).toHaveLength(1);
    fails = false;
    const stored = () => ports.subjects.load([objectiveItemId('record-fast')]);
    expect(await judge(START + MINUTE + 10 * SECOND)).toEqual([]);
    expect(await stored()).toHaveProperty('size', 0);
    expect(await judge(START + MINUTE + 20 * SECOND)).toEqual([]);
    expect(await stored()).toHaveProperty('size', 1);
  });

  test.each([3, 6, 12])(
    'is not blind of a sender that is %i minutes late, and counts each minute',
    async (late) => {
      const { post, tick, entry } = platform(anObjective());
      for (let minute = 0; minute < 60; minute++) {
        const now = START + minute * MINUTE;
        if (minute >= late) {
          await post([at(now - late * MINUTE - 20 * SECOND, BAD)], now - SECOND);
        }
        expect(await tick(now)).toEqual([]);
        const { isBlind, state } = (await entry()) ?? {};
        const counted = Math.max(0, minute - late + 1);
        expect([minute, isBlind, state?.minutes.length]).toEqual([minute, undefined, counted]);
      }
    },
  );

  test('is not blind of a late sender beside others that are not', async () => {
    const objective = anObjective({ isPerSubject: true });
    const { ports, config, post, tick } = platform(objective);
    for (let minute = 0; minute < 60; minute++) {
      const now = START + minute * MINUTE;
      await post([at(now - SECOND, GOOD, 'prompt')], now - SECOND);
      if (minute >= 8) {
        await post([at(now - 8 * MINUTE - SECOND, GOOD, 'late')], now - SECOND);
      }
      expect(await tick(now)).toEqual([]);
      const blind = (await listObjectives(ports, config)(now)).filter(({ isBlind }) => isBlind);
      expect([minute, blind]).toEqual([minute, []]);
    }
  });

  test('that fails for one objective reads no more of the others', async () => {
    const config = withObjective();
    const [one] = config.objectives as readonly [Objective];
    const two = { ...config, objectives: [one, { ...one, name: 'other' }] };
    const ports = memoryPorts(() => START);
    const asked = new Map<string, number>();
    const forEachSince: typeof ports.tallies.forEachSince = async (of, ...rest) => {
      const name = of.split('#')[0] ?? '';
      asked.set(name, (asked.get(name) ?? 0) + 1);
      if (name === 'other') {
        throw new Error('away');
      }
      return ports.tallies.forEachSince(of, ...rest);
    };
    const judge = judgeObjectives({ ...ports, tallies: { ...ports.tallies, forEachSince } }, two);
    const post = ingestSamples(ports, two);
    for (let second = 0; second < 300; second++) {
      const now = START + second * SECOND;
      await post(second % 60 === 59 ? [at(now, GOOD)] : [], now);
      await judge(now);
    }
    expect(Object.fromEntries(asked)).toEqual({ 'record-fast': 5, other: 15 });
  });

  test('does not begin what it still works on, nor lets it hold back the others', async () => {
    const config = withObjective();
    const [one] = config.objectives as readonly [Objective];
    const two = { ...config, objectives: [one, { ...one, name: 'other' }] };
    const ports = memoryPorts(() => START);
    const { promise, resolve } = Promise.withResolvers<void>();
    const asked: string[] = [];
    const forEachSince: typeof ports.tallies.forEachSince = async (of) => {
      asked.push(of.split('#')[0] ?? '');
      await (of.startsWith('other') && promise);
    };
    const judge = judgeObjectives({ ...ports, tallies: { ...ports.tallies, forEachSince } }, two);
    const first = judge(START);
    await judge(START + 30 * SECOND);
    expect(asked).toEqual(['record-fast', 'other']);
    resolve();
    expect(await first).toEqual([]);
  });

  test('writes nothing where nothing was measured and nothing burns', async () => {
    const { ports, tick } = platform(anObjective({ blindAfter: null }));
    const item = objectiveItemId('record-fast');
    const version = async () => (await ports.subjects.load([item])).get(item)?.version;
    await tick(START);
    const before = await version();
    await tick(START + MINUTE);
    expect([typeof before, await version()]).toEqual(['number', before]);
  });

  test('of a standby adds what its own Region has counted, and leaves the rest', async () => {
    const { ports, config, post, entry } = platform(anObjective());
    const standby = judgeObjectives(ports, config, 30 * SECOND);
    await standby(START);
    expect(await entry()).toBeUndefined();
    await post([at(START, GOOD)], START);
    await standby(START + MINUTE);
    expect((await entry())?.state.minutes).toMatchObject([{ good: 1 }]);
  });
});

describe('two Regions', () => {
  test('each add what the other has not, and count what both have once', () => {
    const objective = anObjective({ name: 'record-fast', service: 'icu' });
    const rules = compileRules(withObjective());
    const fold = (
      stored: Parameters<typeof foldObjective>[0],
      minutes: readonly (readonly [number, number])[],
    ) => {
      const first = START / MINUTE;
      const counts = new Map([
        [
          '',
          { minutes: new Map(minutes.map(([minute, good]) => [first + minute, { good, bad: 0 }])) },
        ],
      ]);
      return foldObjective(stored, { objective, counts }, rules, START + 10 * MINUTE).state;
    };
    const one = fold(undefined, [
      [0, 2],
      [1, 2],
    ]);
    const both = fold(one, [
      [1, 1],
      [2, 3],
    ]);
    const entry = both?.series[budgetKey(countingOf(objective), '')];
    expect(entry?.kind === 'objective' && entry.state.minutes.map(({ good }) => good)).toEqual([
      2, 2, 3,
    ]);
  });
});
