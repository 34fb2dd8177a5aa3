import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { DAY, HOUR } from '#core/time/instant.ts';
import { resolveTypedTime } from '#core/time/typed-time.ts';
import { zonedTime } from '#core/time/zoned-time.ts';
import { killAll, launch, startCommand } from '../support/command-line.ts';

jest.setTimeout(60_000);

const ZONES = ['UTC', 'America/New_York', 'Asia/Tokyo'];
const STOCKHOLM = 'Europe/Stockholm';
const CONFIG = new URL('../../examples/hospital/wardbell.yaml', import.meta.url).pathname;

let folder: string;
let env: Readonly<Record<string, string>>;

const run = (args: readonly string[], more: Readonly<Record<string, string>> = env) =>
  launch(args, more).ended;

const silence = (...span: readonly string[]) => [
  'silence',
  'create',
  'subject="bed-1"',
  ...span,
  '--comment',
  'probe change',
];

/** Tomorrow's date in Stockholm. */
const tomorrow = zonedTime(Date.now() + DAY, STOCKHOLM).slice(0, 10);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wardbell-'));
  ({ env } = await startCommand(join(folder, 'data')));
});

afterAll(() => {
  killAll();
  rmSync(folder, { recursive: true, force: true });
});

describe('a time that is typed at a terminal', () => {
  test.each(ZONES)('is the config’s, and not that of a computer in %s', async (TZ) => {
    const given = silence('--from', `${tomorrow} 02:00`, '--for', '2h', '--json');
    const { code, out } = await run(given, { ...env, TZ });
    const { at } = resolveTypedTime(
      { date: tomorrow, time: '02:00' },
      { timeZone: STOCKHOLM, after: 0 },
    );
    expect([code, JSON.parse(out)]).toEqual([
      0,
      expect.objectContaining({
        startsAt: new Date(at).toISOString().replace('.000', ''),
        endsAt: new Date(at + 2 * HOUR).toISOString().replace('.000', ''),
      }),
    ]);
  });

  test.each(ZONES)(
    'without a date is the next one, and it is said which, also in %s',
    async (TZ) => {
      const next = resolveTypedTime(
        { time: '02:00' },
        { timeZone: STOCKHOLM, after: Date.now() },
      ).at;
      const { out } = await run(silence('--from', '02:00', '--to', '01:00'), { ...env, TZ });
      const end = resolveTypedTime({ time: '01:00' }, { timeZone: STOCKHOLM, after: next }).at;
      const [from, until] = [next, end].map((at) => zonedTime(at, STOCKHOLM));
      expect(out).toContain(`: pending, from ${from} until ${until}.`);
    },
  );

  test('is in the zone that is asked for, before or after the command, and shown in it', async () => {
    const late = silence('--from', `${tomorrow} 02:00`, '--for', '1d');
    const { out } = await run(['--utc', ...late]);
    expect(out).toContain(`from ${tomorrow} 02:00 UTC until `);
    const { out: there } = await run([...late, '--zone', 'asia/tokyo']);
    expect(there).toContain(`from ${tomorrow} 02:00 UTC+9 until `);
  });

  test('that the clocks skip or show twice is taken as hand-offs are, and that is said', async () => {
    const year = Number(tomorrow.slice(0, 4)) + 1;
    const at = (month: number) => lastSunday(year, month);
    const spring = ['override', 'create', 'icu-nurses', 'bo', '--from', `${at(3)} 02:30`];
    const { out, err } = await run([...spring, '--for', '1h']);
    expect(out).toContain(`from ${at(3)} 03:30 CEST until ${at(3)} 04:30 CEST`);
    expect(err).toMatch(/^The clocks skip .* 02:30 in Europe\/Stockholm: it is taken as /);
    const autumn = await run(['oncall', '--config', CONFIG, '--at', `${at(10)} 02:30`]);
    expect(autumn).toMatchObject({ code: 0, err: expect.stringContaining('the first is taken') });
  });

  test('means the same whatever the command', async () => {
    const taken = ['override', 'create', 'icu-nurses', 'bo', '--from', '02:00', '--until', '03:00'];
    const next = resolveTypedTime({ time: '02:00' }, { timeZone: STOCKHOLM, after: Date.now() }).at;
    const shown = zonedTime(next, STOCKHOLM);
    expect((await run(taken)).out).toContain(`from ${shown} until`);
    const asked = await run(['oncall', 'icu-nurses', '--at', shown, '--json']);
    expect(JSON.parse(asked.out)).toEqual([
      expect.objectContaining({ by: 'override', timeZone: STOCKHOLM }),
    ]);
    const empty = join(folder, 'empty.ics');
    writeFileSync(empty, 'BEGIN:VCALENDAR\r\nEND:VCALENDAR');
    const held = ['oncall', 'icu-nurses', '--compare', empty, '--at', shown, '--json'];
    const { code, out } = await run(held);
    const [first] = JSON.parse(out).differences;
    expect([code, first.before, first.after]).toEqual([1, [], ['bo']]);
    expect(Date.parse(first.from)).toBe(next);
  });

  test.each([
    ['neither an end nor a length', [], /Say until when: --until/],
    ['both', ['--until', '06:00', '--for', '2h'], /'--for <time>' cannot be used with/],
    ['a length for an end', ['--until', '2h'], /A length of time goes with --for/],
    ['an end for a length', ['--for', '06:00'], /A moment goes with --until/],
    ['a zone that is none', ['--for', '1h', '--zone', 'Europe/Stokholm'], /"Europe\/Stockholm"\?/],
  ])('is refused where there is %s', async (_, span, message) => {
    const { code, err } = await run(silence(...span));
    expect([code, err]).toEqual([2, expect.stringMatching(message)]);
  });
});

describe('a time that is shown at a terminal', () => {
  test.each(ZONES)('carries the zone of the config on a computer in %s', async (TZ) => {
    for (const command of [
      ['keys', 'list'],
      ['silence', 'list'],
      ['override', 'list'],
      ['oncall'],
    ]) {
      const { out, err } = await run(command, { ...env, TZ });
      const times = out.match(/\d{4}-\d\d-\d\d \d\d:\d\d( \S+)?/g) ?? [];
      expect([command, err, times.length > 0]).toEqual([command, '', true]);
      for (const time of times) {
        expect(time).toMatch(/ CES?T$/);
      }
    }
  });

  test('is ISO 8601 in UTC as JSON, also without a platform', async () => {
    const { out } = await run(['oncall', '--config', CONFIG, '--json'], { TZ: 'Asia/Tokyo' });
    for (const { until } of JSON.parse(out)) {
      expect(until).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    }
  });
});

describe('a platform that does not tell its zone', () => {
  let server: Server;
  let older: Readonly<Record<string, string>>;

  beforeAll(async () => {
    server = createServer((request, response) => {
      response.setHeader('content-type', 'application/json');
      const key = { id: '1', name: 'n', scopes: ['read'], createdAt: '2026-07-01T10:00:00Z' };
      response.end(
        JSON.stringify(request.url === '/v1/health' ? { status: 'ok' } : { keys: [key] }),
      );
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const WARDBELL_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    older = { WARDBELL_URL, WARDBELL_KEY: 'wb_x', TZ: 'Asia/Tokyo' };
  });

  afterAll(() => void server.close());

  test('is asked nothing by a time of which nobody knows where', async () => {
    const { code, err } = await run(silence('--from', '2026-07-01 02:00', '--for', '1h'), older);
    expect([code, err]).toEqual([2, expect.stringMatching(/write the time with an offset, as in/)]);
  });

  test('has its times shown in UTC, and it is said so', async () => {
    const { code, out, err } = await run(['keys', 'list'], older);
    expect([code, out]).toEqual([0, expect.stringContaining('2026-07-01 10:00 UTC')]);
    expect(err).toContain('does not tell its time zone. Times are in UTC');
    const inZone = await run(['keys', 'list', '--zone', STOCKHOLM], older);
    expect([inZone.out, inZone.err]).toEqual([expect.stringContaining('12:00 CEST'), '']);
  });
});

/** Returns the day on which Europe sets its clocks. */
function lastSunday(year: number, month: number): string {
  const last = new Date(Date.UTC(year, month, 0));
  return new Date(Number(last) - last.getUTCDay() * DAY).toISOString().slice(0, 10);
}

test('a silence asked for again by an id of its own is said to be over where it is', async () => {
  const again = [...silence('--for', '1h'), '--id', 'bath'];
  expect((await run(again)).err).toBe('');
  await run(['silence', 'expire', 'bath']);
  const { code, out, err } = await run(again);
  expect([code, out, err]).toEqual([
    0,
    expect.stringMatching(/^Silence bath: expired/),
    expect.stringContaining('which is over, and nothing was begun. Choose another id.'),
  ]);
});
