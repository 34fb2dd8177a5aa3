import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { compileRules } from '#core/evaluation/rule-set.ts';
import { currentScores } from '#core/evaluation/score/current.ts';
import type { PersonalLimit } from '#core/rule/personal-limit.ts';
import { type Duration, HOUR, MINUTE, SECOND } from '#core/time/instant.ts';
import type { Ports } from '#usecases/ports.ts';
import { endLimits, setLimit } from '#usecases/set-limit.ts';
import { hospital, policy, service, to } from '../support/config.ts';
import { news2, observed, WELL } from '../support/scores.ts';
import { STORE_ENGINES, type StoreEngineName } from '../support/store-engines.ts';
import { type Story, story } from '../support/story.ts';
import { createWorld, START, type World } from '../support/world.ts';

const CONFIG = hospital({
  policies: [policy('nurse', [to('anna')]), policy('doctor', [to('bo')])],
  services: [
    service('ward', 'nurse', {
      policies: { critical: 'doctor', error: 'doctor', warning: 'nurse', info: null },
    }),
  ],
  rules: [news2({ service: 'ward' })],
});

const chart = (it: Pick<Story, 'post' | 'now'>, values: Readonly<Record<string, number>>) =>
  it.post(...observed('bed-1', { ...WELL, ...values }, it.now()));

/** Orders scale 2 for bed-1 as a lead does, and runs everything that follows. */
async function order<P extends Ports>(it: World<P>, lasts: Duration): Promise<void> {
  const limit: PersonalLimit = {
    rule: 'news2',
    order: { kind: 'oxygen_scale', scale: 2 },
    reason: 'COPD, target 88 to 92 %',
    createdBy: 'cia',
    byPerson: true,
    createdAt: it.now(),
    endsAt: it.now() + lasts,
  };
  expect(await setLimit(it.ports, CONFIG)('bed-1', limit, it.now())).toMatchObject({ kind: 'set' });
  await it.run();
}

describe('a patient whose target is 88 to 92 %', () => {
  story('is paged for on scale 1 only until scale 2 is ordered', CONFIG, async (it) => {
    await chart(it, { spo2: 90 });
    it.expectPage('anna', 'sms', /WARNING NEWS2 3, bed-1/);
    await it.pass(MINUTE);
    await order(it, 8 * HOUR);
    expect(await it.open()).toEqual([]);
    await it.pass(10 * MINUTE);
    await chart(it, { spo2: 88 });
    it.expectNoPage();
    await it.pass(10 * MINUTE);
    // Too much oxygen is what scale 2 is there to see.
    await chart(it, { spo2: 97, oxygen: 1 });
    it.expectPage('bo', 'sms', /ERROR NEWS2 5/);
    const [known] = Object.values((await it.incident()).alerts);
    expect(known?.alert).toMatchObject({
      limitSetBy: { createdBy: 'cia', byPerson: true },
      score: { low: 5, oxygenScale: 2 },
    });
    await it.pass(10 * SECOND);
    await chart(it, { spo2: 90 });
    expect(await it.open()).toEqual([]);
  });

  story('is judged on scale 1 by the clock when the order ends', CONFIG, async (it) => {
    await order(it, 20 * MINUTE);
    await chart(it, { spo2: 90 });
    await it.pass(19 * MINUTE);
    it.expectNoPage();
    await it.pass(2 * MINUTE);
    it.expectPage('anna', 'sms', /WARNING NEWS2 3/);
    expect(Object.values((await it.incident()).alerts)[0]?.alert.limitSetBy).toBeUndefined();
    await chart(it, {});
  });

  story('is judged on scale 1 at once when a lead ends the order', CONFIG, async (it) => {
    await order(it, 8 * HOUR);
    await chart(it, { spo2: 97, oxygen: 1 });
    it.expectPage('bo', 'sms', /ERROR NEWS2 5/);
    await endLimits(it.ports, CONFIG)('bed-1', () => true, it.now());
    await it.run();
    expect(await it.open()).toEqual([]);
    await it.pass(20 * SECOND);
    await chart(it, {});
  });

  story('whose alert goes on is told of with the scale that counts now', CONFIG, async (it) => {
    await chart(it, { spo2: 90, consciousness: 1 });
    it.expectPage('bo', 'sms', /ERROR NEWS2 6/);
    await order(it, 8 * HOUR);
    const [known] = Object.values((await it.incident()).alerts);
    expect(known?.alert).toMatchObject({
      ...{ severity: 'warning', title: expect.stringMatching(/^NEWS2 3/u) },
      ...{ limitSetBy: { createdBy: 'cia' }, score: { oxygenScale: 2 } },
    });
    await chart(it, { spo2: 90 });
  });
});

/** The chart of the RCP: a saturation, air (0) or oxygen (1), and its points on scale 2. */
const SCALE_2 = [
  ...[
    [83, 3],
    [84, 2],
    [85, 2],
    [86, 1],
    [87, 1],
    [88, 0],
    [92, 0],
  ].flatMap(
    ([spo2 = 0, points = 0]) =>
      [
        [spo2, 0, points],
        [spo2, 1, points],
      ] as const,
  ),
  ...[93, 94, 95, 96, 97, 100].map((spo2) => [spo2, 0, 0] as const),
  ...[
    [93, 1],
    [94, 1],
    [95, 2],
    [96, 2],
    [97, 3],
    [100, 3],
  ].map(([spo2 = 0, points = 0]) => [spo2, 1, points] as const),
];

describe.each(['memory', 'SQLite', 'DynamoDB'] as const)('on stores in %s', (name) => {
  let engine: Awaited<ReturnType<(typeof STORE_ENGINES)[StoreEngineName]>>;
  beforeAll(async () => {
    engine = await STORE_ENGINES[name]();
  });
  afterAll(() => engine.stop());

  test('scale 2 has the points of the RCP at each edge of its bands', async () => {
    await engine.use(async (stores) => {
      const it = createWorld(CONFIG, START, (ports) => ({ ...ports, ...stores }));
      await order(it, 8 * HOUR);
      for (const [spo2, oxygen, points] of SCALE_2) {
        await it.pass(MINUTE);
        await chart(it, { spo2, oxygen });
        const state = (await it.ports.subjects.load(['bed-1'])).get('bed-1');
        const [news] = currentScores(state ?? { series: {} }, compileRules(CONFIG), it.now());
        const own = news?.score.parameters.find((one) => one.name === 'spo2');
        expect([spo2, oxygen, own?.points]).toEqual([spo2, oxygen, points]);
        expect(news?.score.low).toBe(points + 2 * oxygen);
      }
    });
  }, 60_000);
});
