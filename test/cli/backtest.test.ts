import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { launch } from '../support/command-line.ts';

const folder = mkdtempSync(join(tmpdir(), 'wardbell-backtest-'));
const file = (name: string) => join(folder, name);
const NIGHT = Date.UTC(2026, 2, 12, 3);

const config = (wait: string) => `
time_zone: Europe/Stockholm
people:
  anna: { name: Anna Lind, channels: [sms] }
policies:
  icu: { steps: [{ page: [person: anna], wait: 5m }] }
services:
  icu: { name: ICU, policy: icu }
technical_service: icu
rules:
  - { name: spo2-low, title: Low, service: icu, severity: critical, metric: spo2, below: 90, for: ${wait} }
`;

/** A bed that dips for so many seconds each ten minutes, a sample each five. */
function dips(bed: string, ...lasting: readonly number[]): string {
  const lines = lasting.flatMap((seconds, i) =>
    [0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55].map((at) => {
      const value = at < seconds ? 85 : 96;
      const time = NIGHT + (i * 600 + at) * 1_000;
      return JSON.stringify({ subject: bed, metric: 'spo2', value, time });
    }),
  );
  return `${lines.join('\n')}\n`;
}

beforeAll(() => {
  writeFileSync(file('old.yaml'), config('0s'));
  writeFileSync(file('new.yaml'), config('30s'));
  writeFileSync(file('one.jsonl'), dips('bed-1', 10, 45, 10));
  writeFileSync(file('two.jsonl'), `${dips('bed-2', 10)}{"subject":\n`);
  const rows = [85, 85, 96].map((value, i) => `${NIGHT + 3_600_000 + i * 5_000},${value}`);
  writeFileSync(file('spo2.csv'), ['time,value', ...rows].join('\n'));
});

afterAll(() => rmSync(folder, { recursive: true }));

const run = (...args: readonly string[]) => launch(['backtest', ...args]).ended;

describe('wardbell backtest', () => {
  test('tells both burdens, and what is lost and new, over files of several kinds', async () => {
    const files = [file('one.jsonl'), file('two.jsonl'), file('spo2.csv')];
    const configs = ['--config', file('new.yaml'), '--against', file('old.yaml')];
    const { out, err, code } = await run(...files, ...configs);
    expect(code).toBe(0);
    expect(err).toContain('two.jsonl: line 13: The body is not JSON');
    expect(out).toMatch(/^51 samples, 2026-03-12 04:00 CET to 2026-03-12 05:00 CET/m);
    expect(out).toMatch(/^alarms +5 +1$/m);
    expect(out).toContain('1 are kept and 4 lost; 0 are new.');
    expect(out).toContain('They begin later by 30s (median), 30s at most.');
    expect(out).toMatch(/^2026-03-12 05:00:00 CET +10s +spo2-low +spo2$/m);
    const {
      against,
      config: after,
      lost,
    } = JSON.parse((await run(...files, ...configs, '--json')).out);
    expect([against.alarms.length, after.alarms.length, lost.length]).toEqual([5, 1, 4]);
    expect(after.pages[0]).toMatchObject({ responder: 'anna', channel: 'sms', status: 'sent' });
  }, 60_000);

  test('tells which labelled events no alarm would have told', async () => {
    const spans = [
      ['2026-03-12 04:10:00.000000', '2026-03-12 04:15:00.000000'],
      ['2026-03-12 04:20:00.000000', '2026-03-12 04:25:00.000000'],
    ];
    writeFileSync(file('labels.json'), JSON.stringify({ 'bed-1.csv': spans }));
    const configs = ['--config', file('new.yaml'), '--against', file('old.yaml')];
    const { out } = await run(file('one.jsonl'), ...configs, '--events', file('labels.json'));
    expect(out).toContain('Of 2 labelled events --against would have told 2, --config 1.');
    expect(out).toContain('Not by --config: bed-1, 2026-03-12 04:20 CET to 2026-03-12 04:25 CET');
    writeFileSync(file('labels.json'), '{"bed-1": 5}');
    const wrong = await run(file('one.jsonl'), ...configs, '--events', file('labels.json'));
    expect([wrong.code, wrong.err]).toEqual([1, expect.stringContaining('bed-1 must be a list')]);
  }, 60_000);

  test('tries a rule within bounds, and shows pages against delay', async () => {
    const bounds = ['--for', '0s..1m', '--steps', '3'];
    const of = [file('one.jsonl'), '--config', file('old.yaml'), '--suggest', 'spo2-low'];
    const { out } = await run(...of, ...bounds);
    expect(out).toMatch(/^0s +90 +0 +3 +0 +0 +\d+ +█+$/m);
    expect(out).toMatch(/^30s +90 +0 +1 +2 +0 +\d+ +█+$/m);
    expect(out).toMatch(/^1m +90 +0 +0 +3 +0 +0$/m);
  }, 60_000);

  test.each([
    [[], 'Say with what to compare it'],
    [['--suggest', 'spo2-low'], 'Say within which bounds'],
    [['--suggest', 'spo', '--for', '0s..1m'], 'is no rule with one limit; there are spo2-low'],
    [['--suggest', 'spo2-low', '--for', '1m..0s'], '--for is 1m..0s; it must be two values'],
  ])(
    'says what is missing or wrong: %j',
    async (args, words) => {
      const { code, err } = await run(file('one.jsonl'), '--config', file('old.yaml'), ...args);
      expect([code, err]).toEqual([2, expect.stringContaining(words)]);
    },
    60_000,
  );
});
