import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { killAll, launch, startCommand } from '../support/command-line.ts';

const CONFIG = new URL('../../examples/hospital/wardbell.yaml', import.meta.url).pathname;

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'wardbell-'));
});

afterAll(() => {
  killAll();
  rmSync(folder, { recursive: true, force: true });
});

const run = (args: readonly string[], env?: Readonly<Record<string, string>>) =>
  launch(args, env).ended;

test('holidays are printed as a config takes them, and added to a file that has others', async () => {
  const file = join(folder, 'holidays.yaml');
  writeFileSync(file, 'holidays:\n  se:\n    2026-12-24: julafton\n');
  const printed = await run(['holidays', 'se', '2027']);
  expect(printed.out).toMatch(/^holidays:\n {2}se:\n {4}2027-01-01: nyårsdagen\n/);
  await run(['holidays', 'SE', '2027', '--types', 'public,bank', '--write', file]);
  const { code, out } = await run(['holidays', 'SE', '2027', '--write', file]);
  expect([code, out]).toEqual([0, expect.stringMatching(/: 0 of \d+ days added/)]);
  const calendar = join(folder, 'off.ics');
  const year = new Date().getUTCFullYear();
  const lines = ['UID:1', `DTSTART;VALUE=DATE:${year + 1}0506`, 'SUMMARY:Clinic closed'];
  const event = ['BEGIN:VEVENT', ...lines, 'RRULE:FREQ=YEARLY', 'END:VEVENT'];
  writeFileSync(calendar, ['BEGIN:VCALENDAR', ...event, 'END:VCALENDAR'].join('\r\n'));
  expect((await run(['holidays', '--from', calendar, '--list', 'clinic'])).out).toBe(
    `holidays:\n  clinic:\n    ${year + 1}-05-06: Clinic closed\n    ${year + 2}-05-06: Clinic closed\n`,
  );
  expect(await run(['holidays', 'XX', '2027'])).toMatchObject({
    code: 3,
    err: expect.stringMatching(/no country "XX"/),
  });
});

type Started = Awaited<ReturnType<typeof startCommand>>;

const post = ({ env, trial }: Started) =>
  fetch(`${env.WARDBELL_URL}/v1/samples`, {
    method: 'POST',
    headers: { authorization: `Bearer ${env.WARDBELL_KEY}`, 'content-type': 'application/json' },
    body: trial,
  });

const tellChange = ({ env }: Started) =>
  fetch(`${env.WARDBELL_URL}/v2/change/enqueue`, {
    method: 'POST',
    body: JSON.stringify({
      routing_key: env.WARDBELL_KEY,
      payload: { summary: 'monitors updated' },
    }),
  });

/** This text would clear the screen, add a line and reverse the writing direction. */
const ODD_SUMMARY = 'late\u001b[2J\nRESOLVED all beds fine\u0007\u009b2J\u202e';

const tellAlert = ({ env }: Started) =>
  fetch(`${env.WARDBELL_URL}/api/v2/alerts`, {
    method: 'POST',
    headers: { authorization: `Bearer ${env.WARDBELL_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify([
      {
        labels: { alertname: 'Backup', instance: 'db-1\u001b[2J' },
        annotations: { summary: ODD_SUMMARY, note: ODD_SUMMARY },
      },
    ]),
  });

/** Knows neither the people nor the services of the example. */
const SMALLER = `time_zone: UTC
technical_service: ward
people:
  eva: { name: Eva, contacts: { email: eva@example.org } }
policies:
  ward: { steps: [{ page: [person: eva] }] }
services:
  ward: { policy: ward }
`;

describe('a platform on this machine', () => {
  test('pages for the sample it suggests, is asked and told by commands, survives kill -9, and ends with 0', async () => {
    const data = join(folder, 'data');
    const first = await startCommand(data);
    expect((await post(first)).status).toBe(200);
    expect(await first.output(/sms to \w+\n.*/)).toContain('CRITICAL');
    const list = await run(['incidents'], first.env);
    const id = /[0-9a-f]{16}-1/.exec(list.out)?.[0] ?? 'none';
    expect(list).toMatchObject({ code: 0, err: '', out: expect.stringContaining('triggered') });
    first.child.kill('SIGKILL');
    await first.ended;

    const second = await startCommand(data);
    expect(second.env.WARDBELL_KEY).toBe(first.env.WARDBELL_KEY);
    const misspelt = await run(['ack', id, '--by', 'ana'], second.env);
    expect(misspelt).toMatchObject({ code: 3, out: '' });
    expect(misspelt.err).toMatch(/^wardbell: There is no person "ana"\. Did you mean "anna"\?/);
    const unknown = await run(['ack', `${'0'.repeat(16)}-1`], second.env);
    expect(unknown).toEqual({
      code: 3,
      out: '',
      err: expect.stringMatching(
        /^wardbell: There is no incident "0{16}-1"\. "npx --no-install wardbell incidents" lists .*\n$/,
      ),
    });
    const acked = await run(['ack', id, '--by', 'anna'], second.env);
    expect(acked).toMatchObject({ code: 0, out: expect.stringContaining('Acknowledged') });
    expect((await tellChange(second)).status).toBe(202);
    const shown = await run(['incidents', 'show', id], second.env);
    expect(shown.out).toMatch(
      /acknowledged {2}icu: .*\n.*anna, by key local administrator, has it/,
    );
    expect(shown.out).toMatch(/CHANGED .*\n[^\n]*monitors updated/);
    const named = await run(['incidents', 'show', 'bed-1'], second.env);
    expect(named.out).toBe(shown.out);
    const nobody = await run(['incidents', 'list', '--subject', 'HKMP-2345'], second.env);
    expect(nobody.out).toMatch(/^No open incident about HKMP-2345\. .*--all --days 31\n$/);
    const subjects = await run(['subjects', 'list', '--service', 'icu'], second.env);
    expect(subjects.out).toMatch(/^SUBJECT .*\nbed-1 .* firing +1 +icu +\d{4}-/);
    const misnamed = await run(['subjects', 'list', '--service', 'icuu'], second.env);
    expect(misnamed).toMatchObject({ code: 3, err: expect.stringContaining('mean "icu"') });
    const silence = ['silence', 'create', 'subject="bed-1"', '--for', '2h', '--comment', 'bath'];
    const silenced = await run(silence, second.env);
    expect(silenced).toMatchObject({ code: 0, out: expect.stringMatching(/^Silence .*: active/) });
    await tellAlert(second);
    const all = await run(['incidents', 'list'], second.env);
    const odd = /[0-9a-f]{16}-1(?=.*late)/.exec(all.out)?.[0] ?? 'none';
    const detail = await run(['incidents', 'show', odd], second.env);
    const json = await run(['incidents', 'show', odd, '--json'], second.env);
    for (const { code, out } of [all, detail, json]) {
      expect([code, out]).toEqual([0, expect.stringContaining('late')]);
      expect(out).not.toMatch(/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]|^RESOLVED/mu);
    }
    expect(JSON.parse(json.out).alerts[0].title).toBe(ODD_SUMMARY);
    const asked = await run(['resolve', id], second.env);
    expect(asked).toMatchObject({ code: 4, out: '' });
    expect(asked.err).toMatch(
      /Nothing was done: alerts of incident .* still fire\.\n.*--silence 1h/,
    );
    const resolved = await run(['resolve', id, '--yes', '--by', 'anna'], second.env);
    expect(resolved.out).toMatch(/^Resolved\. 1 alert still fires; what still fires at/);
    const undone = await run(['undo', id, '--by', 'anna'], second.env);
    expect(undone).toMatchObject({ code: 0, out: expect.stringContaining('It is open again') });
    const quiet = await run(['resolve', id, '--silence', '1h'], second.env);
    expect(quiet).toMatchObject({ code: 0, out: expect.stringMatching(/^Silenced until /) });
    const smaller = join(folder, 'smaller.yaml');
    writeFileSync(smaller, SMALLER);
    const strands = await run(['validate', smaller], second.env);
    expect(strands).toMatchObject({ code: 0, err: '' });
    expect(strands.out).toMatch(/: ok\n[\s\S]*warning: of what people hold at http:.*:\n {2}Inc/);
    second.child.kill('SIGTERM');
    expect(await second.ended).toMatchObject({ code: 0, err: '' });
  }, 60_000);
});

describe('without a platform', () => {
  test.each([
    [
      'a matcher without quotes around it',
      ['silence', 'create', 'bed-1', '--for', '1h', '--comment', 'x'],
      /label="value"/,
    ],
    ['a time that is none', ['oncall', '--at', 'monday', '--config', CONFIG], /2026-05-04 07:00/],
    ['a day that is none', ['oncall', '--at', '2026-02-30', '--config', CONFIG], /2026-02-30/],
  ])('says on the standard error what to do: %s', async (_, args, message) => {
    const { code, out, err } = await run(args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
  });

  test('tells who is on call from the config alone', async () => {
    const { code, out } = await run([
      'oncall',
      'icu-nurses',
      '--config',
      CONFIG,
      '--at',
      '2026-05-04T08:00:00Z',
    ]);
    expect([code, out]).toEqual([0, expect.stringMatching(/icu-nurses {2}.*\((anna|bo)\)/)]);
  });

  test('makes a config of an export, never over one that is there, and compares its calendar', async () => {
    const config = join(folder, 'moved.yaml');
    const state = 'test/config/moving/exports/opsgenie/shown-state.json';
    const planned = await run(['import', 'opsgenie', state, '--plan', '--out', config]);
    expect([planned.code, existsSync(config)]).toEqual([1, false]);
    expect(planned.out).toContain('✓ person "One Berg" → people.one-berg\n');
    expect(planned.out).toMatch(/✗ opsgenie_notification_policy "hold back at night": .*/u);
    await run(['import', 'opsgenie', state, '--out', config]);
    const written = readFileSync(config, 'utf8');
    const again = await run(['import', 'opsgenie', state, '--out', config]);
    expect([again.code, again.err]).toEqual([2, expect.stringContaining('write elsewhere')]);
    expect(readFileSync(config, 'utf8')).toBe(written);

    const calendar = join(folder, 'old.ics');
    const zoned = (time: string) => `;TZID=Europe/Oslo:20261201T${time}00`;
    const event = [`DTSTART${zoned('0500')}`, `DTEND${zoned('2200')}`, 'RRULE:FREQ=DAILY'];
    const lines = ['BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'UID:1', 'SUMMARY:Dr Berg', ...event];
    writeFileSync(calendar, [...lines, 'END:VEVENT', 'END:VCALENDAR'].join('\r\n'));
    const args = ['oncall', '--config', config, '--compare', calendar, '--at', '2026-12-01'];
    const strange = await run(args);
    expect([strange.code, strange.err]).toEqual([1, expect.stringContaining('--map "Dr Berg=')]);
    const compared = await run([...args, '--map', 'dr berg=one-berg']);
    expect(compared.code).toBe(1);
    expect(compared.out).toMatch(/2027-02-22 23:00 CET +2027-02-23 05:00 CET +nobody +two-dahl/u);
    expect(compared.err).toMatch(/spans differ, .* altogether, from 2026-12-01 00:00 CET to/u);
  });

  test('simulates a CSV file moved to another time, and says who would be paged', async () => {
    const file = join(folder, 'night.csv');
    const rows = [
      '2020-01-01 00:00:00,bed-1,systolic_bp,80',
      '2020-01-01 00:05:00,bed-1,systolic_bp,120',
    ];
    writeFileSync(file, ['time,subject,metric,value', ...rows].join('\n'));
    const args = ['simulate', file, '--config', CONFIG, '--from', '2026-05-04T08:00:00Z', '--json'];
    const { code, out } = await run(args);
    const { pages } = JSON.parse(out);
    expect([code, pages[0].at]).toEqual([0, '2026-05-04T08:00:00Z']);
    expect(pages[0].what).toContain('Systolic blood pressure');
    const stop = { kind: 'step', step: 1 };
    const way = { policy: 'bedside', stop, schedule: 'icu-nurses', layer: 'days' };
    expect(pages[0].ways).toEqual([way]);
  });

  const LATENCY = 'examples/hospital/recorded/latency_ms.csv';

  test('simulates a recording as it is, and says what was taken for granted', async () => {
    const { code, out, err } = await run(['simulate', LATENCY]);
    expect([code, out]).toEqual([0, expect.stringContaining('Health record answers slowly')]);
    expect(err).toMatch(
      /no column subject: latency_ms is taken.*\n.*no column metric.*\n.*taken for Europe\/Stockholm/,
    );
  });

  test('names what rules read where nothing of a recording is read', async () => {
    const { out } = await run(['simulate', LATENCY, '--metric', 'latency']);
    expect(out).toMatch(/latency: no rule reads the metric, did you mean "latency_ms"\?|latency/);
    expect(out).toMatch(/Rules read spo2, .*latency_ms.*\./);
  });

  test('goes on to a moment, or for a time, and not to both', async () => {
    const noon = '2014-03-21T12:00:00Z';
    const [until, lasting, both] = await Promise.all(
      [
        ['--until', noon],
        ['--for', '12h'],
        ['--for', '1h', '--until', noon],
      ].map((args) => run(['simulate', LATENCY, '--json', ...args])),
    );
    expect(JSON.parse(until?.out ?? '').endedAt).toBe(noon);
    expect(JSON.parse(lasting?.out ?? '').endedAt).toBe('2014-03-21T13:01:00Z');
    expect([both?.code, both?.err]).toEqual([
      2,
      expect.stringMatching(/'--for <time>' cannot be used with/),
    ]);
  }, 20_000);
});
