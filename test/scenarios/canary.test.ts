import { describe, expect, test } from '@jest/globals';
import { CANARY, withCanary } from '#core/canary/canary.ts';
import { proveReachability, weakSpots } from '#core/team/reachability.ts';
import { HOUR, MINUTE } from '#core/time/instant.ts';
import { setSilence } from '#usecases/set-silence.ts';
import { hospital } from '../support/config.ts';
import { story } from '../support/story.ts';
import { START, sample } from '../support/world.ts';

const CONFIG = withCanary(hospital());

describe('the canary', () => {
  test('is reached at every moment, and changes nothing about whom others reach', () => {
    expect(proveReachability(CONFIG, START)).toEqual(proveReachability(hospital(), START));
    expect(weakSpots(CONFIG, START)).toEqual(weakSpots(hospital(), START));
  });

  story('is paged at once and once, and its incident ends with the breach', CONFIG, async (w) => {
    const { id, subject, metric, channel } = CANARY;
    await w.post(sample(subject, metric, 1, w.now()));
    w.expectPage(id, channel, /Canary/);
    await w.pass(5 * MINUTE);
    await w.post(sample(subject, metric, 0, w.now()));
    expect(await w.open()).toEqual([]);
  });

  story('that goes on breaching, and that nobody answers, pages nobody else', CONFIG, async (w) => {
    const { id, subject, metric, channel } = CANARY;
    await w.post(sample(subject, metric, 1, w.now()));
    w.expectPage(id, channel);
    await w.pass(HOUR + MINUTE);
    expect((await w.incident()).escalation.phase).toBe('exhausted');
  });

  story('that cannot be paged itself pages nobody else, however often', CONFIG, async (w) => {
    const { id, subject, metric, channel } = CANARY;
    await w.sns.removeTopic(id, channel);
    for (let run = 1; run <= 3; run++) {
      await w.post(sample(subject, metric, 1, w.now()));
      expect((await w.incident()).escalation.phase).toBe('nobody');
      await w.pass(MINUTE);
      await w.post(sample(subject, metric, 0, w.now()));
      await w.pass(4 * MINUTE);
    }
  });

  story('is paged through a silence over everything that is critical', CONFIG, async (w) => {
    const { id, subject, metric, channel } = CANARY;
    await setSilence(w.ports)(
      {
        id: 's1',
        kind: 'silence',
        matchers: [{ name: 'severity', op: '=', value: 'critical' }],
        startsAt: w.now(),
        endsAt: w.now() + HOUR,
        createdBy: 'anna',
        createdAt: w.now(),
        comment: 'drill',
      },
      w.now(),
    );
    await w.post(sample('bed-1', 'spo2', 84, w.now()));
    w.expectNoPage();
    await w.post(sample(subject, metric, 1, w.now()));
    w.expectPage(id, channel);
  });

  story('is breached by its own subject only', CONFIG, async (w) => {
    await w.post(sample('bed-1', CANARY.metric, 1, w.now()));
    expect(await w.open()).toEqual([]);
  });
});
