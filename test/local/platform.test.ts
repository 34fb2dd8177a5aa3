import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ListSubscriptionsCommand } from '@aws-sdk/client-sns';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { databaseOn } from '#adapters/sqlite/database.ts';
import { openFile } from '#adapters/sqlite/open-file.ts';
import type { LogLine } from '#runtime/log.ts';
import { hospital, person } from '../support/config.ts';
import { startTestPlatform, type TestPlatform } from '../support/platform.ts';

let data: string;

beforeAll(() => {
  data = join(mkdtempSync(join(tmpdir(), 'wardbell-')), 'data');
});

afterAll(() => rmSync(join(data, '..'), { recursive: true, force: true }));

const breach = { json: { samples: [{ subject: 'bed-1', metric: 'spo2', value: 80 }] } };

describe('a platform with a folder', () => {
  test('goes on after a restart where it was: key, incidents, who was paged', async () => {
    const before = await startTestPlatform({ data });
    await before.call('POST', '/v1/samples', breach);
    await before.nextPage();
    await before.nextPage();
    const first = (await before.call('GET', '/v1/incidents')).json;
    await before.platform.stop();
    const after = await startTestPlatform({ data });
    try {
      expect(after.platform.adminKey).toBe(before.platform.adminKey);
      expect((await after.call('GET', '/v1/incidents')).json).toEqual(first);
      // The alert is known: the same sample again makes no second incident and no page.
      await after.call('POST', '/v1/samples', breach);
      expect((await after.call('GET', '/v1/incidents')).json.incidents).toHaveLength(1);
      // Five minutes later the next escalation step follows, as if nothing had happened.
      after.putForward(5 * 60_000);
      await after.platform.tick();
      expect(await after.nextPage()).toMatchObject({ responder: 'bo' });
    } finally {
      await after.platform.stop();
    }
  });

  test('keeps the key readable by its owner only', () => {
    expect(statSync(join(data, 'admin-key')).mode & 0o777).toBe(0o600);
    expect(statSync(data).mode & 0o777).toBe(0o700);
  });

  test('makes a new key where the kept one was revoked', async () => {
    const before = await startTestPlatform({ data });
    const { adminKey } = before.platform;
    await before.key('admin');
    await before.call('DELETE', `/v1/keys/${adminKey.split('_')[1]}`);
    await before.platform.stop();
    const after = await startTestPlatform({ data });
    try {
      expect(after.platform.adminKey).not.toBe(adminKey);
      expect((await after.call('GET', '/v1/keys')).status).toBe(200);
    } finally {
      await after.platform.stop();
    }
  });

  test('forgets the phone of somebody who has left the config', async () => {
    const zoe = { ...person('zoe', ['sms']), contacts: { sms: '+15550100199' } };
    const numbers = async ({ platform }: TestPlatform) => {
      const { Subscriptions = [] } = await platform.clients.sns.send(
        new ListSubscriptionsCommand(),
      );
      return Subscriptions.flatMap(({ Protocol, Endpoint }) =>
        Protocol === 'sms' ? Endpoint : [],
      );
    };
    const before = await startTestPlatform({ data, config: hospital({ people: [zoe] }) });
    expect(await numbers(before)).toContain('+15550100199');
    await before.platform.stop();
    const after = await startTestPlatform({ data, config: hospital() });
    try {
      expect(await numbers(after)).not.toContain('+15550100199');
    } finally {
      await after.platform.stop();
    }
  });

  test('is refused a second time in the same folder, and can be started once the first has stopped', async () => {
    const first = await startTestPlatform({ data });
    await expect(startTestPlatform({ data })).rejects.toThrow(/in use by another Wardbell.*--data/);
    await first.platform.stop();
    await (await startTestPlatform({ data })).platform.stop();
  });
});

describe('a folder that cannot be taken', () => {
  test('is told in words, and the port is free again', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'wardbell-'));
    writeFileSync(join(folder, 'wardbell.db'), '');
    const started = startTestPlatform({ data: folder });
    await expect(started).rejects.toThrow(/wardbell\.db is damaged: .*repair --data/s);
    rmSync(folder, { recursive: true });
  });

  test('because a file stands in its place, is told in words', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'wardbell-')), 'data');
    writeFileSync(file, '');
    await expect(startTestPlatform({ data: file })).rejects.toThrow(
      /The folder .*data cannot be written: .*EEXIST.*--data/,
    );
  });

  test('because no folder can be made there, is told in words, and at once', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'wardbell-')), 'file');
    writeFileSync(file, '');
    for (const data of ['/proc/wardbell/data', join(file, 'data')]) {
      await expect(startTestPlatform({ data })).rejects.toThrow(/cannot be written: .*--data/);
    }
  });
});

describe('the file of the queues', () => {
  let folder: string;
  const file = () => join(folder, 'queues', 'fauxqs.db');
  beforeEach(async () => {
    folder = join(mkdtempSync(join(tmpdir(), 'wardbell-')), 'data');
    const first = await startTestPlatform({ data: folder });
    await first.platform.stop();
  });
  afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

  test.each([
    ['is cut in half', () => truncateSync(file(), statSync(file()).size / 2)],
    ['is empty', () => truncateSync(file(), 0)],
    ['is no database', () => writeFileSync(file(), 'The minutes of the meeting.')],
    [
      'has a text that is no JSON',
      () => new DatabaseSync(file()).exec("UPDATE sqs_queues SET attributes = '{'"),
    ],
  ])('that %s is set aside, which is said, and pages go out', async (_, damage) => {
    damage();
    const lines: LogLine[] = [];
    const again = await startTestPlatform({ data: folder, log: (line) => lines.push(line) });
    try {
      const aside = readdirSync(join(folder, 'queues')).find((name) => name.includes('.damaged-'));
      expect(lines).toMatchObject([
        {
          level: 'error',
          message: 'the file of the queues is damaged and was set aside',
          file: join(folder, 'queues', aside ?? ''),
        },
      ]);
      await again.call('POST', '/v1/samples', breach);
      expect(await again.nextPage()).toMatchObject({ responder: 'anna' });
    } finally {
      await again.platform.stop();
    }
  });
});

describe('a disk that becomes full', () => {
  let folder: string;
  let disk: { fill(): void; makeRoom(): void };
  let lines: LogLine[];
  let stage: TestPlatform;

  beforeEach(async () => {
    folder = join(mkdtempSync(join(tmpdir(), 'wardbell-')), 'data');
    lines = [];
    stage = await startTestPlatform({
      data: folder,
      log: (line) => lines.push(line),
      openStore({ folder: data = '', ...options }) {
        const { db, file } = openFile(data);
        disk = {
          fill() {
            const [pages] = Object.values(db.prepare('PRAGMA page_count').get() ?? {});
            db.exec(`PRAGMA max_page_count = ${pages}`);
          },
          makeRoom: () => db.exec('PRAGMA max_page_count = 1000000'),
        };
        return databaseOn(db, { ...options, file });
      },
    });
  });
  afterEach(async () => {
    await stage.platform.stop();
    rmSync(join(folder, '..'), { recursive: true });
  });

  /** Enough beds to need disk space. */
  const breaches = (from: number) => ({
    json: {
      samples: Array.from({ length: 50 }, (_, i) => ({
        subject: `bed-${from + i}`,
        metric: 'spo2',
        value: 80,
      })),
    },
  });

  test('answers 503 with the reason and when to try again, says it once and in its health, and pages when there is room', async () => {
    const { call, nextPage } = stage;
    disk.fill();
    const refused = [];
    for (let i = 0; i < 3; i++) {
      refused.push(await call('POST', '/v1/samples', breaches(0)));
    }
    for (const { status, headers, json } of refused) {
      expect([status, headers.get('retry-after'), json.detail]).toEqual([
        503,
        '5',
        'The disk on which Wardbell keeps its data is full. Send the same request again in 5 s: repeating it does no harm.',
      ]);
    }
    const ill = await call('GET', '/v1/health', { key: null });
    expect([ill.status, ill.json]).toMatchObject([
      503,
      { status: 'failing', reason: 'The disk on which Wardbell keeps its data is full.' },
    ]);
    expect(lines.map(({ message }) => message)).toEqual([
      'nothing can be stored',
      'a store or queue was not available',
    ]);
    disk.makeRoom();
    expect((await call('POST', '/v1/samples', breaches(0))).status).toBe(200);
    expect(await nextPage()).toMatchObject({ responder: 'anna' });
    expect(lines.at(-1)).toMatchObject({
      message: 'things can be stored again',
      linesWithheld: 2,
    });
    stage.putForward(10_000);
    expect((await call('GET', '/v1/health', { key: null })).status).toBe(200);
  });

  test('keeps a breach that was answered before it, and pages for it when there is room', async () => {
    const { call, nextPage, platform, putForward } = stage;
    await call('POST', '/v1/samples', breach);
    await nextPage();
    await nextPage();
    disk.fill();
    await call('POST', '/v1/samples', breaches(100));
    putForward(5 * 60_000);
    // Its write may still fit a page, or not.
    await Promise.allSettled([platform.tick()]);
    disk.makeRoom();
    await platform.tick();
    // Of the breaches that were refused some may have been stored before the disk was full: Anna is
    // paged for those.
    let page = await nextPage();
    while (page.responder !== 'bo') {
      page = await nextPage();
    }
    expect(page.text).toContain('bed-1');
  }, 30_000);
});

test('a port in use is told with what to do', async () => {
  const other = createServer();
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
  const { port } = other.address() as AddressInfo;
  await expect(startTestPlatform({ port })).rejects.toThrow(
    `Port ${port} is in use by another program. Stop that program, or choose another port with --port.`,
  );
  other.close();
});

test('a body larger than API Gateway takes is refused, and the connection lives', async () => {
  const { platform, call } = await startTestPlatform();
  const headers = { 'content-type': 'application/json' };
  const body = 'x'.repeat(10_000_001);
  const { status, json } = await call('POST', '/v1/samples', { body, headers });
  expect([status, json]).toEqual([413, { message: 'Request Entity Too Large' }]);
  expect((await call('GET', '/v1/health')).status).toBe(200);
  await platform.stop();
});

test('stopping answers the request that is under way, and takes no more', async () => {
  const { platform, call } = await startTestPlatform();
  const underWay = request(`${platform.url}/v1/samples`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${platform.adminKey}`,
      'content-type': 'application/json',
      expect: '100-continue',
    },
  });
  underWay.flushHeaders();
  // The server has the head of the request and waits for its body.
  await once(underWay, 'continue');
  const stopped = platform.stop();
  underWay.end(JSON.stringify(breach.json));
  const [response] = await once(underWay, 'response');
  expect(response.statusCode).toBe(200);
  response.resume();
  await stopped;
  await expect(call('GET', '/v1/health')).rejects.toThrow('fetch failed');
});

test('a minute after the start it looks whether anything is stuck, and says so', async () => {
  const { platform, call, putForward } = await startTestPlatform();
  const checks = async () => (await call('GET', '/v1/checks')).json.checks;
  await platform.tick();
  expect(await checks()).toEqual([]);
  putForward(61_000);
  await platform.tick();
  const [found, ...others] = await checks();
  expect(others).toEqual([]);
  expect(found).toMatchObject({ check: 'platform', place: 'here', late: false, findings: [] });
  expect(found.deadLetters).toEqual(
    ['incidents-dead.fifo', 'pages-dead.fifo', 'alarms-dead'].map((queue) => ({
      queue,
      messages: 0,
    })),
  );
  await platform.stop();
});
