import { expect, test } from '@jest/globals';
import { learningWarning } from '#cli/learning-warning.ts';
import { loadConfig } from '#config/load.ts';
import { DAY } from '#core/time/instant.ts';

test('a rule that still learns when the samples end is named, and a longer time is enough', () => {
  const loaded = loadConfig(
    `time_zone: UTC
people: { anna: { name: Anna, contacts: { email: anna@example.org } } }
policies: { p: { steps: [{ page: [person: anna] }] } }
services: { icu: { policy: p } }
technical_service: icu
rules:
  - { name: slow, title: Slow, service: icu, metric: latency, unusual: above, floor: 5 }
  - name: busy
    title: Busy
    service: icu
    any: [{ metric: load, unusual: both, floor: 5 }, { metric: queue, above: 5 }]
  - { name: full, title: Full, service: icu, metric: disk, above: 95 }
`,
    'w.yaml',
  );
  const config = loaded.ok ? loaded.config : undefined;
  expect(config && learningWarning(config, 3 * DAY)).toMatch(/"slow", "busy": .* 14d .* 3d\.$/);
  expect(config && learningWarning(config, 14 * DAY)).toBeUndefined();
});
