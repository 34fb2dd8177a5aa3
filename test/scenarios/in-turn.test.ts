import { describe, expect } from '@jest/globals';
import type { Schedule } from '#core/oncall/schedule.ts';
import { MINUTE } from '#core/time/instant.ts';
import { hospital, policy } from '../support/config.ts';
import { story } from '../support/story.ts';
import { sample } from '../support/world.ts';

/** Anna and Bo have the desk together. */
const desk: Schedule = {
  id: 'desk',
  timeZone: 'UTC',
  layers: [
    {
      ...{ name: 'desk', people: [['anna', 'bo']], shift: { days: 7 } },
      ...{ start: '2026-01-01T00:00', restrictions: [] },
    },
  ],
};

const CONFIG = hospital({
  policies: [
    policy('icu', [], {
      repeat: 1,
      steps: [{ targets: [{ kind: 'schedule', id: 'desk' }], delay: 5 * MINUTE, inTurn: true }],
    }),
  ],
  config: { schedules: { desk } },
});

describe('those who are on call together', () => {
  story(
    'are paged in turn, incident by incident, and the next if one does not answer',
    CONFIG,
    async (w) => {
      const breach = (bed: string) => w.post(sample(bed, 'spo2', 84, w.now()));
      await breach('bed-1');
      w.expectPage('anna', 'sms', /bed-1/);
      await breach('bed-2');
      w.expectPage('bo', 'sms', /bed-2/);
      const [first] = (await w.open()).filter(({ pages }) => pages[0]?.responder === 'anna');
      await w.act(first?.id ?? '', { kind: 'acknowledge', by: 'anna' });
      await w.pass(5 * MINUTE + 10_000);
      w.expectPage('anna', 'sms', /bed-2/);
      const [second] = (await w.open()).filter(({ pages }) => pages[0]?.responder === 'bo');
      await w.act(second?.id ?? '', { kind: 'acknowledge', by: 'anna' });
      expect((await w.open()).every(({ status }) => status === 'acknowledged')).toBe(true);
    },
  );
});
