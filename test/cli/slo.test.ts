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

const MINUTE = 60_000;
const QUARTER = Date.UTC(2026, 2, 31, 22);
const line = (time: number, value: number) =>
  JSON.stringify({ subject: 'ehr', metric: 'response_time', value, time });
const lines = (from: number, minutes: number, valueAt: (minute: number) => number, step = 1) =>
  Array.from({ length: minutes / step }, (_, i) =>
    line(from + i * step * MINUTE, valueAt(i * step)),
  );

beforeAll(() => {
  const bad = (every: number) => (minute: number) => (minute % every === 0 ? 900 : 120);
  const [before, after] = [
    lines(QUARTER - 120 * MINUTE, 120, bad(10)),
    lines(QUARTER, 120, bad(4)),
  ];
  writeFileSync(file('quarter.jsonl'), [...before, ...after].join('\n'));
  const wrong = [MORNING / 1_000, MORNING * 1_000, Date.UTC(9999, 0, 1)];
  writeFileSync(
    file('wrong.jsonl'),
    [line(MORNING, 120), ...wrong.map((at) => line(at, 120)), line(MORNING, -7)].join('\n'),
  );
  const rows = [MORNING, MORNING + MINUTE].map((at) => new Date(at).toISOString());
  writeFileSync(
    file('wrong.csv'),
    `subject,metric,time,value\nehr,response_time,${rows[0]},120\nehr,response_time,${rows[1]},-7\n`,
  );
  writeFileSync(
    file('seldom.jsonl'),
    lines(MORNING, 600, (minute) => (minute >= 300 ? 900 : 120), 5).join('\n'),
  );
  writeFileSync(
    file('quarter.yaml'),
    `${config(slo('quarter', 'budget: 1h per quarter'))}
plausible: [{ metric: response_time, range: [0, 60000] }]`,
  );
  writeFileSync(file('seldom.yaml'), config(slo('seldom', 'target: 98')));
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

const simulate = (name: string, samplesIn = 'day.jsonl', ...more: readonly string[]) =>
  launch(['slo', 'simulate', file(samplesIn), '--config', file(name), ...more]).ended;

describe('wardbell slo simulate', () => {
  test('tells what is left of each budget, what alerted, and what matches nothing', async () => {
    const { out, err, code } = await simulate('wardbell.yaml');
    expect(code).toBe(0);
    expect(out).toMatch(
      /^all-fast +all +it +.* CET +91\.666 % +0\.277 % +10m of 43m1\ds +76\.\d+ %/m,
    );
    expect(out).toMatch(
      /^each-fast +ehr +it +2026-01-01 00:00 CET +2026-04-01 00:00 CEST +91\.666 % +0\.11\d % +10m of 1h +83\.333 %/m,
    );
    expect(out).toMatch(
      /^each-fast +lab +it +.* CEST +100 % +0\.11\d % +0s of 1h +100 % +not at this pace/m,
    );
    expect(out).toMatch(
      /^2026-03-12 08:02 CET +\d+m +all-fast +all +page: burn rate 33\.3 over 1h, alerts above 14\.4/m,
    );
    expect(err).toContain('of-none matches none of the samples: it asks for response_time');
  }, 60_000);

  test('tells the same as JSON', async () => {
    const { out } = await simulate('wardbell.yaml', 'day.jsonl', '--json');
    const [all, ehr] = JSON.parse(out);
    expect(all).toMatchObject({ name: 'all-fast', budget: { spentMs: 600_000 }, isBlind: false });
    expect(all.told[0]).toMatchObject({ kind: 'burns', urgency: 'page', windows: { long: '1h' } });
    expect(ehr).toMatchObject({ subject: 'ehr', budget: { from: '2025-12-31T23:00:00Z' } });
  }, 60_000);

  test('tells each quarter of a recording, also one of a whole quarter', async () => {
    const { out, err, code } = await simulate('quarter.yaml', 'quarter.jsonl');
    expect(code).toBe(0);
    expect(err).toBe('');
    const quarters = out.split('\n').filter((line) => line.startsWith('quarter '));
    expect(quarters).toEqual([
      expect.stringMatching(/2026-01-01 00:00 CET +2026-04-01 00:00 CEST +90 % .* 12m of 1h +80 %/),
      expect.stringMatching(
        /2026-04-01 00:00 CEST +2026-07-01 00:00 CEST +75 % .* 30m of 1h +50 %/,
      ),
    ]);
    const { out: json } = await simulate('quarter.yaml', 'quarter.jsonl', '--json');
    expect(JSON.parse(json)[0]).toMatchObject({
      ended: [{ from: '2025-12-31T23:00:00Z', to: '2026-03-31T22:00:00Z', spentMs: 720_000 }],
      budget: { from: '2026-03-31T22:00:00Z', spentMs: 1_800_000 },
    });
  }, 60_000);

  test('leaves out, with its place, what no platform would take', async () => {
    const { out, err } = await simulate('quarter.yaml', 'wrong.jsonl', '--json');
    expect(err).toMatch(/wrong\.jsonl: line 2: time 1970-.* looks like seconds/);
    expect(err).toMatch(/wrong\.jsonl: line 3: time \+058163-.* looks like microseconds/);
    expect(err).toMatch(/wrong\.jsonl: line 4: time 9999-.* ahead/);
    expect(err).toMatch(/wrong\.jsonl: line 5: value is -7, which response_time cannot be here/);
    expect(JSON.parse(out)).toMatchObject([
      { budget: { from: '2025-12-31T23:00:00Z', measuredMs: 60_000 } },
    ]);
    const csv = await simulate('quarter.yaml', 'wrong.csv', '--json');
    expect(csv.err).toMatch(/wrong\.csv: line 3: value is -7, which response_time cannot be/);
    expect(JSON.parse(csv.out)).toMatchObject([{ budget: { measuredMs: 60_000 } }]);
  }, 60_000);

  test('warns of what is measured too seldom to alert, which must not look good', async () => {
    const { err, out } = await simulate('seldom.yaml', 'seldom.jsonl');
    expect(err).toMatch(
      /seldom was measured in 20\.\d+ % of its minutes: .* these pairs can never alert: 1h\.$/m,
    );
    expect(out).not.toContain('1h, alerts above');
    const { err: enough } = await simulate('seldom.yaml', 'day.jsonl');
    expect(enough).toBe('');
  }, 60_000);

  test('fails where no objective matches any sample, and where there is none', async () => {
    const [none, empty] = await Promise.all([simulate('none.yaml'), simulate('empty.yaml')]);
    expect(none.code).toBe(1);
    expect(none.err).toContain('No objective matches any of the samples.');
    expect(empty.code).not.toBe(0);
    expect(empty.err).toContain('has no slos: there is nothing to try.');
  }, 60_000);
});

describe('wardbell slo simulate of counters', () => {
  const counters = Array.from({ length: 120 }, (_, minute) => {
    const bad = Math.max(0, Math.min(minute, 69) - 59) * 50;
    const told = { subject: 'ehr', time: MORNING + minute * MINUTE };
    return [
      { ...told, metric: 'http_total', value: minute * 100, labels: {} },
      { ...told, metric: 'http_bad_total', value: bad, labels: {} },
      { ...told, metric: 'took_count', value: minute * 100, labels: {} },
      { ...told, metric: 'took_bucket', value: minute * 90, labels: { le: '0.5' } },
    ].map((one) => JSON.stringify(one));
  });
  const head = '  - { service: it, title: It answers,';

  beforeAll(() => {
    writeFileSync(file('counters.jsonl'), counters.flat().join('\n'));
    const ratio = 'ratio: { bad: { metric: http_bad_total }, total: { metric: http_total } }';
    const beats = 'heartbeats: { backup: { title: No backup, service: it, period: 1d } }\n';
    writeFileSync(
      file('counters.yaml'),
      config(
        `${head} name: answers, ${ratio}, target: 99.9 }
${head} name: fast, histogram: { metric: took, at_most: 0.50 }, target: 80 , pairs: [3d] }
${head} name: faster, histogram: { metric: took, at_most: 0.3 }, target: 99.9 }
${head} name: backup-done, uptime: { heartbeat: backup }, target: 99 }
`,
      ).replace('slos:', `${beats}slos:`),
    );
  });

  test('tells what grew, and what cannot be counted, by name', async () => {
    const { out, err, code } = await simulate('counters.yaml', 'counters.jsonl');
    expect(code).toBe(0);
    expect(out).toMatch(/^answers +all +it +.* 95\.798 % /m);
    expect(out).toMatch(/^2026-03-12 08:0\d CET +\S+ +answers +all +page: burn rate/m);
    expect(out).toMatch(/^fast +all +it +.* 90 % /m);
    expect(err).toContain(
      'faster is not counted, or not whole: no bucket has the bound 0.3: those next to it have 0.5.',
    );
    expect(err).toContain('backup-done is left out: no recording has the pings of backup.');
  }, 60_000);
});

describe('wardbell slo import', () => {
  test('prints what our config can say, tells what it cannot, and ends with 1 for that', async () => {
    const slo = (name: string, method: string) => `---
apiVersion: openslo/v1
kind: SLO
metadata: { name: ${name} }
spec:
  service: it
  indicator: { spec: { thresholdMetric: { metricSource: { spec: { query: up } } } } }
  budgetingMethod: ${method}
  objectives: [{ op: gte, value: 1, target: 0.99 }]
`;
    writeFileSync(file('one.yaml'), slo('there', 'Occurrences'));
    writeFileSync(file('two.yaml'), slo('mean', 'RatioTimeslices'));
    const both = await launch(['slo', 'import', file('one.yaml'), file('two.yaml')]).ended;
    expect(both.code).toBe(1);
    expect(both.out).toMatch(/^slos:\n {2}- name: there\n/);
    expect(both.err).toContain('SLO mean: RatioTimeslices, the mean of');
    expect(both.err).toContain('SLO there: it has no alertPolicies');
  }, 60_000);
});
