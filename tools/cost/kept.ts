import { readFileSync } from 'node:fs';
import { loadConfig } from '#config/load.ts';
import type { Config } from '#core/team/config.ts';
import { type Duration, SECOND } from '#core/time/instant.ts';
import { STORED_ITEM_BYTES } from '#deployment/capacity/assumptions.ts';
import type { Usage } from '#deployment/capacity/usage.ts';
import { TABLES } from '#deployment/tables.ts';
import { counted, post, secondHour, VITALS } from './flows.ts';

/** What one bed costs that is well, by what a rule or a score keeps of its samples. */
export interface KeptByRule {
  /** What an hour of samples uses. */
  readonly hour: Usage;
  /** The bytes of the bed's item after that. */
  readonly bytes: number;
}

const BED = 'bed-1';

/** How often the bed sends all of its vital signs, in one request. */
const EVERY: Duration = 30 * SECOND;

const OVER: Readonly<Record<string, string>> = {
  'a limit': 'below: 88',
  '`avg over 10m`, and its like': 'value: avg over 10m, below: 88',
  '`min over 10m`': 'value: min over 10m, below: 88',
  '`slope per hour over 4h`': 'value: slope per hour over 4h, below: -5',
  '`count over 10m`': 'value: count over 10m, below: 10',
  '`stuck: 2h`': 'stuck: 2h',
};

const HEAD = '{ name: kept, title: Kept, service: ward, severity: critical, metric: spo2';

/** What is written of a config under test, beside all else that the first example has. */
const KEEPING: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    Object.entries(OVER).map(([name, rule]) => [name, `rules:\n  - ${HEAD}, ${rule} }\n`]),
  ),
  'NEWS2, values good for an hour': 'scores:\n  - { use: news2, service: ward, max_age: 1h }\n',
};

/** Counts them on the first example's config, with that rule or score alone and without trends. */
export async function countKept(): Promise<ReadonlyMap<string, KeptByRule>> {
  const kept = new Map<string, KeptByRule>();
  for (const [name, rules] of Object.entries(KEEPING)) {
    kept.set(name, await keptBy(rules));
  }
  return kept;
}

function keptBy(rules: string): Promise<KeptByRule> {
  return counted(configWith(rules), async (platform) => {
    const hour = await secondHour(platform, EVERY, () => post(platform, bed(platform.now())));
    const stored = await platform.stored(TABLES.subjects.name, BED);
    return { hour, bytes: Math.max(0, stored - STORED_ITEM_BYTES) };
  });
}

/** Returns the first example's config with these rules, or scores, in place of its own. */
export function configWith(rules: string): Config {
  const file = 'examples/first/wardbell.yaml';
  const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
  const [others = ''] = text.replace(/^trends:.*$/mu, '').split(/^rules:/mu);
  const loaded = loadConfig(others + rules, file);
  if (!loaded.ok) {
    throw new Error(JSON.stringify(loaded.problems));
  }
  return loaded.config;
}

/** What a nurse charts, and no monitor sends. */
const CHARTED = [
  { metric: 'oxygen', value: 0 },
  { metric: 'consciousness', value: 0 },
];

/** Returns all that NEWS2 asks of a bed that is well; what monitors measure moves a little. */
function bed(time: number): object[] {
  const wave = Math.round(Math.sin(time / (7 * EVERY)) * 3) / 10;
  const measured = VITALS.map((vital) => ({ ...vital, value: vital.value + wave }));
  return [...measured, ...CHARTED].map((vital) => ({ subject: BED, ...vital, time }));
}
