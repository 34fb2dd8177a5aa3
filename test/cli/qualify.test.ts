import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ApiProblem, createClient } from '#api/client/index.ts';
import type { Bench } from '#cli/qualification/bench.ts';
import { cleanUpStep } from '#cli/qualification/clean-up.ts';
import { installationSteps } from '#cli/qualification/installation.ts';
import { operationSteps } from '#cli/qualification/operation.ts';
import { BY_HAND, reportText } from '#cli/qualification/report.ts';
import { type Outcome, runProtocol, type Watcher } from '#cli/qualification/run-protocol.ts';
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

const clientOf = ({ platform }: TestPlatform) =>
  createClient({ url: platform.url, key: platform.adminKey });

async function run(more: Partial<Bench> = {}, record: Watcher['record'] = () => undefined) {
  const bench = {
    ...{ config, version: 'unknown', run: 'q1', longestWait: 20 * MINUTE, now, wait },
    client: clientOf(world),
    tell: () => undefined,
    ...more,
  };
  const { version } = await bench.client.getVersion();
  return runProtocol({ ...bench, version }, { source: SOURCE, file: 'w.yaml' }, { record });
}

const openIncidents = async () => (await world.call('GET', '/v1/incidents')).json.incidents;

const results = (outcomes: readonly Outcome[]) =>
  Object.fromEntries(outcomes.map(({ id, result }) => [id, result]));

describe('a qualification', () => {
  test('runs each step on a platform, says what it waits for, records each step, and leaves nothing open', async () => {
    const told: string[] = [];
    const records: string[] = [];
    const outcomes = await run({ tell: (text) => told.push(text) }, (all, latest) => {
      const left = all.filter(({ result }) => result === 'not reached').length;
      records.push(`${latest?.id ?? 'nothing'}, ${left} left`);
    });
    const seen = Object.fromEntries(outcomes.map((one) => [one.id, `${one.result}: ${one.seen}`]));
    expect(seen).toMatchObject({
      'IQ-1': expect.stringMatching(/^passed: valid/),
      'IQ-2': expect.stringContaining(`passed: version`),
      'IQ-3': expect.stringContaining('passed: status ok'),
      'OQ-1-critical': expect.stringMatching(/^passed: .*rule spo2-low: anna by sms, within \d+ s/),
      'OQ-1-error': expect.stringMatching(/^not run: no rule of severity error fires at one/),
      'OQ-1-warning': expect.stringMatching(/^passed: .*rule pulse: anna by sms/),
      'OQ-2': 'passed: a further page to bo by sms',
      'OQ-3': 'passed: acknowledged by anna, no further page',
      'OQ-4': expect.stringMatching(/^passed: incident \S+ resolved/),
      'OQ-5': expect.stringMatching(/^passed: .*silenced, no page/),
      'OQ-6': expect.stringMatching(/^passed: .*rule silent: anna by sms/),
      'OQ-7': 'passed: 4 subjects retired, no incident open',
    });
    expect(await openIncidents()).toEqual([]);
    expect((await world.call('GET', '/v1/silences')).json.silences).toMatchObject([
      { id: 'q1-silenced', status: 'expired' },
    ]);
    expect(records).toEqual([
      ...['nothing, 12 left', 'IQ-1, 11 left', 'IQ-2, 10 left', 'IQ-3, 9 left'],
      ...['OQ-1-critical, 8 left', 'OQ-1-error, 7 left', 'OQ-1-warning, 6 left'],
      ...['OQ-2, 5 left', 'OQ-3, 4 left', 'OQ-4, 3 left', 'OQ-5, 2 left', 'OQ-6, 1 left'],
      'OQ-7, 0 left',
    ]);
    expect(told).toEqual(
      expect.arrayContaining([
        'OQ-3  An acknowledgement ends the paging',
        'waits 30s, in which no page may leave',
        expect.stringMatching(/^waits, for up to /),
      ]),
    );
  }, 60_000);

  test('ends what it has begun where it is stopped or its record cannot be written', async () => {
    const stopped = new AbortController();
    const outcomes = await run({
      stop: stopped.signal,
      longestWait: 0,
      wait: async (ms, signal) => {
        if (signal !== undefined && ms === 30_000) {
          stopped.abort();
        }
        signal?.throwIfAborted();
        await wait(ms);
      },
    });
    expect(results(outcomes)).toMatchObject({
      'OQ-1-critical': 'passed',
      'OQ-3': 'not run',
      'OQ-4': 'not reached',
      'OQ-6': 'not reached',
      'OQ-7': 'passed',
    });
    expect(await openIncidents()).toEqual([]);
    const unwritten = run({ run: 'q2' }, (_, latest) => {
      if (latest?.id === 'OQ-1-critical') {
        throw new Error('the disk is full');
      }
    });
    await expect(unwritten).rejects.toThrow('the disk is full');
    expect(await openIncidents()).toEqual([]);
  }, 60_000);

  test('tells which subjects it could not retire, and how that is done by hand', async () => {
    const client = clientOf(world);
    const refused = new ApiProblem(503, { title: 'The store is busy' });
    const outcomes = await run({
      longestWait: 0,
      client: {
        ...client,
        retireSubject: async (request) =>
          request.path.subject === 'q1-warning'
            ? Promise.reject(refused)
            : client.retireSubject(request),
      },
    });
    expect(outcomes.at(-1)).toMatchObject({
      result: 'failed',
      seen: expect.stringMatching(/^left over: q1-warning \(The store is busy\.\)\. End each by/),
    });
  }, 60_000);

  test('fails where another config is deployed, and goes on', async () => {
    const outcomes = await run({ config: { ...config, hash: 'f'.repeat(64) }, longestWait: 0 });
    expect(results(outcomes)).toMatchObject({
      'IQ-2': 'failed',
      'OQ-1-critical': 'passed',
      'OQ-2': 'not run',
      'OQ-6': 'not run',
    });
  }, 60_000);

  test('fails where a page goes to somebody who is not on call', async () => {
    const policies = {
      ward: { ...config.policies['ward'], steps: [{ targets: [], delay: 0 }], fallback: [] },
    } as unknown as Config['policies'];
    const outcomes = await run({ config: { ...config, policies }, longestWait: 0 });
    expect(outcomes.find(({ id }) => id === 'OQ-1-critical')).toMatchObject({
      result: 'failed',
      seen: expect.stringContaining('expected critical to nobody'),
    });
  }, 60_000);
});

test('a qualification leaves nothing open where a service waits for a person', async () => {
  await world.platform.stop();
  const held = SOURCE.replace('policy: ward }', 'policy: ward, auto_resolve: false }');
  const loaded = loadConfig(held, 'wardbell.yaml');
  if (!loaded.ok) {
    throw new Error(JSON.stringify(loaded.problems));
  }
  config = loaded.config;
  world = await startTestPlatform({ config, clock: now });
  const outcomes = await run({ longestWait: 0 });
  expect(results(outcomes)).toMatchObject({ 'OQ-4': 'not run', 'OQ-7': 'passed' });
  expect(await openIncidents()).toEqual([]);
}, 60_000);

test('the report says what was expected and seen, and has lines for what people do', () => {
  const outcome = { id: 'OQ-1', title: 'A', expected: 'b|c', seen: 'd\ne', at: 'now' };
  const text = reportText({
    ...{ run: 'q1', startedAt: '1', tester: 'Anna Lind', url: 'https://x' },
    ...{ version: OWN_PACKAGE.version, config: { file: 'w.yaml', sha256: 'abc' } },
    outcomes: [
      { ...outcome, result: 'failed' },
      { ...outcome, id: 'OQ-2', seen: '', at: '', result: 'not reached' },
    ],
  });
  expect(text).toContain('| OQ-1 | A | b\\|c | d<br>e | failed | now |');
  expect(text).toContain('| OQ-2 | A | b\\|c |  | not reached |  |');
  expect(text).toContain('| result | 0 passed, 1 failed, 0 not run, 1 not reached |');
  expect(text).toContain('| from, to | 1, has not come to its end |');
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

test('the command overwrites no report, and pages nobody then', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wardbell-qualify-'));
  const report = join(folder, 'report.md');
  writeFileSync(report, 'of last week');
  const file = new URL('../../examples/hospital/wardbell.yaml', import.meta.url).pathname;
  const asked = ['qualify', file, '--tester', 'Anna', '--page-people', '--report', report];
  const { code, err } = await launch(asked, { WARDBELL_KEY: 'wb_1_2' }).ended;
  expect([code, err]).toEqual([4, expect.stringContaining(`${report} is there already`)]);
  expect(readFileSync(report, 'utf8')).toBe('of last week');
  rmSync(folder, { recursive: true });
}, 30_000);

test('the steps of the protocol are those of the page about clinical safety', () => {
  const page = readFileSync(new URL('../../docs/clinical-safety.md', import.meta.url), 'utf8');
  const rows = page.match(/^\| [IOP]Q-\d+ .*$/gmu) ?? [];
  const traces = { subjects: new Set<string>(), silences: new Set<string>() };
  const bench = {
    ...{ config, version: '', run: 'q1', longestWait: 0, now, wait, tell: () => undefined },
    client: clientOf(world),
  };
  const steps = [
    ...[...installationSteps(bench, SOURCE, 'w.yaml'), ...operationSteps(bench, traces)],
    cleanUpStep(bench, traces),
  ];
  const ids = new Set(steps.map(({ id }) => id.replace(/^(OQ-1)-.*/u, '$1')));
  const byHand = BY_HAND.map((cells, index) => `| PQ-${index + 1} | ${cells.join(' | ')} |`);
  expect(rows.map((row) => row.split(' ')[1])).toEqual([
    ...ids,
    ...byHand.map((_, index) => `PQ-${index + 1}`),
  ]);
  expect(rows.slice(ids.size)).toEqual(byHand);
});
