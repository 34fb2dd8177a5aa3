import { describe, expect } from '@jest/globals';
import { MINUTE } from '#core/time/instant.ts';
import { hospital } from '../support/config.ts';
import { story } from '../support/story.ts';
import { START, sample } from '../support/world.ts';

const breach = sample('bed-1', 'spo2', 84, START);

describe('at the same moment', () => {
  story('the same request twice is one alert, one incident, one page', hospital(), async (w) => {
    await Promise.all([w.post(breach), w.post(breach)]);
    w.expectPage('anna', 'sms');
    const incident = await w.incident();
    expect([incident.episode, incident.pages.length]).toEqual([1, 1]);
  });

  story('two vitals of one patient are both known, and end apart', hospital(), async (w) => {
    const pulse = sample('bed-1', 'pulse', 30, START);
    await Promise.all([w.post(breach), w.post(pulse)]);
    w.expectPage('anna', 'sms');
    const { alerts } = await w.incident();
    expect(Object.values(alerts).map(({ alert }) => alert.metric)).toEqual(
      expect.arrayContaining(['pulse', 'spo2']),
    );
    await w.pass(1 * MINUTE);
    await w.post(sample('bed-1', 'spo2', 97, w.now()));
    expect((await w.incident()).status).toBe('triggered');
    await w.post(sample('bed-1', 'pulse', 70, w.now()));
    expect(await w.open()).toEqual([]);
  });

  story('of two who acknowledge one is the first, and the other is told', hospital(), async (w) => {
    await w.post(breach);
    w.expectPage('anna', 'sms');
    const { id } = await w.incident();
    const answers = await Promise.all(
      ['anna', 'bo'].map((by) => w.act(id, { kind: 'acknowledge', by })),
    );
    const { acknowledgement } = await w.incident();
    const first = acknowledgement?.by === 'anna' ? 'Anna' : 'Bo';
    expect(answers.sort()).toEqual([
      expect.stringMatching(/^done: Acknowledged until/),
      expect.stringContaining(`refused: It was acknowledged at 2026-06-01 09:00 UTC by ${first}.`),
    ]);
  });
});
