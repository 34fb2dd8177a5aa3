import { describe, expect } from '@jest/globals';
import type { Schedule } from '#core/oncall/schedule.ts';
import { MINUTE } from '#core/time/instant.ts';
import { hospital, policy, to } from '../support/config.ts';
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

const CRASH_TEAM = hospital({
  policies: [
    policy('icu', [], {
      steps: [
        { targets: to('anna', 'bo', 'cia'), delay: 5 * MINUTE, answers: 2 },
        { targets: to('anna', 'dan'), delay: 5 * MINUTE },
      ],
    }),
  ],
});

describe('a crash team of whom two must answer', () => {
  story(
    'is paged on until a second answers, without whoever has answered, and asked anew once that expires',
    CRASH_TEAM,
    async (w) => {
      await w.post(sample('bed-1', 'spo2', 84, w.now()));
      for (const person of ['anna', 'bo', 'cia']) {
        w.expectPage(person, 'sms', /2 must answer/);
      }
      const { id } = await w.incident();
      const acknowledge = (by: string) => w.act(id, { kind: 'acknowledge', by });
      await w.pass(MINUTE);
      expect(await acknowledge('anna')).toMatch(/1 of 2 have answered: Anna; one more is wanted/);
      expect(await acknowledge('anna')).toMatch(/^already: /);
      await w.pass(4 * MINUTE + 10_000);
      w.expectPage('dan', 'sms', /2 must answer, Anna answered/);
      expect(await acknowledge('bo')).toMatch(/^done: Acknowledged until/);
      await w.pass(29 * MINUTE);
      w.expectNoPage();
      await w.pass(2 * MINUTE);
      for (const person of ['anna', 'bo', 'cia']) {
        w.expectPage(person, 'sms', /2 must answer/);
      }
    },
  );
});
