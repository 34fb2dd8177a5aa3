import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestPlatform, type TestPlatform } from '../support/platform.ts';

let world: TestPlatform;
let incident: string;

beforeAll(async () => {
  world = await startTestPlatform();
  const samples = [{ subject: 'bed-1', metric: 'spo2', value: 80 }];
  await world.call('POST', '/v1/samples', { json: { samples } });
  // By SMS and by mail.
  await world.nextPage();
  await world.nextPage();
  const { json } = await world.call('GET', '/v1/incidents');
  incident = json.incidents[0].id;
  await world.platform.tick();
}, 60_000);

afterAll(() => world.platform.stop());

async function log(query = '') {
  const { json } = await world.call('GET', `/v1/pages${query}`);
  // biome-ignore lint/suspicious/noExplicitAny: a test says by its expectations what it expects.
  return json.pages as readonly any[];
}

describe('the log of pages', () => {
  test('tells to whom each went, by what, about what, why, and what became of it', async () => {
    const found = await log();
    expect(new Set(found.map(({ channel }) => channel))).toEqual(new Set(['sms', 'email']));
    expect(found[0]).toMatchObject({
      id: expect.stringContaining(incident),
      incident,
      service: 'icu',
      severity: 'critical',
      responder: 'anna',
      reason: 'escalation_step',
      via: { policy: 'icu', stop: { kind: 'step', step: 1 }, text: expect.any(String) },
      status: 'sent',
      tries: 1,
      attempts: [{ outcome: expect.stringMatching(/^message /), code: 'sent' }],
    });
    expect(JSON.stringify(found)).not.toMatch(/\+46|@/);
  });

  test.each([
    ['?person=anna&channel=sms&status=sent&reason=escalation_step&service=icu', 1],
    ['?channel=email&limit=1', 1],
    ['?person=bo', 0],
    ['?status=failed', 0],
    ['?reason=reassigned', 0],
    ['?from=2025-01-01&to=2025-02-01', 0],
  ])('is narrowed by %s', async (query, expected) => {
    expect(await log(query)).toHaveLength(expected);
  });

  test('is that of one incident, however long ago it was', async () => {
    world.putForward(200 * 24 * 3_600_000);
    expect(await log()).toEqual([]);
    expect(await log(`?incident=${incident}`)).toHaveLength(2);
    world.putForward(-200 * 24 * 3_600_000);
  });

  test('is read page by page, each once', async () => {
    const ids = new Set((await log()).map(({ id }) => id));
    const found: string[] = [];
    let cursor = '';
    do {
      const { json } = await world.call('GET', `/v1/pages?limit=1&cursor=${cursor}`);
      found.push(...json.pages.map(({ id }: { id: string }) => id));
      cursor = json.next ?? '';
    } while (cursor !== '');
    expect(found).toHaveLength(2);
    expect(new Set(found)).toEqual(ids);
  });

  test('is exported page by page, as CSV and as JSON Lines', async () => {
    const all = (await log()).map(({ id }) => id);
    let path: string | undefined = '/v1/pages?limit=1';
    let csv = '';
    while (path !== undefined) {
      const page = await world.call('GET', path, { headers: { accept: 'text/csv' } });
      expect(page.headers.get('content-type')).toContain('text/csv');
      csv += page.text;
      path = /^<(.+)>; rel="next"$/.exec(page.headers.get('link') ?? '')?.[1];
    }
    const [head, ...lines] = csv.trimEnd().split('\r\n');
    expect(head).toMatch(/^at,id,incident,service,/);
    expect(lines.map((line) => line.split(',')[1])).toEqual(all);
    expect(lines[0]).toMatch(/,icu,critical,anna,(sms|email),escalation_step,icu,1,/);
    const { text, headers } = await world.call('GET', '/v1/pages?format=jsonl');
    expect(headers.get('content-disposition')).toBe('attachment; filename="pages.jsonl"');
    const rows = text.trimEnd().split('\n');
    expect(rows.map((row) => JSON.parse(row).id)).toEqual(all);
  });

  test('is not sent again while it has not changed, whatever time passes', async () => {
    const { headers } = await world.call('GET', '/v1/pages');
    world.putForward(60_000);
    const again = { headers: { 'if-none-match': headers.get('etag') ?? '' } };
    expect((await world.call('GET', '/v1/pages', again)).status).toBe(304);
  });

  test('is read with the scope `read`, and with no other', async () => {
    const asked = async (scope: string) =>
      (await world.call('GET', '/v1/pages', { key: await world.key(scope) })).status;
    expect(await asked('read')).toBe(200);
    expect(await asked('samples')).toBe(403);
  });

  test.each([
    ['person=ana', 400, 'anna'],
    ['service=icc', 400, 'icu'],
    ['incident=0123456789abcdef-1', 404, '0123456789abcdef-1'],
    ['incident=none', 404, 'none'],
    ['status=lost', 400, 'must be one of'],
    ['channel=fax', 400, 'must be one of'],
    ['from=yesterday', 400, '"from"'],
    ['from=2026-03-02&to=2026-03-01', 400, 'is after "to"'],
    ['persn=anna', 400, 'Did you mean "person"'],
    ['cursor=WyJhdWRpdCIsIngiXQ', 400, '"cursor"'],
  ])('says what is wrong with ?%s', async (query, status, told) => {
    const answer = await world.call('GET', `/v1/pages?${query}`);
    expect([answer.status, answer.json.detail]).toEqual([status, expect.stringContaining(told)]);
  });
});
