import type { Config } from '#core/team/config.ts';
import { type Duration, MINUTE, SECOND } from '#core/time/instant.ts';
import { absence, below, hospital, person, policy, service, to } from './config.ts';
import { randomNumbers } from './random-numbers.ts';
import { type TimedOptions, type TimedWorld, timedWorld } from './timed-world.ts';

/**
 * A service that waits for a group, two steps of half a minute, a second channel after 12 s, rules
 * that end later than their breach, and monitors that must not be silent.
 */
export const TIMELY: Config = hospital({
  people: [
    person(
      'anna',
      ['sms', 'email'],
      [
        { channel: 'sms', delay: 0, severities: ['critical'] },
        { channel: 'email', delay: 12 * SECOND, severities: ['critical'] },
      ],
    ),
  ],
  policies: [
    policy('icu', [], {
      steps: ['anna', 'bo'].map((id) => ({ targets: to(id), delay: 30 * SECOND })),
    }),
  ],
  services: [service('icu', 'icu', { groupWait: 5 * SECOND })],
  rules: [
    below('spo2', 88, { keepFiringFor: 7 * SECOND }),
    below('map', 60, { silent: 'fire', for: 20 * SECOND }),
    absence('pulse', 30 * SECOND),
  ],
});

/**
 * Lives through random breaches, recoveries and silences of some beds. A message of the clock takes
 * 20 to 300 ms, one in fifty a second more for a cold start; EventBridge is up to 3 s late. These
 * are assumed: no primary source gives them.
 */
export async function busyHour({
  seed,
  beds = 40,
  events = 1_500,
  time = 60 * MINUTE,
  ...options
}: {
  readonly seed: number;
  readonly beds?: number;
  readonly events?: number;
  readonly time?: Duration;
} & TimedOptions): Promise<TimedWorld> {
  const random = randomNumbers(seed);
  const world = timedWorld(TIMELY, {
    latency: () => 20 + 280 * random() ** 3 + (random() < 0.02 ? SECOND : 0),
    minuteLate: () => 3 * SECOND * random(),
    ...options,
  });
  const metrics = ['spo2', 'map', 'pulse'];
  for (let event = 0; event < events; event++) {
    await world.pass(Math.floor(((2 * time) / events) * random()));
    const bed = `bed-${Math.floor(beds * random())}`;
    const metric = metrics[Math.floor(metrics.length * random())] ?? 'spo2';
    const value = random() < 0.3 ? 40 : 97;
    await world.post({ subject: bed, metric, value, at: world.now(), labels: {} });
  }
  await world.pass(5 * MINUTE);
  return world;
}

/** Returns the value below which a share of them lies; 0 if there are none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0;
}
