import { describe, expect } from '@jest/globals';
import type { ThresholdRule } from '#core/rule/threshold.ts';
import type { Usual } from '#core/rule/usual.ts';
import { HOUR, MINUTE } from '#core/time/instant.ts';
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

describe('a value that is compared with what is usual', () => {
  // A season of two hours, so that it is soon learned: a config always has a week.
  const usual: Usual = {
    ...{ side: 'above', margin: 0.2, floor: 5, timeZone: 'Europe/Stockholm' },
    ...{ season: 2 * HOUR, warmUp: 6 * HOUR },
  };
  const unusual: ThresholdRule = {
    ...below('latency', 0, { condition: { kind: 'equals', value: 1 } }),
    ...{ name: 'latency', title: 'Latency', severity: 'warning', usual },
  };

  const measure = (w: Story, value: number) =>
    w.post({ ...sample('ris', 'latency', value, w.now()), unit: 'ms' });

  story(
    'is told with that, once it is learned, and no more when it is usual again',
    hospital({ rules: [unusual], services: [shown] }),
    async (w) => {
      for (let quarter = 0; quarter < 25; quarter++) {
        await measure(w, 30 + (quarter % 3));
        await w.pass(15 * MINUTE);
      }
      w.expectNoPage();
      await measure(w, 210);
      await w.run();
      w.expectPage(
        'anna',
        'sms',
        /Latency 210 ms \(usually 2\d to 3\d ms on Mondays at \d\d\), ris/,
      );
      const [known] = Object.values((await w.incident()).alerts);
      expect(known?.alert.limit).toMatch(/^usually 2\d to 3\d ms on Mondays at \d\d$/);
      await w.pass(MINUTE);
      await measure(w, 31);
      await w.run();
      expect(await w.open()).toEqual([]);
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

describe('a disk that fills', () => {
  const filling: ThresholdRule = {
    ...below('disk_used', 0, {
      title: 'Disk fills up',
      condition: { kind: 'above', limit: 95, clear: 90 },
    }),
    over: { fn: 'forecast', window: 5 * HOUR, ahead: 4 * HOUR },
  };
  /** Samples each ten minutes, of which the first has the value `from`. */
  const fill = async (w: Story, from: number, perHour: number, hours: number) => {
    for (let tenth = 0; tenth < 6 * hours; tenth++) {
      const value = from + (perHour * tenth) / 6;
      await w.pass(10 * MINUTE);
      await w.post({ ...sample('db-1', 'disk_used', value, w.now()), unit: '%' });
    }
  };

  story(
    'pages hours before it is full and says about when, and ends once somebody has made room',
    hospital({ rules: [filling], services: [shown] }),
    async (w) => {
      await fill(w, 40, 6, 4);
      w.expectNoPage();
      await fill(w, 64, 6, 1.5);
      w.expectPage('anna', 'sms', /^CRITICAL Disk fills up \(95 % in about 4 h\), db-1/);
      const { id, alerts } = await w.incident();
      expect(Object.values(alerts)[0]?.alert.limit).toBe('forecast in 4 h over 5 h above 95');
      await w.act(id, { kind: 'acknowledge', by: 'anna' });
      await fill(w, 30, 6, 1.5);
      expect(await w.open()).toEqual([]);
    },
  );

  story(
    'names no limit where values are none to be shown',
    hospital({ rules: [filling] }),
    async (w) => {
      await fill(w, 40, 6, 4);
      await fill(w, 64, 6, 1.5);
      w.expectPage('anna', 'sms', /^CRITICAL Disk fills up \(its limit in about 4 h\), db-1/);
    },
  );

  story(
    'pages nobody for a file that is copied at once',
    hospital({ rules: [filling] }),
    async (w) => {
      await fill(w, 40, 0, 6);
      await fill(w, 80, 0, 6);
      w.expectNoPage();
    },
  );
});
