import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { launch } from '../support/command-line.ts';

const folder = mkdtempSync(join(tmpdir(), 'wardbell-slo-'));
const file = (name: string) => join(folder, name);
const MORNING = Date.UTC(2026, 2, 12, 6);

const config = (slos: string) => `
time_zone: Europe/Stockholm
people: { anna: { name: Anna Lind, channels: [sms] } }
policies: { it: { steps: [{ page: [person: anna], wait: 5m }] } }
services: { it: { name: IT, policy: it } }
technical_service: it
slos:
${slos}`;

const slo = (name: string, more: string) =>
  `  - { name: ${name}, title: It answers, service: it, metric: response_time, good: { below: 300 }, ${more} }\n`;

/** Two services for two hours, a sample a minute; one is slow for ten minutes. */
function samples(): string {
  const lines = Array.from({ length: 120 }, (_, minute) =>
    ['ehr', 'lab'].map((subject) => {
      const value = subject === 'ehr' && minute >= 60 && minute < 70 ? 900 : 120;
      return JSON.stringify({
        subject,
        metric: 'response_time',
        value,
        time: MORNING + minute * 60_000,
      });
    }),
  );
  return `${lines.flat().join('\n')}\n`;
}

beforeAll(() => {
  writeFileSync(file('day.jsonl'), samples());
  writeFileSync(
    file('wardbell.yaml'),
    config(
      slo('all-fast', 'target: 99.9') +
        slo('each-fast', 'budget: 1h per quarter, subjects: alone') +
        slo('of-none', `target: 99, where: ['job="none"']`),
    ),
  );
  writeFileSync(file('none.yaml'), config(slo('of-none', `target: 99, where: ['job="none"']`)));
  writeFileSync(file('empty.yaml'), config('').replace('slos:\n', ''));
});

afterAll(() => rmSync(folder, { recursive: true }));

const simulate = (name: string, ...more: readonly string[]) =>
  launch(['slo', 'simulate', file('day.jsonl'), '--config', file(name), ...more]).ended;

describe('wardbell slo simulate', () => {
  test('tells what is left of each budget, what alerted, and what matches nothing', async () => {
    const { out, err, code } = await simulate('wardbell.yaml');
    expect(code).toBe(0);
    expect(out).toMatch(/^all-fast +all +it +91\.666 % +0\.277 % +10m of 43m1\ds +76\.\d+ %/m);
    expect(out).toMatch(/^each-fast +ehr +it +91\.666 % +0\.11\d % +10m of 1h +83\.333 %/m);
    expect(out).toMatch(
      /^each-fast +lab +it +100 % +0\.11\d % +0s of 1h +100 % +not at this pace/m,
    );
    expect(out).toMatch(
      /^2026-03-12 08:02 CET +\d+m +all-fast +all +page: burn rate 33\.3 over 1h, alerts above 14\.4/m,
    );
    expect(err).toContain('of-none matches none of the samples: it asks for response_time');
  }, 60_000);

  test('tells the same as JSON', async () => {
    const { out } = await simulate('wardbell.yaml', '--json');
    const [all, ehr] = JSON.parse(out);
    expect(all).toMatchObject({ name: 'all-fast', budget: { spentMs: 600_000 }, isBlind: false });
    expect(all.told[0]).toMatchObject({ kind: 'burns', urgency: 'page', windows: { long: '1h' } });
    expect(ehr).toMatchObject({ subject: 'ehr', budget: { from: '2025-12-31T23:00:00Z' } });
  }, 60_000);

  test('fails where no objective matches any sample, and where there is none', async () => {
    const [none, empty] = await Promise.all([simulate('none.yaml'), simulate('empty.yaml')]);
    expect(none.code).toBe(1);
    expect(none.err).toContain('No objective matches any of the samples.');
    expect(empty.code).not.toBe(0);
    expect(empty.err).toContain('has no slos: there is nothing to try.');
  }, 60_000);
});
