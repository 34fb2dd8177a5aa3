import { MINUTE, SECOND } from '#core/time/instant.ts';
import {
  KEY_REUSE_SECONDS,
  MONTH,
  PROBE_ALARMS,
  PROBE_MS,
} from '#deployment/capacity/assumptions.ts';
import { minus, sum, times, type Usage } from '#deployment/capacity/usage.ts';
import { FUNCTIONS } from '#deployment/functions.ts';
import { counted, secondHour } from './flows.ts';
import { configWith } from './kept.ts';

/** How many checks are probed from the account, and how often. */
const PROBED: Readonly<Record<string, { readonly checks: number; readonly every: string }>> = {
  'one check each minute': { checks: 1, every: '1m' },
  'one check each 5 minutes': { checks: 1, every: '5m' },
  'twenty checks each minute': { checks: 20, every: '1m' },
};

/** What probing from the account uses more in a month, in each Region: all of it succeeds. */
export async function countChecks(): Promise<ReadonlyMap<string, Usage>> {
  const months = new Map<string, Usage>();
  for (const [name, { checks, every }] of Object.entries(PROBED)) {
    const config = configWith(`rules: []\nchecks:\n${written(checks, every)}`);
    months.set(name, monthOf(minus(await hourOf(config, true), await hourOf(config, false))));
  }
  return months;
}

function written(checks: number, every: string): string {
  const check = (n: number) =>
    `  - { name: c${n}, title: It, service: ward, every: ${every}, places: [aws], http: { url: "https://ehr.example.org/" } }\n`;
  return Array.from({ length: checks }, (_, n) => check(n)).join('');
}

type Config = ReturnType<typeof configWith>;

function hourOf(config: Config, probes: boolean): Promise<Usage> {
  return counted(config, (platform) =>
    secondHour(platform, MINUTE, async () => {
      await platform.tick(true);
      if (probes) {
        await platform.probe();
      }
    }),
  );
}

function monthOf(hour: Usage): Usage {
  const waiting = (PROBE_MS / SECOND) * (FUNCTIONS.probe.memoryMegabytes / 1_024);
  return sum(times(MONTH.hours, hour), {
    // All are probed at once.
    gigabyteSeconds: MONTH.minutes * waiting,
    alarms: PROBE_ALARMS,
    kmsRequests: MONTH.seconds / KEY_REUSE_SECONDS.dynamodb,
  });
}
