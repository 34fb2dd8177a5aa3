import { beforeEach, describe, expect, test } from '@jest/globals';
import ICAL from 'ical.js';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { DAY, HOUR } from '#core/time/instant.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { createApiKey } from '#http/api-key.ts';
import { gatewayEvent } from '#local/gateway-event.ts';
import { sweepControls } from '#usecases/sweep-controls.ts';
import { hospital, person } from '../../support/config.ts';
import { layer } from '../../support/layer.ts';
import { apiHandler } from '../../support/respond.ts';
import { signIn, TEST_ACCESS } from '../../support/signed-in.ts';

/** Longer than a line of iCalendar may be, by characters that have four bytes. */
const ANNA = `Anna, "Nurse"; ${'🩺'.repeat(40)}`;

const CONFIG = {
  ...hospital({
    config: {
      people: { anna: { ...person('anna'), name: ANNA }, bo: person('bo'), lena: person('lena') },
      schedules: {
        nurses: { id: 'nurses', timeZone: 'Europe/Stockholm', layers: [layer(['anna', 'bo'])] },
        doctors: { id: 'doctors', timeZone: 'UTC', layers: [layer(['bo'])] },
      },
    },
  }),
  access: TEST_ACCESS,
};

type Who = 'anna' | 'lena';

const START = Date.UTC(2026, 9, 10, 12);
const publicUrl = 'http://x';
let now: number;
let ports: ReturnType<typeof memoryPorts>;
let handler: ReturnType<typeof apiHandler>;

const runtime = () => ({ ports, config: CONFIG, publicUrl, clock: () => now });

beforeEach(() => {
  now = START;
  ports = memoryPorts();
  handler = apiHandler(runtime());
});

async function send(method: string, url: string, headers: Record<string, string>, sent = '') {
  const from = { headers, body: Buffer.from(sent), sourceIp: '::1', id: 'r', at: now };
  const answered = await handler(gatewayEvent({ method, url, ...from }).event, {} as never);
  return {
    status: answered.statusCode,
    headers: answered.headers ?? {},
    body: answered.body ?? '',
  };
}

async function as(who: Who, method: string, path: string, body?: object) {
  const groups = [who === 'lena' ? 'leads' : 'responders'];
  const signedIn = await signIn(runtime(), { account: who, groups });
  const headers = { ...signedIn, 'content-type': 'application/json' };
  const { status, body: told } = await send(method, path, headers, body && JSON.stringify(body));
  return { status, json: JSON.parse(told) };
}

const make = (who: Who, owner: object) => as(who, 'POST', '/v1/calendars', owner);

/** Fetches as a calendar program does, with the address alone. */
const fetched = (address: string, headers: Record<string, string> = {}) =>
  send('GET', address.slice(publicUrl.length), headers);

async function addressOf(who: Who, owner: object): Promise<string> {
  return (await make(who, owner)).json.address;
}

const isoDate = (at: number) => isoTime(at).slice(0, 10);

const msOf = (at: ICAL.Time) => at.toUnixTime() * 1_000;

function eventsIn(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text) as never);
  return calendar.getAllSubcomponents('vevent').map((one) => {
    const event = new ICAL.Event(one);
    const [from, to] = [msOf(event.startDate), msOf(event.endDate)];
    const revised = String(one.getFirstPropertyValue('last-modified'));
    const { uid, summary, sequence } = event;
    return { uid, summary, sequence, from, to, revised };
  });
}

describe('the address of a calendar', () => {
  test('is made by a person for themselves, by a lead for schedules and anybody', async () => {
    const made = await make('anna', { person: 'anna' });
    expect(made).toMatchObject({
      status: 201,
      json: {
        person: 'anna',
        createdBy: 'anna',
        address: expect.stringMatching(/^http:\/\/x\/v1\/reports\/calendar\.ics\?token=wbc_/),
      },
    });
    expect(await make('anna', { person: 'bo' })).toMatchObject({ status: 403 });
    expect(await make('anna', { schedule: 'nurses' })).toMatchObject({
      status: 403,
      json: { detail: expect.stringMatching(/those of others and of schedules are for a lead/) },
    });
    expect(await make('lena', { schedule: 'nurses' })).toMatchObject({ status: 201 });
    expect(await make('lena', { person: 'bo' })).toMatchObject({ status: 201 });
    const list = async (who: Who, query = '') =>
      (await as(who, 'GET', `/v1/calendars${query}`)).json.calendars;
    expect(await list('anna')).toMatchObject([{ person: 'anna' }]);
    expect(await list('lena')).toHaveLength(3);
    expect(await list('lena', '?schedule=nurses')).toMatchObject([{ schedule: 'nurses' }]);
    expect(await list('lena', '?person=bo')).toMatchObject([{ person: 'bo' }]);
    expect(JSON.stringify(await list('lena'))).not.toMatch(/wbc_|hash/);
  });

  test('has one owner, whom the config knows, and is one of five', async () => {
    expect((await make('lena', {})).status).toBe(400);
    expect((await make('lena', { person: 'bo', schedule: 'nurses' })).status).toBe(400);
    expect((await make('lena', { person: 'bu' })).json.detail).toMatch(/no person "bu".*"bo"/);
    expect((await make('lena', { schedule: 'nurse' })).json.detail).toMatch(/"nurses"/);
    for (let n = 0; n < 5; n++) {
      await make('anna', { person: 'anna' });
    }
    expect(await make('anna', { person: 'anna' })).toMatchObject({
      status: 409,
      json: { detail: expect.stringMatching(/There are 5 .* no more than 5 .*: revoke one/) },
    });
  });

  test('is stored as a hash, and opens the calendar and nothing else', async () => {
    const address = await addressOf('anna', { person: 'anna' });
    const [, token = ''] = address.split('token=');
    const [, , secret = ''] = token.split('_');
    expect(JSON.stringify(await ports.controls.calendars())).not.toContain(secret);
    const asKey = await send('GET', '/v1/oncall', { authorization: `Bearer ${token}` });
    expect(asKey.status).toBe(401);
    const { token: apiKey, key } = createApiKey('all', ['admin'], now);
    await ports.controls.putKey(key);
    for (const other of [apiKey, `wbc${apiKey.slice(2)}`, `${token.slice(0, -2)}xx`, 'x', '']) {
      const { status, body } = await fetched(`${publicUrl}/v1/reports/calendar.ics?token=${other}`);
      expect(status).toBe(404);
      expect(body).toMatch(/no calendar at this address/);
    }
    expect((await fetched(address)).status).toBe(200);
  });

  test('works until it is revoked, by whoever may make it', async () => {
    const { id, address } = (await make('lena', { schedule: 'nurses' })).json;
    expect((await as('anna', 'POST', '/v1/calendars/revoke', { id })).status).toBe(403);
    await fetched(address);
    expect((await as('lena', 'POST', '/v1/calendars/revoke', { id })).json).toMatchObject({
      schedule: 'nurses',
      fetchedOn: isoDate(now),
    });
    expect((await fetched(address)).status).toBe(404);
    expect(await ports.controls.calendars()).toEqual([]);
    expect((await as('lena', 'POST', '/v1/calendars/revoke', { id })).status).toBe(404);
  });

  test('leads nowhere once its person has left the config, and is swept', async () => {
    const address = await addressOf('anna', { person: 'anna' });
    const { anna: _, ...people } = CONFIG.people;
    const config = { ...CONFIG, people };
    handler = apiHandler({ ports, config, publicUrl, clock: () => now });
    expect(await fetched(address)).toMatchObject({
      status: 404,
      body: expect.stringMatching(/has left the config/),
    });
    const sweep = sweepControls(ports, config);
    expect(await sweep(now, 10)).toMatchObject({ calendars: 1 });
    expect(await ports.controls.calendars()).toEqual([]);
  });
});

describe('a calendar that is fetched', () => {
  test('is iCalendar with what programs need, in lines of 75 bytes', async () => {
    const { headers, body } = await fetched(await addressOf('lena', { schedule: 'nurses' }));
    expect(headers).toMatchObject({ 'content-type': 'text/calendar; charset=utf-8' });
    const lines = body.split('\r\n');
    expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
    expect(lines.every((line) => line.isWellFormed())).toBe(true);
    expect(lines.at(-1)).toBe('');
    for (const line of [
      ...['VERSION:2.0', 'X-WR-CALNAME:On call: nurses', 'X-PUBLISHED-TTL:PT1H'],
      ...['REFRESH-INTERVAL;VALUE=DURATION:PT1H', 'DTSTART:20261025T060000Z', 'STATUS:CONFIRMED'],
      ...['TRANSP:TRANSPARENT', 'URL;VALUE=URI:http://x/console/oncall'],
    ]) {
      expect(lines).toContain(line);
    }
    const events = eventsIn(body);
    // The day on which the clocks are set back has 25 hours.
    const long = events.find(({ from }) => from === Date.UTC(2026, 9, 24, 5));
    expect(long).toMatchObject({ to: Date.UTC(2026, 9, 25, 6) });
    expect(events.map(({ summary }) => summary)).toContain(`nurses: ${ANNA}`);
    expect(isoDate(events[0]?.from ?? 0)).toBe('2026-10-02');
    expect(isoDate(events.at(-1)?.from ?? 0)).toBe('2027-01-08');
  });

  test('is not sent again while it is the same, and not written', async () => {
    const address = await addressOf('anna', { person: 'anna' });
    const first = await fetched(address);
    const stored = await ports.controls.calendars();
    now += 3 * HOUR;
    const etag = String(first.headers['etag']);
    expect(await fetched(address, { 'if-none-match': etag })).toMatchObject({ status: 304 });
    expect(await ports.controls.calendars()).toEqual(stored);
    const { json } = await as('anna', 'GET', '/v1/calendars');
    expect(json.calendars).toMatchObject([{ fetchedOn: isoDate(now) }]);
    now += DAY;
    expect(await fetched(address, { 'if-none-match': etag })).toMatchObject({ status: 200 });
  });

  test('keeps its UIDs over a month of polls, whoever takes and gives back a turn', async () => {
    const address = await addressOf('lena', { schedule: 'nurses' });
    const seen = new Map<number, ReturnType<typeof eventsIn>[number]>();
    const turn = START - 6 * HOUR + 21 * DAY;
    const span = { from: isoTime(turn), to: isoTime(turn + 6 * HOUR) };
    for (let day = 0; day < 30; day++) {
      if (day === 5) {
        const given = { schedule: 'nurses', person: 'bo', instead: 'anna', ...span };
        expect((await as('lena', 'POST', '/v1/overrides', given)).status).toBe(201);
      } else if (day === 9) {
        const [{ id }] = (await as('lena', 'GET', '/v1/overrides')).json.overrides;
        await as('lena', 'DELETE', `/v1/overrides/${id}`);
      }
      for (const event of eventsIn((await fetched(address)).body)) {
        const before = seen.get(event.from) ?? event;
        const isSame = before.summary === event.summary && before.to === event.to;
        expect(event.uid).toBe(before.uid);
        expect(event.sequence).toBe(before.sequence + (isSame ? 0 : 1));
        expect(event.revised === before.revised).toBe(isSame);
        seen.set(event.from, event);
      }
      now += DAY;
    }
    const revised = [...seen.values()].filter(({ sequence }) => sequence > 0);
    expect(revised).toMatchObject([{ from: turn, sequence: 2, summary: `nurses: ${ANNA}` }]);
    expect(new Set([...seen.values()].map(({ uid }) => uid)).size).toBe(seen.size);
  });
});
