import type { Config } from '#core/team/config.ts';
import { SECOND } from '#core/time/instant.ts';
import type { CountedLoads, Loads } from '#deployment/capacity/counted-shapes.ts';
import { exampleConfig, post, START, streamRequest } from './flows.ts';
import { startMeteredPlatform } from './metered-platform.ts';

/**
 * Breaches over which a breach is averaged: of the first the page goes at once, those of the others
 * go together.
 */
const ALERTS = 40;

/** Counts them with the example hospital's config, without trends and rules for silent monitors. */
export async function countLoads(): Promise<CountedLoads> {
  const { trends: _, ...config } = exampleConfig();
  const unwatched = config.rules.filter(({ kind }) => kind !== 'absence');
  return countOn({ ...config, rules: unwatched });
}

async function countOn(config: Config): Promise<CountedLoads> {
  const platform = await startMeteredPlatform(config, START);
  const during = async (work: () => Promise<void>, share = 1): Promise<Loads> => {
    const before = new Map(platform.meter.loads);
    await work();
    const after = [...platform.meter.loads];
    return Object.fromEntries(
      after.map(([name, count]) => [name, (count - (before.get(name) ?? 0)) / share]),
    );
  };
  const breach = (bed: number, value: number) => [
    {
      subject: `breach-${bed}`,
      metric: 'systolic_bp',
      unit: 'mm[Hg]',
      value,
      time: platform.now(),
    },
  ];
  try {
    // The first ask for keys and secrets, and note once in two hours which metrics are sent.
    await post(platform, breach(0, 121));
    await post(platform, streamRequest(platform.now()));
    const request = await during(() => post(platform, streamRequest(platform.now())));
    const sample = await during(() => post(platform, breach(0, 121)));
    const alert = await during(async () => {
      for (let bed = 1; bed <= ALERTS; bed++) {
        await post(platform, breach(bed, 80));
      }
      for (let ticks = 1; ticks <= 6; ticks++) {
        await platform.passUntil(START + ticks * 10 * SECOND);
        await platform.tick(false);
      }
    }, ALERTS);
    return { request, sample, alert };
  } finally {
    await platform.stop();
  }
}
