import { describe, expect, test } from '@jest/globals';
import { MINUTE, SECOND } from '#core/time/instant.ts';
import { lookTime, TICK_EVERY } from '#core/time/look-ahead.ts';
import type { TickMessage } from '#usecases/ports.ts';
import { busyHour, quantile, TIMELY } from '../support/busy-hour.ts';
import { type TimedOptions, type TimedWorld, timedWorld } from '../support/timed-world.ts';
import { sample } from '../support/world.ts';

/** A look comes 0.1 to 1.1 s after what it is for, and here takes 50 ms more. */
const IN_TIME = 1_150;

const isLook = ({ look }: TickMessage) => look !== undefined;

/** A breach some seconds after a tick. */
async function breachedAfterTick(options?: TimedOptions) {
  const world = timedWorld(TIMELY, options);
  await world.pass(2 * MINUTE + 3 * SECOND);
  const breached = world.now();
  await world.post(sample('bed-1', 'spo2', 80, breached));
  return { world, breached };
}

/** Whom pages reached, by which channel, and how many seconds after a moment. */
const pagesAfter = (world: TimedWorld, moment: number) =>
  world
    .received()
    .map(({ responder, channel, at }) => [responder, channel, Math.floor((at - moment) / SECOND)]);

describe('what is due', () => {
  test('happens in its second: the group that waits, the second channel, the next step', async () => {
    const { world, breached } = await breachedAfterTick();
    await world.pass(50 * SECOND);
    expect(pagesAfter(world, breached)).toEqual([
      ['anna', 'sms', 6],
      ['anna', 'email', 19],
      ['bo', 'sms', 37],
    ]);
    // That the incident is due three times in one minute makes none of them a repeat.
    const late = world.handled.map((one) => one.late);
    expect(late.length).toBeGreaterThanOrEqual(3);
    expect(Math.max(...late)).toBeLessThanOrEqual(IN_TIME);
  });

  test('happens in time where it is far ahead, which only a tick foresees', async () => {
    const world = timedWorld(TIMELY);
    await world.pass(7 * SECOND);
    const last = world.now();
    await world.post(sample('bed-1', 'pulse', 70, last));
    await world.pass(MINUTE);
    const [first] = world.received();
    // A rule on silence waits a fifth longer than it says, and then the group for five seconds.
    const due = last + 36 * SECOND + 5 * SECOND;
    expect(first?.at).toBeGreaterThanOrEqual(due);
    expect(first?.at).toBeLessThanOrEqual(due + 2 * IN_TIME);
  });

  test('happens once though each message of the clock comes twice', async () => {
    const { world, breached } = await breachedAfterTick({ copies: 2 });
    await world.pass(50 * SECOND);
    expect(pagesAfter(world, breached).map(([who, how]) => `${who} ${how}`)).toEqual([
      'anna sms',
      'anna email',
      'bo sms',
    ]);
  });

  test('is late by a tick at most where every look is lost', async () => {
    const { world, breached } = await breachedAfterTick({ isLost: isLook });
    await world.pass(70 * SECOND);
    expect(pagesAfter(world, breached).map(([who, how]) => `${who} ${how}`)).toEqual([
      'anna sms',
      'anna email',
      'bo sms',
    ]);
    const worst = Math.max(...world.handled.map(({ late }) => late));
    expect(worst).toBeGreaterThan(2 * SECOND);
    expect(worst).toBeLessThanOrEqual(TICK_EVERY + 100);
  });

  test('waits for the minute where the queue of ticks is lost, and is not forgotten', async () => {
    const { world, breached } = await breachedAfterTick({ isLost: () => true });
    await world.pass(150 * SECOND);
    expect(pagesAfter(world, breached)).toHaveLength(3);
  });
});

test('of random breaches, recoveries and silences 99 of 100 dues are handled within 2 s', async () => {
  const { handled, logged } = await busyHour({ seed: 20, time: 20 * MINUTE, events: 500 });
  const late = handled.map((one) => one.late);
  for (const kind of ['subjects', 'incidents', 'pages'] as const) {
    expect(handled.filter((one) => one.kind === kind).length).toBeGreaterThan(20);
  }
  expect(quantile(late, 0.99)).toBeLessThanOrEqual(2 * SECOND);
  expect(Math.max(...late)).toBeLessThanOrEqual(TICK_EVERY + 5 * SECOND);
  expect(logged).toEqual([]);
});

test('a look is late by a second and a tenth at most, and never early', () => {
  const now = 1_000_000;
  for (const due of [1, 99, 900, 901, 1_000, 4_321]) {
    const late = lookTime(now + due, now) - now - due;
    expect(late).toBeGreaterThanOrEqual(100);
    expect(late).toBeLessThan(1_100);
    expect((lookTime(now + due, now) - now) % SECOND).toBe(0);
  }
});
