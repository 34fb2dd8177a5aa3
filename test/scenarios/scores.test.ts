import { describe, expect } from '@jest/globals';
import { HOUR, MINUTE } from '#core/time/instant.ts';
import { endLimits } from '#usecases/set-limit.ts';
import { hospital, policy, service, to } from '../support/config.ts';
import { news2, observed, WELL } from '../support/scores.ts';
import { type Story, story } from '../support/story.ts';

/** A red score is for the nurse, a total from 5 on for the doctor, from 7 on for the team. */
const config = (more: Parameters<typeof service>[2] = {}) =>
  hospital({
    policies: [
      policy('nurse', [to('anna')]),
      policy('doctor', [to('bo')]),
      policy('team', [to('cia')]),
    ],
    services: [
      service('ward', 'nurse', {
        policies: { critical: 'team', error: 'doctor', warning: 'nurse', info: null },
        ...more,
      }),
    ],
    rules: [news2({ service: 'ward' })],
  });

const chart = (it: Story, values: Readonly<Record<string, number>>) =>
  it.post(...observed('bed-4', { ...WELL, ...values }, it.now()));

const alertNow = async (it: Story) =>
  (await it.ports.incidents.open())
    .flatMap(({ alerts }) => Object.values(alerts).map(({ alert }) => alert))
    .find(({ rule }) => rule === 'news2');

describe('an early warning score', () => {
  story(
    'pages by the policy of each level that it reaches, and says how it rose',
    config(),
    async (it) => {
      await chart(it, {});
      await it.pass(10 * MINUTE);
      it.expectNoPage();
      await chart(it, { consciousness: 1 });
      it.expectPage('anna', 'sms', /WARNING NEWS2 3 \(\+3\), bed-4/);
      await it.pass(MINUTE);
      await chart(it, { consciousness: 1, heart_rate: 112 });
      it.expectPage('bo', 'sms', /ERROR NEWS2 5 \(\+5\), bed-4/);
      await it.pass(MINUTE);
      await chart(it, { consciousness: 1, heart_rate: 112, resp_rate: 22 });
      it.expectPage('cia', 'sms', /CRITICAL NEWS2 7 \(\+7\), bed-4/);
      await it.pass(MINUTE);
      await chart(it, {});
      expect(await it.open()).toEqual([]);
    },
  );

  story(
    'names the points of its parameters where the service allows values in pages',
    config({ valuesInPages: true }),
    async (it) => {
      await chart(it, { consciousness: 1, heart_rate: 112 });
      it.expectPage('bo', 'sms', /NEWS2 5 for heart_rate 2, consciousness 3, bed-4/);
      await chart(it, {});
    },
  );

  story(
    'pages nobody at night for what it cannot know, but the technical service',
    config(),
    async (it) => {
      const { temperature: _, ...rest } = WELL;
      await it.post(...observed('bed-4', { ...rest, resp_rate: 21, heart_rate: 112 }, it.now()));
      it.expectNoPage();
      await it.pass(30 * MINUTE);
      await it.post(...observed('bed-4', { ...rest, resp_rate: 21, heart_rate: 112 }, it.now()));
      it.expectNoPage();
      await it.pass(30 * MINUTE);
      it.expectPage('dan', 'sms', /WARNING NEWS2 4-7: no temperature/);
      await it.post(...observed('bed-4', { temperature: 37 }, it.now()));
      expect(await it.open()).toEqual([]);
      await it.post(...observed('bed-4', { temperature: 39.2 }, it.now()));
      it.expectPage('bo', 'sms', /ERROR NEWS2 6/);
      await chart(it, {});
      await it.pass(50 * MINUTE);
      await chart(it, {});
    },
  );

  story(
    'that somebody has acknowledged pages again once it reaches a worse level',
    config(),
    async (it) => {
      await chart(it, { consciousness: 1 });
      it.expectPage('anna', 'sms', /WARNING NEWS2 3/);
      const { id } = await it.incident();
      await it.act(id, { kind: 'acknowledge', by: 'anna' });
      await it.pass(20 * MINUTE);
      it.expectNoPage();
      await chart(it, { consciousness: 1, heart_rate: 131, resp_rate: 22 });
      it.expectPage('cia', 'sms', /CRITICAL NEWS2 8/);
      await it.pass(MINUTE);
      await chart(it, {});
      await it.pass(HOUR / 2);
      await chart(it, {});
    },
  );

  story('of a bed that changes hands has no value of whoever has left', config(), async (it) => {
    const { consciousness: _, ...rest } = WELL;
    await chart(it, { consciousness: 1, heart_rate: 112 });
    it.expectPage('bo', 'sms', /ERROR NEWS2 5/);
    await it.act((await it.incident()).id, { kind: 'acknowledge', by: 'bo' });
    await it.pass(10 * MINUTE);
    const moved = it.now();
    // The heart rate is that of whoever comes; word of the move is late.
    await it.pass(MINUTE);
    await it.post(...observed('bed-4', { heart_rate: 131 }, it.now()));
    expect(await alertNow(it)).toMatchObject({ severity: 'error', score: { low: 6 } });
    await it.pass(10 * MINUTE);
    await endLimits(it.ports, config())('bed-4', () => true, it.now(), moved);
    await it.run();
    const alert = await alertNow(it);
    expect(alert).toMatchObject({ severity: 'warning', score: { low: 3, high: 20 } });
    await it.post(...observed('bed-4', { ...rest, heart_rate: 70 }, it.now()));
    expect(await it.open()).toEqual([]);
  });

  const hourly = news2({ service: 'ward' });
  const charted = {
    ...config(),
    rules: [
      { ...hourly, parameters: hourly.parameters.map((one) => ({ ...one, maxAge: 6 * HOUR })) },
    ],
  };

  story(
    'of a bed that changes hands keeps what was charted of whoever came',
    charted,
    async (it) => {
      await chart(it, { consciousness: 1 });
      it.expectPage('anna', 'sms', /WARNING NEWS2 3/);
      await it.act((await it.incident()).id, { kind: 'acknowledge', by: 'anna' });
      await it.pass(13 * MINUTE);
      const moved = it.now();
      await it.pass(5 * MINUTE);
      await chart(it, { consciousness: 1 });
      await it.pass(5 * MINUTE);
      await endLimits(it.ports, charted)('bed-4', () => true, it.now(), moved);
      await it.run();
      expect(await alertNow(it)).toMatchObject({ score: { low: 3, high: 3 } });
      await chart(it, {});
    },
  );

  story('of a bed that is empty ends, and misses nothing', config(), async (it) => {
    await chart(it, { consciousness: 1, heart_rate: 112 });
    it.expectPage('bo', 'sms', /ERROR NEWS2 5/);
    await it.pass(MINUTE);
    await endLimits(it.ports, config())('bed-4', () => true, it.now(), it.now());
    await it.run();
    expect(await it.open()).toEqual([]);
    const left = (await it.ports.subjects.load(['bed-4'])).get('bed-4');
    expect(left?.series ?? {}).toEqual({});
    await it.pass(2 * HOUR);
    it.expectNoPage();
  });
});
