import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pressedForm } from '#local/page-form.ts';
import { startTestPlatform, type TestPlatform } from '../support/platform.ts';

let world: TestPlatform;
let given: Awaited<ReturnType<typeof breach>>;

beforeAll(async () => {
  world = await startTestPlatform();
  given = await breach('bed-1');
}, 60_000);

afterAll(() => world.platform.stop());

/** The newest entries, most of whose parts are of no matter to most tests. */
async function trail(query = '') {
  const { json } = await world.call('GET', `/v1/audit?limit=50${query}`);
  // biome-ignore lint/suspicious/noExplicitAny: a test says by its expectations what it expects.
  return json.entries as readonly any[];
}

const newest = async (action: string) => (await trail(`&action=${action}`))[0];

/** One breach, since the pages of the next would wait to be bundled. */
async function breach(subject: string) {
  const samples = [{ subject, metric: 'spo2', value: 80 }];
  await world.call('POST', '/v1/samples', { json: { samples } });
  // By SMS and by mail.
  const [page] = [await world.nextPage(), await world.nextPage()];
  const [, link = ''] = /(\/a\/\S+)/.exec(page.text) ?? [];
  const { incidents } = (await world.call('GET', `/v1/incidents?subject=${subject}`)).json;
  return { id: incidents[0].id as string, link };
}

describe('the audit trail', () => {
  test('tells who set and ended a silence, with what, from where, what it was and became', async () => {
    const made = await world.call('POST', '/v1/silences', {
      json: { matchers: ['subject=bed-9'], minutes: 30, comment: 'cleaning', by: 'anna' },
      headers: { 'user-agent': 'curl/8' },
    });
    expect(made.status).toBe(201);
    const { id, endsAt } = made.json;
    expect(await newest('silence')).toMatchObject({
      action: 'silence.set',
      who: { kind: 'key', by: 'anna', key: expect.any(String), keyId: expect.any(String) },
      from: { network: '127.0.0.1', agent: 'curl/8' },
      object: { kind: 'silence', id },
      subjects: ['bed-9'],
      outcome: 'done',
      after: { matchers: 'subject="bed-9"', endsAt },
    });
    await world.call('DELETE', `/v1/silences/${id}`);
    expect(await newest('silence')).toMatchObject({
      action: 'silence.end',
      who: { kind: 'key', by: expect.stringMatching(/^key /) },
      object: { id },
      after: { endsAt: expect.not.stringContaining(endsAt) },
    });
  });

  test('tells of a key what it may do, and never the key', async () => {
    const made = (
      await world.call('POST', '/v1/keys', { json: { name: 'gateway', scopes: ['samples'] } })
    ).json;
    await world.call('DELETE', `/v1/keys/${made.id}?by=anna`);
    expect((await trail('&action=key')).slice(0, 2)).toMatchObject([
      {
        action: 'key.revoke',
        who: { by: 'anna' },
        object: { id: made.id },
        before: { scopes: 'samples' },
      },
      {
        action: 'key.make',
        object: { id: made.id },
        after: { name: 'gateway', scopes: 'samples' },
      },
    ]);
    expect(JSON.stringify(await trail())).not.toContain(made.key.slice(-20));
  });

  test('tells who was refused, by what they may not or by what cannot be', async () => {
    const key = await world.key('read');
    const silence = { matchers: ['subject=bed-9'], minutes: 30, comment: 'x' };
    await world.call('POST', '/v1/silences', { json: silence, key });
    await world.call('POST', '/v1/silences', { json: { ...silence, by: 'nobody' } });
    await world.call('POST', '/v1/incidents/0123456789abcdef-1/ack', { json: { by: 'anna' } });
    await world.call('GET', '/v1/keys', { key });
    await world.call('GET', '/v1/incidents', { key: `wb_0123456789ab_${'x'.repeat(43)}` });
    expect((await trail()).filter(({ outcome }) => outcome === 'refused')).toMatchObject([
      {
        action: 'request',
        who: { kind: 'nobody' },
        object: { id: 'GET /v1/incidents' },
        reason: 'unauthenticated',
      },
      {
        action: 'request',
        who: { by: 'key a test' },
        object: { id: 'GET /v1/keys' },
        reason: 'forbidden',
      },
      { action: 'incident.ack', who: { by: 'anna' }, reason: 'not_found' },
      { action: 'silence.set', who: { by: 'nobody' }, reason: 'unknown_name' },
      { action: 'silence.set', who: { by: 'key a test' }, reason: 'forbidden' },
    ]);
  });

  test('tells who looked at a subject or an incident, once in a while, and of no list', async () => {
    const { id } = given;
    for (let twice = 0; twice < 2; twice++) {
      await world.call('GET', '/v1/subjects/bed-1');
      await world.call('GET', `/v1/incidents/${id}`);
    }
    await world.call('GET', '/v1/subjects');
    const about = await trail('&subject=bed-1');
    expect(about.map(({ action, object }) => [action, object.id])).toEqual([
      ['incident.look', id],
      ['subject.look', 'bed-1'],
    ]);
  });

  test('tells who answered an incident, by the API or by the link of a page', async () => {
    const { id, link } = given;
    const shown = await world.call('GET', link, { key: null });
    const body = new URLSearchParams(pressedForm(shown.text, 'Acknowledge'));
    await world.call('POST', link, { body, key: null });
    await world.call('POST', `/v1/incidents/${id}/note`, {
      json: { text: 'Mr. Smith', by: 'anna' },
    });
    expect((await trail('&subject=bed-1')).slice(0, 2)).toMatchObject([
      {
        action: 'incident.note',
        who: { kind: 'key', by: 'anna' },
        object: { id },
        outcome: 'done',
      },
      {
        action: 'incident.ack',
        who: { kind: 'link', by: 'anna' },
        object: { kind: 'incident', id },
        before: { status: 'triggered' },
        after: { status: 'acknowledged' },
      },
    ]);
    expect(JSON.stringify(await trail())).not.toMatch(/Smith|\/a\//);
  });

  test('tells of a contact whose it is, and never the number', async () => {
    await world.call('POST', '/v1/contacts', {
      json: { person: 'anna', channel: 'sms', address: '+46701234567' },
    });
    expect(await newest('contact')).toMatchObject({
      action: 'contact.add',
      after: { person: 'anna', channel: 'sms' },
      outcome: 'done',
    });
    expect(JSON.stringify(await trail())).not.toContain('701234567');
    expect(await trail('&person=anna&action=contact')).toHaveLength(1);
  });

  test('tells which config the clock has applied', async () => {
    await world.platform.tick();
    const { config } = (await world.call('GET', '/v1/version')).json;
    expect(await newest('config')).toMatchObject({
      action: 'config.apply',
      who: { kind: 'platform' },
      object: { kind: 'config', id: config.sha256 },
    });
  });

  test('tells who read it, and only an administrator may', async () => {
    expect(
      (await world.call('GET', '/v1/audit', { key: await world.key('read', 'respond') })).status,
    ).toBe(403);
    await world.call('GET', '/v1/audit?person=bo');
    expect(await newest('audit')).toMatchObject({
      action: 'audit.look',
      object: { id: 'person=bo' },
    });
  });

  test('is exported page by page, as JSON Lines and as CSV', async () => {
    const all = (await trail('&action=key')).map(({ id }) => id);
    let path: string | undefined = '/v1/audit?action=key&limit=2';
    let csv = '';
    while (path !== undefined) {
      const page = await world.call('GET', path, { headers: { accept: 'text/csv' } });
      expect(page.headers.get('content-type')).toContain('text/csv');
      csv += page.text;
      path = /^<(.+)>; rel="next"$/.exec(page.headers.get('link') ?? '')?.[1];
    }
    const [head, ...lines] = csv.trimEnd().split('\r\n');
    expect(head).toMatch(/^at,id,/);
    expect(lines.map((line) => line.split(',')[1])).toEqual(all);
    const jsonl = await world.call('GET', '/v1/audit?action=key&format=jsonl');
    const ids = jsonl.text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).id);
    expect(ids).toEqual(all);
  });

  test.each([
    ['action=keys', 'did you mean'],
    ['from=2026-13-01', '"from"'],
    ['from=2026-03-02&to=2026-03-01', 'is after "to"'],
    ['format=xml', 'must be one of'],
    ['persn=anna', 'Did you mean "person"'],
    ['cursor=WyJhdWRpdCIsIngiXQ', '"cursor"'],
  ])('says what is wrong with ?%s', async (query, told) => {
    const { status, json } = await world.call('GET', `/v1/audit?${query}`);
    expect([status, json.detail]).toEqual([400, expect.stringContaining(told)]);
  });
});
