import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { launch } from '../support/command-line.ts';

const folder = mkdtempSync(join(tmpdir(), 'wardbell-forecast-'));
const file = (name: string) => join(folder, name);

afterAll(() => rmSync(folder, { recursive: true }));

const CONFIG = `
time_zone: Europe/Stockholm
people:
  anna: { name: Anna Lind, channels: [sms] }
policies:
  icu: { steps: [{ page: [person: anna] }] }
services:
  icu: { name: ICU, policy: icu }
technical_service: icu
rules:
  - { name: queue-long, title: Long, service: icu, severity: warning, metric: orders_waiting, above: 50 }
  - { name: disk-full, title: Full, service: icu, severity: warning, metric: disk_free, below: 10 }
  - { name: spo2-low, title: Low, service: icu, severity: critical, metric: spo2, below: 90 }
`;

/** A queue that is at 40 for twenty minutes of an hour, and two beds, of which each dips once. */
function hour(): string {
  const start = Date.UTC(2026, 2, 12, 3);
  const lines = Array.from({ length: 60 }, (_, minute) => {
    const at = { time: start + minute * 60_000 };
    return [
      { subject: 'lab', metric: 'orders_waiting', value: minute < 20 ? 40 : 20, ...at },
      { subject: 'lab', metric: 'disk_free', value: 12, ...at },
      { subject: 'bed-1', metric: 'spo2', value: minute === 10 ? 85 : 96, ...at },
      { subject: 'bed-2', metric: 'spo2', value: minute === 30 ? 85 : 96, ...at },
    ];
  });
  return lines
    .flat()
    .map((sample) => `${JSON.stringify(sample)}\n`)
    .join('');
}

const run = (...args: readonly string[]) => launch(['forecast', ...args]).ended;

describe('wardbell forecast', () => {
  test('tells cost and limits of a deployment, now and after a surge', async () => {
    const load = ['--subjects', '50000', '--every', '1m', '--incidents-per-day', '10'];
    const { out, err, code } = await run('--surge', '40', ...load, '--sms-spend', '1');
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^subjects +50,000 +70,000$/m);
    expect(out).toMatch(/^incidents a day +10 +14$/m);
    expect(out).toContain('SMS would cost more than the 1 USD');
    expect(out).toMatch(/^writes of the table `incidents` while it is new .* 4,000 \? +\d+ % !$/m);
    const { surge, deployment } = JSON.parse((await run('--surge', '40', ...load, '--json')).out);
    expect([surge, deployment.now.subjects, deployment.surge.subjects]).toEqual([40, 50000, 70000]);
    expect(deployment.surge.usdMonth).toBeGreaterThan(deployment.now.usdMonth);
    expect(deployment.surge.limits.well[0]).toMatchObject({
      allowedPerSecond: expect.any(Number),
      source: expect.stringMatching(/^(aws|ours|second_hand|not_confirmed)$/),
    });
  }, 60_000);

  test('tells what samples make of a surge: what fires that does not now, and whom it pages', async () => {
    writeFileSync(file('wardbell.yaml'), CONFIG);
    writeFileSync(file('hour.jsonl'), hour());
    const args = [file('hour.jsonl'), '--config', file('wardbell.yaml'), '--surge', '50'];
    const { out, err, code } = await run(...args);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('Values scaled: orders_waiting.');
    expect(out).toContain('Not scaled, since they have lower limits alone: disk_free');
    expect(out).toMatch(/^queue-long +lab +1 +20m .* does not fire now$/m);
    expect(out).toMatch(/^spo2-low +bed-2\+1 +1 +1m .* CET *$/m);
    expect(out).toMatch(/^alarms +2 +4$/m);
    expect(out).toMatch(/^Anna Lind +2 +5$/m);
    expect(out).toMatch(/^subjects +3 +4\.5$/m);
    const { config } = JSON.parse(
      (await run(...args, '--scale', 'metric=disk_free', '--json')).out,
    );
    expect([config.scaled, config.notScaled]).toEqual([['disk_free'], []]);
    expect(config.fired).toEqual([
      expect.objectContaining({ subject: 'bed-2+1', lastedMs: 60_000 }),
    ]);
  }, 60_000);

  test.each([
    [[], "required option '--surge <percent>' not specified"],
    [['--surge', '40', '--scale', 'metric=a'], "option '--scale' does nothing without samples"],
    [['a.csv', '--surge', '40', '--subjects', '9'], "'--subjects' does nothing beside samples"],
  ])(
    'says what is missing or wrong: %j',
    async (args, words) => {
      const { code, err } = await run(...args);
      expect([code, err]).toEqual([2, expect.stringContaining(words)]);
    },
    60_000,
  );
});
