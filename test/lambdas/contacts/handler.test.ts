import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { snsContactBook } from '#adapters/sns/contact-book.ts';
import { CANARY, withCanary } from '#core/canary/canary.ts';
import { CHANNELS, channelKind } from '#core/responder/channel.ts';
import type { Config } from '#core/team/config.ts';
import { ROUTES } from '#deployment/routes.ts';
import { createContactsHandler } from '#lambdas/contacts/handler.ts';
import { gatewayEvent } from '#local/gateway-event.ts';
import { hospital, person } from '../../support/config.ts';
import { startTestPlatform, TEST_CONFIG, type TestPlatform } from '../../support/platform.ts';

const PHONE = '+15550100101';
const MAILBOX = 'anna.lind@example.org';

/** On one machine no mail goes out; the token in it would be the ARN. */
const TOPICS = 'arn:aws:sns:us-east-1:000000000000:wardbell-';

let world: TestPlatform;

beforeAll(async () => {
  world = await startTestPlatform({ config: withCanary(TEST_CONFIG) });
});

afterAll(() => world.platform.stop());

test('every declared route of this function is answered, and about others only to administrators', async () => {
  const respond = await world.key('respond');
  for (const { method, path } of ROUTES.filter((r) => r.function === 'contacts')) {
    const url = path.replace('{id}', 'x');
    expect((await world.call(method, url, { key: null })).status).toBe(401);
    const anna = { person: 'anna', ...(path.endsWith('/confirm') && { link: 'Token=x' }) };
    const json = method === 'GET' ? undefined : anna;
    const address = url === '/v1/contacts' && method === 'GET' ? `${url}?person=anna` : url;
    const refused = await world.call(method, address, { key: respond, json });
    expect([refused.status, refused.json.missingScope]).toEqual([403, 'admin']);
    const answered = await world.call(method, url, { json: method === 'GET' ? undefined : {} });
    expect(answered.text).not.toContain('Nothing is answered');
    expect(answered.status).toBeLessThan(500);
  }
});

/** Asks the function as it is deployed, with the contact book of SNS itself. */
async function ask(method: string, url: string, json?: object) {
  const { ports, clients, adminKey } = world.platform;
  const runtime = {
    ...{ ports, config: withCanary(TEST_CONFIG), publicUrl: 'http://x', clock: Date.now },
    ...{ log: () => undefined, measure: () => undefined },
  };
  const handler = createContactsHandler(runtime, snsContactBook(clients.sns, TOPICS));
  const request = {
    ...{ method, url, sourceIp: '127.0.0.1', id: 'r-1', at: Date.now() },
    headers: { authorization: `Bearer ${adminKey}`, 'content-type': 'application/json' },
    body: Buffer.from(json === undefined ? '' : JSON.stringify(json)),
  };
  const { statusCode: status, body = '' } = await handler(gatewayEvent(request).event, {} as never);
  return { status, text: body, json: JSON.parse(body) };
}

test('a phone and a mailbox are added, confirmed, listed without telling them, tested, and removed', async () => {
  const anna = async () => (await ask('GET', '/v1/contacts?person=anna')).json;
  const sms = { person: 'anna', channel: 'sms', address: PHONE };
  const phone = await ask('POST', '/v1/contacts', sms);
  expect([phone.status, phone.json.contact]).toEqual([
    201,
    { id: expect.stringMatching(/^anna-sms:/), address: '+15•••01', state: 'confirmed' },
  ]);
  const email = { person: 'anna', channel: 'email', address: MAILBOX };
  const mailbox = await ask('POST', '/v1/contacts', email);
  const { id, state } = mailbox.json.contact;
  expect([state, mailbox.json.next]).toEqual([
    'pending',
    expect.stringContaining('npx --no-install wardbell contacts confirm anna'),
  ]);
  expect((await anna()).findings).toMatchObject([{ kind: 'pending', channel: 'email' }]);
  expect((await ask('DELETE', `/v1/contacts/${id}`)).status).toBe(409);

  const link = `https://sns.us-east-1.amazonaws.com/confirmation.html?Token=${TOPICS}${id}&Endpoint=x`;
  const json = { person: 'anna', link };
  const confirmed = await ask('POST', '/v1/contacts/confirm', json);
  expect([confirmed.status, confirmed.json.contact]).toEqual([
    200,
    { id, address: 'a•••@example.org', state: 'confirmed' },
  ]);

  const tested = await ask('POST', '/v1/contacts/test', { person: 'anna' });
  expect(tested.json).toMatchObject({
    results: [
      { channel: 'sms', outcome: 'sent' },
      { channel: 'email', outcome: 'sent' },
    ],
    findings: [],
  });
  const text = 'This is a test page from Wardbell to Anna. Nothing is wrong.';
  expect([await world.nextPage(), await world.nextPage()]).toMatchObject([{ text }, { text }]);

  const kept = (await anna()).people[0].channels[0].lastTest;
  expect(kept).toEqual({ at: expect.any(String), by: expect.any(String), outcome: 'sent' });

  const all = await ask('GET', '/v1/contacts');
  expect(all.text).not.toMatch(/0100101|anna\.lind/);
  const listed = await anna();
  expect(listed.people[0].channels[0]).toEqual({
    channel: 'sms',
    contacts: [phone.json.contact],
    // The queue that shows on one machine what phones receive.
    others: { sqs: 1 },
    lastTest: kept,
  });
  const removed = await ask('DELETE', `/v1/contacts/${id}`);
  expect([removed.status, removed.json.address]).toEqual([200, 'a•••@example.org']);
  expect((await ask('DELETE', `/v1/contacts/${id}`)).status).toBe(404);
  expect((await anna()).people[0].channels[1].contacts).toEqual([]);
});

describe('removing a contact', () => {
  const added = async (person: string, channel: string, address: string) => {
    const json = { person, channel, address };
    const { json: answer } = await world.call('POST', '/v1/contacts', { json });
    return answer.contact.id as string;
  };

  test('is shown with what it would leave uncovered, and changes nothing', async () => {
    const phone = await added('dan', 'sms', '+15550100111');
    const preview = (await world.call('GET', `/v1/contacts/${phone}/removal`)).json;
    expect(preview).toMatchObject({
      person: 'dan',
      channel: 'sms',
      contact: { id: phone, address: '+15•••11', state: 'confirmed' },
      left: [{ channel: 'sms', working: 0 }],
      gaps: [{ service: 'it', policy: 'it', from: preview.from, to: preview.to }],
      weakSpots: [{ policy: 'it', step: 'step 1', count: 1 }],
    });
    const second = await added('dan', 'sms', '+15550100112');
    const safe = (await world.call('GET', `/v1/contacts/${phone}/removal`)).json;
    expect([safe.left, safe.gaps, safe.weakSpots]).toEqual([
      [{ channel: 'sms', working: 1 }],
      [],
      [],
    ]);
    await world.call('DELETE', `/v1/contacts/${second}`);
    expect((await world.call('GET', `/v1/contacts/${phone}/removal`)).json).toEqual(preview);
    await world.call('DELETE', `/v1/contacts/${phone}`);
    expect((await world.call('GET', `/v1/contacts/${phone}/removal`)).status).toBe(404);
  });

  test('is on record with whose it was, and never with its address', async () => {
    const phone = await added('bo', 'sms', '+15550100113');
    await world.call('DELETE', `/v1/contacts/${phone}?by=anna`);
    const { json, text } = await world.call('GET', '/v1/audit?action=contact.remove&person=bo');
    expect(json.entries[0]).toMatchObject({
      who: { by: 'anna' },
      object: { kind: 'contact', id: phone },
      before: { person: 'bo', channel: 'sms' },
      outcome: 'done',
    });
    expect(text).not.toContain('0100113');
  });
});

test('one channel alone is confirmed by a link, whose route names none', async () => {
  const byLink = CHANNELS.filter((channel) => channelKind(channel).consent === 'by_link');
  const refused = await ask('POST', '/v1/contacts/confirm', { person: 'bo', link: 'Token=x' });
  expect(refused.json.detail).toContain(`be paged by ${byLink.join()} (channels: sms)`);
});

describe('a wrong request is refused', () => {
  test.each<[string, string, object, number, RegExp]>([
    [
      'a person misspelt',
      '',
      { person: 'ana', channel: 'sms', address: PHONE },
      400,
      /no person "ana"\. Did you mean "anna"\?/,
    ],
    [
      'a name that every object has',
      '',
      { person: 'constructor', channel: 'sms', address: PHONE },
      400,
      /no person/,
    ],
    [
      'a channel that the config does not name',
      '',
      { person: 'bo', channel: 'email', address: MAILBOX },
      400,
      /does not let "bo" be paged by email \(channels: sms\)/,
    ],
    [
      'a number without its country',
      '',
      { person: 'bo', channel: 'sms', address: '070-123' },
      400,
      /"070-123"; it must be a plus sign/,
    ],
    [
      'a mailbox as a phone',
      '',
      { person: 'bo', channel: 'sms', address: MAILBOX },
      400,
      /digits only/,
    ],
    [
      'a phone as a mailbox',
      '',
      { person: 'anna', channel: 'email', address: PHONE },
      400,
      /must be an e-mail address/,
    ],
    ['a link without a token', '/confirm', { person: 'anna', link: 'https://x' }, 400, /no token/],
    [
      'a token of nobody',
      '/confirm',
      { person: 'anna', link: 'a'.repeat(64) },
      409,
      /does not know this link/,
    ],
    [
      'a test by no channel of theirs',
      '/test',
      { person: 'bo', channel: 'email' },
      400,
      /paged by/,
    ],
    ['a test to nobody', '/test', { person: 'zed' }, 400, /no person "zed"/],
    ['a test to the canary', '/test', { person: CANARY.id }, 400, /no person "wardbell-canary"/],
    [
      'a mailbox for the canary',
      '',
      { person: CANARY.id, channel: 'email', address: MAILBOX },
      400,
      /no person "wardbell-canary"/,
    ],
  ])('%s', async (_, path, json, status, detail) => {
    const answer = await world.call('POST', `/v1/contacts${path}`, { json });
    expect([answer.status, answer.json.detail]).toEqual([status, expect.stringMatching(detail)]);
  });
});

test('the canary is nobody whose contacts are managed', async () => {
  expect((await world.call('GET', `/v1/contacts?person=${CANARY.id}`)).status).toBe(404);
  const { people } = (await world.call('GET', '/v1/contacts')).json;
  expect(people.map((p: { person: string }) => p.person)).toEqual(['anna', 'bo', 'cia', 'dan']);
});

test('a contact whose id is none is not found', async () => {
  for (const id of ['x', `anna-sms:${'-'.repeat(36)}`, `anna-sms:${'0'.repeat(36)}`]) {
    expect((await world.call('DELETE', `/v1/contacts/${id}`)).status).toBe(404);
  }
});

test('many people are listed in parts, each of them once', async () => {
  const ids = Array.from({ length: 45 }, (_, i) => `nurse-${String(i).padStart(2, '0')}`);
  const config: Config = hospital({ people: ids.map((id) => person(id)) });
  const { platform, call } = await startTestPlatform({ config });
  try {
    const first = (await call('GET', '/v1/contacts')).json;
    const second = (await call('GET', `/v1/contacts?after=${first.next}`)).json;
    const listed = [...first.people, ...second.people].map((p) => p.person);
    expect(listed).toEqual(['anna', 'bo', 'cia', 'dan', ...ids]);
    expect([first.people.length, second.next]).toEqual([40, undefined]);
  } finally {
    await platform.stop();
  }
}, 20_000);
