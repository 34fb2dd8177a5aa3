import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Platform } from '#local/platform.ts';
import { STAND_IN } from '#local/stand-in/access.ts';
import { person } from '../support/config.ts';
import { startTestPlatform, TEST_CONFIG, type TestPlatform } from '../support/platform.ts';
import { signIn, TEST_ACCESS } from '../support/signed-in.ts';

/** Kim is known to the issuer, and no person of the config. */
const PEOPLE = { anna: 'responders', bo: 'leads', vera: 'viewers', kim: 'responders' } as const;

type Who = keyof typeof PEOPLE;

const CONFIG = {
  ...TEST_CONFIG,
  access: TEST_ACCESS,
  people: {
    ...TEST_CONFIG.people,
    ...Object.fromEntries(['bo', 'vera'].map((id) => [id, person(id, ['sms'])])),
  },
};

let world: TestPlatform;
const headersOf = {} as Record<Who, Readonly<Record<string, string>>>;

/** A session as the stand-in of one machine would open it. */
const sessionOf = ({ ports, url }: Platform, who: Who) => {
  const runtime = { ports, config: CONFIG, publicUrl: url, clock: Date.now };
  const issuer = `${url}${STAND_IN}`;
  return signIn(runtime, { issuer, account: who, name: who, groups: [PEOPLE[who]] });
};

beforeAll(async () => {
  world = await startTestPlatform({ config: CONFIG });
  for (const who of Object.keys(PEOPLE) as Who[]) {
    headersOf[who] = await sessionOf(world.platform, who);
  }
});

afterAll(() => world.platform.stop());

const as = (who: Who, method: string, path: string, json?: object) =>
  world.call(method, path, {
    key: null,
    headers: headersOf[who],
    ...(json !== undefined && { json }),
  });

async function breach(subject: string): Promise<string> {
  const samples = [{ subject, metric: 'spo2', value: 80 }];
  await world.call('POST', '/v1/samples', { json: { samples } });
  for (;;) {
    const { json } = await as('vera', 'GET', '/v1/incidents');
    const found = json.incidents.find((i: { subjects: string[] }) => i.subjects.includes(subject));
    if (found !== undefined) {
      return found.id;
    }
    await world.nextPage();
  }
}

describe('somebody who is signed in', () => {
  test('answers in their own name, without a key', async () => {
    const id = await breach('bed-signed-in');
    const { json } = await as('anna', 'POST', `/v1/incidents/${id}/ack`, {});
    expect(json.incident).toMatchObject({ acknowledgedBy: 'anna', acknowledgedByPerson: true });
    expect(json.incident).not.toHaveProperty('acknowledgedByKey');
    await as('anna', 'POST', `/v1/incidents/${id}/note`, { by: 'anna', text: 'probe off' });
    const { timeline } = (await as('vera', 'GET', `/v1/incidents/${id}`)).json;
    const byAnna = timeline.filter((entry: { by?: string }) => entry.by === 'anna');
    expect(byAnna).toHaveLength(2);
    expect(byAnna.filter((entry: object) => 'key' in entry)).toEqual([]);
  });

  test('cannot act in the name of another, and is told why', async () => {
    const id = await breach('bed-of-another');
    expect(await as('anna', 'POST', `/v1/incidents/${id}/ack`, { by: 'bo' })).toMatchObject({
      status: 403,
      json: { detail: expect.stringMatching(/"by" is "bo".*signed in as anna.*Leave "by" out/i) },
    });
    expect((await as('anna', 'DELETE', '/v1/silences/x?by=bo')).status).toBe(403);
    expect((await as('bo', 'DELETE', '/v1/silences/x?by=anna')).status).toBe(403);
    const { json } = await as('anna', 'GET', `/v1/incidents/${id}`);
    expect(json.status).toBe('triggered');
  });

  test('and is no person of the config, answers as an account that no id can be', async () => {
    const id = await breach('bed-of-kim');
    const { json } = await as('kim', 'POST', `/v1/incidents/${id}/ack`, {});
    expect(json.incident).toMatchObject({
      acknowledgedBy: 'account kim',
      acknowledgedByPerson: false,
    });
  });

  test('sees and changes nothing beyond the role', async () => {
    const id = await breach('bed-of-vera');
    expect((await as('vera', 'POST', `/v1/incidents/${id}/ack`, {})).status).toBe(403);
    expect((await as('anna', 'GET', '/v1/keys')).status).toBe(403);
    expect((await as('bo', 'GET', '/v1/contacts?person=anna')).status).toBe(403);
    expect((await as('bo', 'POST', '/v1/samples', { samples: [] })).status).toBe(401);
    expect((await as('bo', 'GET', '/api/v2/alerts')).status).toBe(401);
  });

  test('is told who that is, what is allowed and until when', async () => {
    expect((await as('anna', 'GET', '/v1/me')).json).toMatchObject({
      kind: 'person',
      person: 'anna',
      role: 'responder',
      rights: ['read', 'respond'],
      mfa: false,
      until: expect.stringMatching(/^20/),
    });
    const { json } = await as('kim', 'GET', '/v1/me');
    expect(json).toMatchObject({ account: 'kim', name: 'kim', role: 'responder' });
    expect(json).not.toHaveProperty('person');
    const [key] = [await world.key('respond')];
    expect((await world.call('GET', '/v1/me', { key })).json).toMatchObject({
      kind: 'key',
      name: 'a test',
      scopes: ['respond'],
      rights: ['respond', 'lead'],
    });
  });
});

describe('silences are for a lead', () => {
  const silence = { matchers: ['subject="bed-x"'], minutes: 5, comment: 'repair' };

  test('whether set by themselves or, for more than an hour, from an incident', async () => {
    const id = await breach('bed-silent');
    expect((await as('anna', 'POST', '/v1/silences', silence)).status).toBe(403);
    const ofIncident = `/v1/incidents/${id}/silence`;
    expect(await as('anna', 'POST', ofIncident, { minutes: 61 })).toMatchObject({
      status: 403,
      json: { missingRole: 'lead', detail: expect.stringContaining('60 minutes at most') },
    });
    expect((await as('bo', 'POST', ofIncident, { minutes: 61 })).status).toBe(200);
  });

  test('except for an hour of one incident, as the button of a page has it', async () => {
    const ofIncident = `/v1/incidents/${await breach('bed-quiet')}/silence`;
    expect((await as('vera', 'POST', ofIncident, { minutes: 60 })).status).toBe(403);
    expect((await as('anna', 'POST', ofIncident, { minutes: 60 })).status).toBe(200);
  });

  test('who is their author in person, and may end them', async () => {
    const made = await as('bo', 'POST', '/v1/silences', silence);
    expect(made.json).toMatchObject({ createdBy: 'bo', byPerson: true });
    expect(made.json).not.toHaveProperty('createdByKey');
    const path = `/v1/silences/${made.json.id}`;
    expect((await as('anna', 'DELETE', path)).status).toBe(403);
    expect((await as('bo', 'DELETE', path)).json).toMatchObject({ endedBy: 'bo' });
  });

  test('and a key that answers sets them as before', async () => {
    const key = await world.key('respond');
    expect((await world.call('POST', '/v1/silences', { json: silence, key })).status).toBe(201);
  });
});

describe('an override', () => {
  const until = '2031-01-01T00:00Z';
  const takes = (who: Who, ofWhom: string) =>
    as(who, 'POST', '/v1/overrides', {
      schedule: 'wards',
      person: ofWhom,
      from: '2030-01-01T00:00Z',
      to: until,
      comment: 'swapped',
    });
  const drops = async (who: Who, id: string) =>
    (await as(who, 'DELETE', `/v1/overrides/${id}`)).status;

  test('by which a responder takes a schedule in person is theirs to set and to remove', async () => {
    const made = await takes('anna', 'anna');
    expect(made).toMatchObject({ status: 201, json: { createdBy: 'anna', byPerson: true } });
    expect(made.json.comment).toBe('swapped');
    expect(await drops('anna', made.json.id)).toBe(200);
  });

  test('that puts another on duty is for a lead', async () => {
    expect(await takes('anna', 'bo')).toMatchObject({
      status: 403,
      json: { missingRole: 'lead', detail: expect.stringContaining('takes a schedule in person') },
    });
    expect((await takes('kim', 'anna')).status).toBe(403);
    expect((await takes('vera', 'vera')).status).toBe(403);
    const byBo = await takes('bo', 'anna');
    expect(byBo.status).toBe(201);
    // What a lead has set is no responder's to drop, and of others neither.
    expect(await drops('anna', byBo.json.id)).toBe(403);
    const own = await takes('anna', 'anna');
    expect(await drops('kim', own.json.id)).toBe(403);
    expect([await drops('bo', own.json.id), await drops('bo', byBo.json.id)]).toEqual([200, 200]);
  });
});

describe('phones and mailboxes', () => {
  test('of their own are seen and tested by whoever answers', async () => {
    const { status, json } = await as('anna', 'GET', '/v1/contacts');
    expect([status, json.people.map(({ person }: { person: string }) => person)]).toEqual([
      200,
      ['anna'],
    ]);
    expect((await as('anna', 'POST', '/v1/contacts/test', { person: 'anna' })).status).toBe(200);
    expect((await as('vera', 'GET', '/v1/contacts?person=vera')).status).toBe(403);
  });

  test('of others are for an admin, and so is every change', async () => {
    const sms = { person: 'anna', channel: 'sms', address: '+46701234567' };
    for (const [method, path, json] of [
      ['GET', '/v1/contacts?person=bo', undefined],
      ['POST', '/v1/contacts/test', { person: 'bo' }],
      ['POST', '/v1/contacts/confirm', { person: 'bo', link: 'Token=abc' }],
      ['POST', '/v1/contacts', sms],
    ] as const) {
      expect(await as('anna', method, path, json)).toMatchObject({
        status: 403,
        json: { missingRole: 'admin' },
      });
    }
  });
});

test('on one machine everybody of a config without access may answer, and no more', async () => {
  const { access: _, ...config } = CONFIG;
  const open = await startTestPlatform({ config });
  try {
    const headers = await sessionOf(open.platform, 'vera');
    const ask = (path: string) => open.call('GET', path, { key: null, headers });
    expect((await ask('/v1/me')).json).toMatchObject({ person: 'vera', role: 'responder' });
    expect((await ask('/v1/keys')).status).toBe(403);
    const kim = await sessionOf(open.platform, 'kim');
    const { json } = await open.call('GET', '/v1/me', { key: null, headers: kim });
    expect([json.rights, json.role]).toEqual([[], undefined]);
  } finally {
    await open.platform.stop();
  }
});
