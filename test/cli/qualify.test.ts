import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createClient } from '#api/client/index.ts';
import { reportText } from '#cli/qualification/report.ts';
import { type Outcome, runProtocol } from '#cli/qualification/run-protocol.ts';
import { loadConfig } from '#config/load.ts';
import { OWN_PACKAGE } from '#config/own-package.ts';
import type { Config } from '#core/team/config.ts';
import { MINUTE } from '#core/time/instant.ts';
import { launch } from '../support/command-line.ts';
import { startTestPlatform, type TestPlatform } from '../support/platform.ts';

const SOURCE = `time_zone: UTC
people:
  anna: { name: Anna, channels: [sms] }
  bo: { name: Bo, channels: [sms] }
schedules:
  ward: { layers: [{ people: [anna], shift: 1w, hand_off: "08:00", starts: 2026-01-05 }] }
policies:
  ward: { steps: [{ page: [schedule: ward], wait: 5m }, { page: [person: bo], wait: 5m }] }
services:
  ward: { name: Ward, policy: ward }
rules:
  - { name: spo2-low, title: Oxygen low, service: ward, severity: critical, metric: spo2, below: 92 }
  - { name: pulse, title: Pulse, service: ward, severity: warning, metric: pulse, outside: [40, 130] }
  - { name: slow, title: Slow, service: ward, severity: error, metric: slow, above: 1, for: 1m }
  - { name: silent, title: Silent, service: ward, severity: warning, metric: pulse, absent: 2m }
`;

let config: Config;
let world: TestPlatform;

beforeEach(async () => {
  const loaded = loadConfig(SOURCE, 'wardbell.yaml');
  if (!loaded.ok) {
    throw new Error(JSON.stringify(loaded.problems));
  }
  config = loaded.config;
  let ahead = 0;
  world = await startTestPlatform({ config, clock: () => Date.now() + ahead });
  forward = (ms) => {
    ahead += ms;
  };
  now = () => Date.now() + ahead;
});

afterEach(async () => world.platform.stop());

let forward: (ms: number) => void;
let now: () => number;

/** Time that is waited for passes at once, in steps as the clock looks. */
async function wait(ms: number): Promise<void> {
  for (let rest = ms; rest > 0; rest -= 10_000) {
    forward(Math.min(rest, 10_000));
    await world.platform.tick();
    await setTimeout(30);
  }
}

async function run(more: { config?: Config; longestWait?: number } = {}) {
  const bench = {
    ...{ config, version: 'unknown', run: 'q1', longestWait: 20 * MINUTE, now, wait },
    client: createClient({ url: world.platform.url, key: world.platform.adminKey }),
    ...more,
  };
  const { version } = await bench.client.getVersion();
  return runProtocol({ ...bench, version }, { source: SOURCE, file: 'w.yaml' }, () => undefined);
}

const results = (outcomes: readonly Outcome[]) =>
  Object.fromEntries(outcomes.map(({ id, result }) => [id, result]));

describe('a qualification', () => {
  test('runs each step on a platform, names whom it paged, and leaves nothing open', async () => {
    const outcomes = await run();
    const seen = Object.fromEntries(outcomes.map((one) => [one.id, `${one.result}: ${one.seen}`]));
    expect(seen).toMatchObject({
      'IQ-1': expect.stringMatching(/^passed: valid/),
      'IQ-2': expect.stringContaining(`passed: version`),
      'IQ-3': expect.stringContaining('passed: status ok'),
      'OQ-1': expect.stringMatching(/^passed: .*rule spo2-low: anna by sms, within \d+ s/),
      'OQ-2': expect.stringMatching(/^not run: no rule of severity error fires at one sample/),
      'OQ-3': expect.stringMatching(/^passed: .*rule pulse: anna by sms/),
      'OQ-4': 'passed: a further page to bo by sms',
      'OQ-5': 'passed: acknowledged by anna, no further page',
      'OQ-6': expect.stringMatching(/^passed: incident \S+ resolved/),
      'OQ-7': expect.stringMatching(/^passed: .*silenced, no page/),
      'OQ-8': expect.stringMatching(/^passed: .*rule silent: anna by sms/),
    });
    await wait(MINUTE);
    expect((await world.call('GET', '/v1/incidents')).json.incidents).toEqual([]);
  }, 60_000);

  test('fails where another config is deployed, and goes on', async () => {
    const outcomes = await run({ config: { ...config, hash: 'f'.repeat(64) }, longestWait: 0 });
    expect(results(outcomes)).toMatchObject({
      'IQ-2': 'failed',
      'OQ-1': 'passed',
      'OQ-4': 'not run',
      'OQ-8': 'not run',
    });
  }, 60_000);

  test('fails where a page goes to somebody who is not on call', async () => {
    const policies = {
      ward: { ...config.policies['ward'], steps: [{ targets: [], delay: 0 }], fallback: [] },
    } as unknown as Config['policies'];
    const outcomes = await run({ config: { ...config, policies }, longestWait: 0 });
    expect(outcomes.find(({ id }) => id === 'OQ-1')).toMatchObject({
      result: 'failed',
      seen: expect.stringContaining('expected critical to nobody'),
    });
  }, 60_000);
});

test('the report says what was expected and seen, and has lines for what people do', () => {
  const outcome = { id: 'OQ-1', title: 'A', expected: 'b|c', seen: 'd\ne', at: 'now' };
  const text = reportText({
    ...{ run: 'q1', startedAt: '1', endedAt: '2', tester: 'Anna Lind', url: 'https://x' },
    ...{ version: OWN_PACKAGE.version, config: { file: 'w.yaml', sha256: 'abc' } },
    outcomes: [{ ...outcome, result: 'failed' }],
  });
  expect(text).toContain('| OQ-1 | A | b\\|c | d<br>e | failed | now |');
  expect(text).toContain('| result | 0 passed, 1 failed, 0 not run |');
  expect(text).toMatch(/\| PQ-1 \|[^\n]*\n\| PQ-2 \|/);
  expect(text).toContain('| tester | Anna Lind |  |  |');
});

test('the command pages nobody unless that is said', async () => {
  const file = new URL('../../examples/hospital/wardbell.yaml', import.meta.url).pathname;
  expect(readFileSync(file, 'utf8')).toContain('people:');
  const { code, err } = await launch(['qualify', file, '--tester', 'Anna']).ended;
  expect([code, err]).toEqual([
    4,
    expect.stringContaining('Tell them first, and say --page-people'),
  ]);
}, 30_000);
