import { describe, expect, test } from '@jest/globals';
import { candidatesOf, isOneSided } from '#core/burden/candidates.ts';
import { compareAlarms } from '#core/burden/compare.ts';
import type { ThresholdRule } from '#core/rule/threshold.ts';
import type { Sample } from '#core/sample/sample.ts';
import type { Config } from '#core/team/config.ts';
import { HOUR, MINUTE, SECOND } from '#core/time/instant.ts';
import { backtest } from '#local/backtest.ts';
import { simulate } from '#local/simulate.ts';
import { absence, below, hospital } from '../support/config.ts';

const START = Date.UTC(2026, 5, 1, 9);

function sample(bed: number, seconds: number, value: number): Sample {
  return {
    subject: `bed-${bed}`,
    metric: 'spo2',
    value,
    at: START + seconds * SECOND,
    labels: {},
  };
}

/** Beds that dip at random, each for some samples; the same for the same seed. */
function recording(seed: number, seconds: number, every: number): readonly Sample[] {
  let state = seed;
  const random = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
  const left = [0, 0, 0, 0];
  const samples: Sample[] = [];
  for (let at = 0; at < seconds; at += every) {
    for (const [bed, dips] of left.entries()) {
      left[bed] = dips > 0 ? dips - 1 : random() < 0.01 ? Math.ceil(random() * 60) : 0;
      samples.push(sample(bed, at, dips > 0 ? 80 + bed : 96));
    }
  }
  return samples;
}

async function* inChunks(samples: readonly Sample[], size = 50) {
  for (let at = 0; at < samples.length; at += size) {
    yield samples.slice(at, at + size);
  }
}

const withFor = (wait: number): Config =>
  hospital({ config: { rules: [below('spo2', 88, { for: wait })] } });

describe('a backtest', () => {
  test.each([
    ['a rule that fires at once', withFor(0), 3],
    ['a rule that waits', withFor(30 * SECOND), 5],
    ['samples more often than the clock', withFor(15 * SECOND), 1],
    [
      'a rule on silence beside it',
      hospital({
        config: {
          rules: [below('spo2', 88), absence('spo2', 2 * MINUTE)],
        },
      }),
      7,
    ],
  ])(
    'makes what the platform would have made of the same samples, with %s',
    async (_, config, every) => {
      const samples = recording(every, 40 * 60, every);
      const last = samples.at(-1)?.at ?? 0;
      const { runs } = await backtest([config], inChunks(samples));
      const simulated = await simulate(config, samples, last + HOUR);
      const sent = runs[0]?.pages.filter(({ status }) => status === 'sent') ?? [];
      expect(sent.length).toBeGreaterThan(0);
      // Pages that were bundled left in one message.
      const messages = new Map(sent.map((page) => [page.messageId, page]));
      const told = [...messages.values()].map(
        ({ attempts, order }) => `${attempts.at(-1)?.at} ${order.responder}`,
      );
      const expected = simulated.pages.map(({ at, responder }) => `${at} ${responder}`);
      expect(told).toHaveLength(expected.length);
      expect(new Set(told)).toEqual(new Set(expected));
    },
  );

  test('tells what a delay loses, and how much later the rest begins', async () => {
    const samples = [
      ...[0, 5, 10].map((at) => sample(1, at, 80)),
      sample(1, 15, 97),
      ...[600, 605, 610, 615, 620, 625, 630, 635].map((at) => sample(1, at, 80)),
      sample(1, 640, 97),
    ];
    const { runs } = await backtest([withFor(0), withFor(30 * SECOND)], inChunks(samples, 2));
    const [before, after] = runs.map(({ alarms }) => alarms);
    const { lost, kept, added } = compareAlarms(before ?? [], after ?? []);
    expect(lost.map(({ began, ended = 0 }) => [began - START, ended - began])).toEqual([
      [0, 15 * SECOND],
    ]);
    expect(kept.map(({ delay }) => delay)).toEqual([30 * SECOND]);
    expect(added).toEqual([]);
    const back = compareAlarms(after ?? [], before ?? []);
    expect([back.lost.length, back.added.length]).toEqual([0, 1]);
  });

  test('puts values of one moment together that only together make an alarm', async () => {
    const term = (metric: string) => ({ metric, matchers: [], maxAge: HOUR });
    const ratio: ThresholdRule = {
      ...below('used', 0, { condition: { kind: 'above', limit: 0.95, clear: 0.95 } }),
      across: { kind: 'ratio', terms: [term('used'), term('total')] },
    };
    const moment = (seconds: number, used: number, total: number) =>
      Object.entries({ total, used }).map(([metric, value]) => ({
        ...sample(1, seconds, value),
        metric,
      }));
    const samples = [...moment(0, 80, 100), ...moment(5, 94, 98)];
    const { runs } = await backtest([hospital({ config: { rules: [ratio] } })], inChunks(samples));
    expect(runs[0]?.alarms.map(({ rule }) => rule)).toContain('used-low');
  });

  test('of no samples is empty', async () => {
    expect(await backtest([withFor(0)], inChunks([]))).toMatchObject({ samples: 0, runs: [] });
  });
});

test('a rule is tried with each combination of what its bounds allow, hysteresis on its own side', () => {
  const rule = below('spo2', 88) as ThresholdRule;
  if (!isOneSided(rule)) {
    throw new Error('it has one limit');
  }
  const tried = candidatesOf(rule, { for: [0, MINUTE], hysteresis: [0, 2] }, 3);
  expect(tried.map((one) => [one.for / SECOND, one.limit, one.rule.condition])).toEqual(
    [0, 30, 60].flatMap((wait) =>
      [88, 89, 90].map((clear) => [wait, 88, { kind: 'below', limit: 88, clear }]),
    ),
  );
  const above = { ...rule, condition: { kind: 'above', limit: 130, clear: 125 } } as const;
  const [first] = candidatesOf(above, { limit: [130, 140] }, 2);
  expect(first?.rule.condition).toEqual({ kind: 'above', limit: 130, clear: 125 });
});
