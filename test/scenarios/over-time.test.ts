import { describe, expect } from '@jest/globals';
import type { ThresholdRule } from '#core/rule/threshold.ts';
import { MINUTE } from '#core/time/instant.ts';
import { below, hospital, service } from '../support/config.ts';
import { type Story, story } from '../support/story.ts';
import { START, sample } from '../support/world.ts';

const shown = service('icu', 'icu', { valuesInPages: true });
const average: ThresholdRule = {
  ...below('pressure', 88),
  over: { fn: 'avg', window: 10 * MINUTE },
};

async function measureEachMinute(w: Story, values: readonly number[]) {
  for (const value of values) {
    await w.post(sample('bed-1', 'pressure', value, w.now()));
    await w.pass(MINUTE);
  }
}

describe('an average over ten minutes', () => {
  story(
    'leaves a short dip alone, pages about a long one with its value, and ends with it',
    hospital({ rules: [average], services: [shown] }),
    async (w) => {
      await measureEachMinute(w, [95, 95, 60, 95, 95, 95, 95, 95, 95, 95, 95, 95, 95, 95]);
      w.expectNoPage();
      await measureEachMinute(w, [80, 80, 80, 80, 80, 80]);
      w.expectPage('anna', 'sms', /pressure low average over 10 min 86\.818, bed-1/);
      const [known] = Object.values((await w.incident()).alerts);
      expect(known?.alert.limit).toBe('average over 10 min below 88');
      await measureEachMinute(w, [120]);
      expect(await w.open()).toEqual([]);
    },
  );

  story(
    'is the same if its samples come late, in another order and twice',
    hospital({ rules: [average] }),
    async (w) => {
      await w.pass(20 * MINUTE);
      const minutes = [7, 3, 0, 9, 3, 5, 1, 8, 2, 6, 4];
      for (const minute of minutes) {
        await w.post(sample('bed-1', 'pressure', 80, START + minute * MINUTE));
      }
      w.expectPage('anna', 'sms', /pressure low/);
      expect(Object.keys((await w.incident()).alerts)).toHaveLength(1);
    },
  );
});

describe('a sensor that says the same all the time', () => {
  const stuck: ThresholdRule = {
    ...below('pressure', 0, {
      title: 'Probe is stuck',
      condition: { kind: 'stuck', after: 30 * MINUTE },
    }),
    over: { fn: 'unchanged', window: 30 * MINUTE },
  };

  story(
    'pages once it has for as long, and ends with another value',
    hospital({ rules: [stuck], services: [shown] }),
    async (w) => {
      await measureEachMinute(
        w,
        Array.from({ length: 33 }, () => 97),
      );
      w.expectNoPage();
      await measureEachMinute(w, [97]);
      w.expectPage('anna', 'sms', /Probe is stuck 97, bed-1/);
      await measureEachMinute(w, [96]);
      expect(await w.open()).toEqual([]);
    },
  );
});
