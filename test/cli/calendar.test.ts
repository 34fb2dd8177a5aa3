import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { peopleOfTurn } from '#cli/calendar-people.ts';
import { readCalendar } from '#cli/calendar-source.ts';
import { calendarTurns } from '#cli/calendar-turns.ts';
import { launch } from '../support/command-line.ts';
import { startTestPlatform } from '../support/platform.ts';

const at = (text: string) => Date.parse(text);
const WINDOW = { from: at('2026-03-01T00:00:00Z'), to: at('2026-05-30T00:00:00Z') };

const calendar = (...lines: readonly string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//x//EN', ...lines, 'END:VCALENDAR'].join('\r\n');

const event = (...lines: readonly string[]) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'];

function spans(...lines: readonly string[]): readonly string[] {
  return calendarTurns(calendar(...lines), WINDOW, 'Europe/Stockholm').map(
    ({ from, to, summary }) =>
      `${new Date(from).toISOString().slice(0, 16)} ${new Date(to).toISOString().slice(0, 16)} ${summary}`,
  );
}

const LOCAL = [
  'DTSTART;TZID=Europe/Stockholm:20260327T190000',
  'DTEND;TZID=Europe/Stockholm:20260328T070000',
];

describe('a calendar', () => {
  test('has turns by the clocks of the zones that it names, across the day they are set', () => {
    expect(spans(...event('UID:1', 'SUMMARY:Anna', ...LOCAL, 'RRULE:FREQ=DAILY;COUNT=3'))).toEqual([
      '2026-03-27T18:00 2026-03-28T06:00 Anna',
      '2026-03-28T18:00 2026-03-29T05:00 Anna',
      '2026-03-29T17:00 2026-03-30T05:00 Anna',
    ]);
  });

  test('has what stands in UTC as it stands, and folded lines whole', () => {
    expect(
      spans(...event('UID:1', 'DTSTART:20260301T080000Z', 'DURATION:PT12H', 'SUMMARY:An', ' na')),
    ).toEqual(['2026-03-01T08:00 2026-03-01T20:00 Anna']);
  });

  test('leaves out what is excepted or cancelled, and has a moved occurrence where it is', () => {
    expect(
      spans(
        ...event(
          'UID:1',
          'SUMMARY:Anna',
          ...LOCAL,
          'RRULE:FREQ=WEEKLY;UNTIL=20260425T000000Z',
          'EXDATE;TZID=Europe/Stockholm:20260403T190000',
        ),
        ...event(
          'UID:1',
          'RECURRENCE-ID;TZID=Europe/Stockholm:20260410T190000',
          'SUMMARY:Bo',
          'DTSTART;TZID=Europe/Stockholm:20260410T210000',
          'DTEND;TZID=Europe/Stockholm:20260411T070000',
        ),
        ...event(
          'UID:1',
          'RECURRENCE-ID;TZID=Europe/Stockholm:20260417T190000',
          'STATUS:CANCELLED',
          'SUMMARY:Anna',
          'DTSTART;TZID=Europe/Stockholm:20260417T190000',
          'DTEND;TZID=Europe/Stockholm:20260418T070000',
        ),
      ),
    ).toEqual([
      '2026-03-27T18:00 2026-03-28T06:00 Anna',
      '2026-04-10T19:00 2026-04-11T05:00 Bo',
      '2026-04-24T17:00 2026-04-25T05:00 Anna',
    ]);
  });

  test('has whole days, and times without a zone, in its own zone, or else in that of the schedule', () => {
    const day = event('UID:1', 'SUMMARY:Anna', 'DTSTART;VALUE=DATE:20260401');
    const floating = event(
      'UID:2',
      'SUMMARY:Bo',
      'DTSTART:20260402T080000',
      'DTEND:20260402T100000',
    );
    expect(spans(...day, ...floating)).toEqual([
      '2026-03-31T22:00 2026-04-01T22:00 Anna',
      '2026-04-02T06:00 2026-04-02T08:00 Bo',
    ]);
    expect(spans('X-WR-TIMEZONE:America/New_York', ...day)).toEqual([
      '2026-04-01T04:00 2026-04-02T04:00 Anna',
    ]);
  });

  test('has a zone of its own name by what the file says of it', () => {
    const zone = [
      'BEGIN:VTIMEZONE',
      'TZID:Hospital time',
      'BEGIN:STANDARD',
      'DTSTART:19700101T000000',
      'TZOFFSETFROM:+0300',
      'TZOFFSETTO:+0300',
      'END:STANDARD',
      'END:VTIMEZONE',
    ];
    const own = event(
      'UID:1',
      'SUMMARY:Anna',
      'DTSTART;TZID=Hospital time:20260401T080000',
      'DTEND;TZID=Hospital time:20260401T200000',
    );
    expect(spans(...zone, ...own)).toEqual(['2026-04-01T05:00 2026-04-01T17:00 Anna']);
    expect(() => spans(...own)).toThrow('names the time zone "Hospital time", which it does not');
  });

  test('that is none is refused', () => {
    const bare = event('UID:1', 'DTSTART:20260401T080000Z').join('\r\n');
    for (const text of ['<html>', '', '\r\n', bare]) {
      expect(() => calendarTurns(text, WINDOW, 'UTC')).toThrow('is no iCalendar file');
    }
  });

  test('with a rule that repeats each second is refused', () => {
    const endless = event('UID:1', 'DTSTART:20200101T000000Z', 'RRULE:FREQ=SECONDLY');
    expect(() => spans(...endless)).toThrow('repeats more than 20000 times');
  });
});

describe('an event', () => {
  const known = [
    { id: 'anna', name: 'Anna Lind', mail: 'Anna.Lind@clinic.example' },
    { id: 'anna-2', name: 'Anna Ek' },
    { id: 'bo', name: 'Bo Ek', mail: 'bo@clinic.example' },
  ];
  const whose = (
    summary: string,
    {
      mails = [],
      description = '',
      map = [],
    }: Partial<Record<'mails', string[]>> & {
      description?: string;
      map?: (readonly [string, string])[];
    } = {},
  ) => peopleOfTurn({ summary, description, mails }, known, new Map(map));

  test.each([
    ['On Call - Anna Lind - ICU', {}, ['anna']],
    ['anna.lind@clinic.example is on call', {}, ['anna']],
    ['[L1] anna-2, Bo Ek', {}, ['anna-2', 'bo']],
    ['On call', { mails: ['BO@clinic.example'] }, ['bo']],
    ['On call', { description: 'Responder: bo@clinic.example' }, ['bo']],
    ['Dr Lind', { map: [['dr lind', 'anna'] as const] }, ['anna']],
    [
      'Anna Lind',
      { mails: ['b.ek@old.example'], map: [['b.ek@old.example', 'bo'] as const] },
      ['bo'],
    ],
    ['Annalind', {}, undefined],
    ['On call', {}, undefined],
  ])('"%s" with %j is of %j', (summary, more, ids) => {
    expect(whose(summary, more)).toEqual(ids);
  });
});

describe('an event of whole days', () => {
  test('is of each date from the first up to its end, and of one that has none', () => {
    const days = (...lines: readonly string[]) =>
      calendarTurns(calendar(...event('UID:1', ...lines)), WINDOW, 'Pacific/Auckland').flatMap(
        (turn) => turn.days,
      );
    expect(days('DTSTART;VALUE=DATE:20260331', 'DTEND;VALUE=DATE:20260402')).toEqual([
      '2026-03-31',
      '2026-04-01',
    ]);
    expect(days('DTSTART;VALUE=DATE:20260406', 'RRULE:FREQ=WEEKLY;COUNT=2')).toEqual([
      '2026-04-06',
      '2026-04-13',
    ]);
    expect(days('DTSTART:20260406T080000', 'DURATION:P1D')).toEqual([]);
  });
});

describe('a calendar at an address', () => {
  const DAY = 86_400_000;
  const date = (inDays: number) =>
    new Date(Date.now() + inDays * DAY).toISOString().slice(0, 10).replaceAll('-', '');
  const away = (uid: string, from: number, days: number, ...lines: readonly string[]) =>
    event(
      `UID:${uid}`,
      `DTSTART;VALUE=DATE:${date(from)}`,
      `DTEND;VALUE=DATE:${date(from + days)}`,
      ...lines,
    );

  let text = '';
  const server = createServer(({ url }, answer) => {
    switch (url) {
      case '/moved':
        answer.writeHead(302, { location: '/team.ics' }).end();
        break;
      case '/circle':
        answer.writeHead(302, { location: '/circle' }).end();
        break;
      case '/large':
        answer.end('x'.repeat(10_000_001));
        break;
      case '/team.ics':
        answer.end(text);
        break;
      default:
        answer.writeHead(404).end();
    }
  });
  const at = (path: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
  const HERE = { reach: ['127.0.0.0/8'] };

  beforeAll(async () => {
    await once(server.listen(0, '127.0.0.1'), 'listening');
  });
  afterAll(() => void server.close());

  test.each([
    ['that is not of the internet', '/moved', {}, /is loopback: it is reached only if --reach/],
    ['that is not there', '/SECRET', HERE, /^The calendar at 127\.0\.0\.1:\d+: .* status 404\.$/],
    ['that leads in a circle', '/circle', HERE, /redirects more than 5 times/],
    ['that goes on', '/large', HERE, /more than 10 MB/],
  ])('%s is refused, and not told whole', async (_, path, reach, why) => {
    const told = await readCalendar(at(path), reach).catch((error: Error) => error.message);
    expect(told).toMatch(why);
    expect(told).not.toContain('SECRET');
  });

  test('keeps absences as it has them, by name or by whose it is', async () => {
    const world = await startTestPlatform({});
    const { url, adminKey } = world.platform;
    const run = async (...more: readonly string[]) => {
      const args = ['away', 'import', at('/moved'), '--calendar', 'team', ...more];
      const env = { WARDBELL_URL: url, WARDBELL_KEY: adminKey };
      return launch([...args, '--reach', '127.0.0.0/8', '--json'], env).ended;
    };
    text = calendar(
      ...away('1', 10, 2, 'SUMMARY:Vacation of Anna'),
      ...away('2', 12, 3, 'SUMMARY:anna: vacation'),
      ...away('3', 20, 1, 'SUMMARY:Dentist'),
      ...away('4', 30, 1, 'SUMMARY:Vacation of Anna', 'STATUS:CANCELLED'),
    );
    const first = await run('--title', 'VACATION', '--force', 'x');
    expect(first.err).toBe('');
    expect(JSON.parse(first.out).set).toHaveLength(1);
    text = calendar(...away('2', 12, 3, 'SUMMARY:anna: vacation'));
    const second = JSON.parse((await run('--person', 'anna', '--force', 'x')).out);
    expect(second).toMatchObject({ set: [{ person: 'anna' }], ended: [{ person: 'anna' }] });
    // The longer one would leave turns to nobody: Anna keeps what she has.
    text = calendar(...away('2', 12, 4, 'SUMMARY:anna: vacation'));
    const third = await run();
    expect(third.code).toBe(1);
    expect(JSON.parse(third.out)).toMatchObject({
      set: [],
      ended: [],
      kept: [{ person: 'anna' }],
      refused: [{ person: 'anna' }],
    });
    const { json } = await world.call('GET', '/v1/absences');
    expect(json.absences).toMatchObject([
      { comment: 'calendar team', endedAt: expect.any(String) },
      { comment: 'calendar team', uncovered: 'x' },
    ]);
    await world.platform.stop();
  }, 30_000);
});
