import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MINUTE } from '#core/time/instant.ts';
import type { Recording } from './recordings.ts';
import { type Alerts, TIERS } from './tiers.ts';

const PROGRAM = fileURLToPath(new URL('../../bin/wardbell.ts', import.meta.url));

const START = Date.UTC(2026, 0, 1);

/** The same objective for each pair of windows: beside others the slower ones are quiet. */
const CONFIG = (target: number) => `
time_zone: UTC
people: { anna: { name: Anna, channels: [sms] } }
policies: { it: { steps: [{ page: [person: anna], wait: 5m }] } }
services: { it: { name: IT, policy: it } }
technical_service: it
slos:
${TIERS.map(
  (tier) =>
    `  - { name: over-${tier}, title: It is there, service: it, metric: up, good: { equals: 1 }, target: ${target}, pairs: [${tier}], blind_after: never }\n`,
).join('')}`;

interface Simulated {
  readonly name: string;
  readonly told: readonly { readonly at: string; readonly until?: string }[];
}

/** Returns when `wardbell slo simulate` would have alerted. */
export function wardbellAlerts(target: number, { values }: Recording, folder: string): Alerts {
  const [config, samples] = [join(folder, 'wardbell.yaml'), join(folder, 'samples.jsonl')];
  writeFileSync(config, CONFIG(target));
  const lines = values.flatMap((value, minute) =>
    value === null
      ? []
      : [JSON.stringify({ subject: 'ehr', metric: 'up', value, time: START + minute * MINUTE })],
  );
  writeFileSync(samples, lines.join('\n'));
  const args = [PROGRAM, 'slo', 'simulate', samples, '--config', config, '--json'];
  const out = execFileSync(process.execPath, args, { encoding: 'utf8', stdio: 'pipe' });
  const simulated = JSON.parse(out) as readonly Simulated[];
  const minuteOf = (text: string) => (Date.parse(text) - START) / MINUTE;
  const spans = TIERS.map((tier) => {
    const told = simulated.find(({ name }) => name === `over-${tier}`)?.told ?? [];
    const ofTier = told.map(({ at, until }) => ({
      from: minuteOf(at),
      to: until === undefined ? values.length : minuteOf(until),
    }));
    return [tier, ofTier];
  });
  return Object.fromEntries(spans) as Alerts;
}
