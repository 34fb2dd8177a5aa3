import { describe, expect, test } from '@jest/globals';
import { gapWarning } from '#cli/gap-warning.ts';
import { loadConfig } from '#config/load.ts';
import type { Config } from '#core/team/config.ts';

const NOON = Date.UTC(2026, 0, 10, 11);

describe('the warning of a gap', () => {
  test('names the first one, in the time of the config', () => {
    expect(gapWarning(onCallFrom('07:00', '06:00'), 'w.yaml', NOON)).toMatch(
      /^BEWARE: service "icu" reaches nobody from 2026-01-11 06:00 CET to 2026-01-11 07:00 CET: .+ schedule nurses\.\n"npx --no-install wardbell validate w\.yaml"/,
    );
  });

  test('says where fewer are reached than must answer', () => {
    expect(gapWarning(onCallFrom('07:00', '07:00', 2), 'w.yaml', NOON)).toMatch(
      /^BEWARE: service "icu" reaches fewer people than the 2 who must answer from 2026-01-10 12:00 CET to .+: only Anna can be paged\./,
    );
  });

  test('is silent where somebody is always reached', () => {
    expect(gapWarning(onCallFrom('07:00', '07:00'), 'w.yaml', NOON)).toBeUndefined();
  });
});

function onCallFrom(from: string, to: string, answers = 1): Config {
  const loaded = loadConfig(
    `
time_zone: Europe/Stockholm
people: { anna: { name: Anna, contacts: { sms: "+15550100101" } } }
schedules: { nurses: { layers: [{ people: [anna], only: [{ from: "${from}", to: "${to}" }] }] } }
policies: { bedside: { steps: [{ page: [schedule: nurses], answers: ${answers} }] } }
services: { icu: { policy: bedside } }
`,
    'w.yaml',
  );
  if (!loaded.ok) {
    throw new Error(JSON.stringify(loaded.problems));
  }
  return loaded.config;
}
