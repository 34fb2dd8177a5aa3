import { describe, expect, test } from '@jest/globals';
import { proveReachability, weakSpots } from '#config/reachability.ts';
import { CANARY, withCanary } from '#core/canary.ts';
import { HOUR, MINUTE } from '#core/time/instant.ts';
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

  story('that goes on breaching for an hour is a technical alert', CONFIG, async (w) => {
    const { id, subject, metric, channel } = CANARY;
    await w.post(sample(subject, metric, 1, w.now()));
    w.expectPage(id, channel);
    await w.pass(HOUR);
    w.expectPage('dan', 'sms', /nobody answers.*Canary|Canary.*nobody answers/);
    await w.post(sample(subject, metric, 0, w.now()));
    expect(await w.open()).toEqual([]);
  });

  story('is breached by its own subject only', CONFIG, async (w) => {
    await w.post(sample('bed-1', CANARY.metric, 1, w.now()));
    expect(await w.open()).toEqual([]);
  });
});
