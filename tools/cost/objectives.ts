import { MINUTE } from '#core/time/instant.ts';
import { minus, type Usage } from '#deployment/capacity/usage.ts';
import { counted, post, secondHour } from './flows.ts';
import { configWith } from './kept.ts';

const HEAD =
  '{ name: there, title: There, service: ward, metric: up, good: { equals: 1 }, target: 99.9';

/** How it is written. */
const WATCHED: Readonly<Record<string, string>> = {
  'one that all subjects share': `slos:\n  - ${HEAD} }\n`,
  'one that each of 20 subjects has alone': `slos:\n  - ${HEAD}, subjects: alone }\n`,
};

/** How many subjects each request has a sample of. */
const SUBJECTS = 20;

/**
 * Counts what an hour of an objective that is measured each minute uses more than the same requests
 * without it, on the first example's config without rules.
 */
export async function countObjectives(): Promise<ReadonlyMap<string, Usage>> {
  const without = await hourOf('');
  const hours = new Map<string, Usage>();
  for (const [name, slos] of Object.entries(WATCHED)) {
    hours.set(name, minus(await hourOf(slos), without));
  }
  return hours;
}

function hourOf(slos: string): Promise<Usage> {
  return counted(configWith(`rules: []\n${slos}`), (platform) =>
    secondHour(platform, MINUTE, async () => {
      await platform.tick(true);
      await post(platform, measured(platform.now()));
    }),
  );
}

function measured(time: number): object[] {
  return Array.from({ length: SUBJECTS }, (_, n) => ({
    subject: `host-${n}`,
    metric: 'up',
    value: 1,
    time,
  }));
}
