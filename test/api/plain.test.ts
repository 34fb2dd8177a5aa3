import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { STAND_IN } from '#local/stand-in/access.ts';
import { person } from '../support/config.ts';
import { startTestPlatform, TEST_CONFIG, type TestPlatform } from '../support/platform.ts';
import { signIn, TEST_ACCESS } from '../support/signed-in.ts';

const PEOPLE = { anna: 'responders', vera: 'viewers' } as const;

type Who = keyof typeof PEOPLE;

const CONFIG = {
  ...TEST_CONFIG,
  access: TEST_ACCESS,
  people: { ...TEST_CONFIG.people, vera: person('vera', ['sms']) },
};

let world: TestPlatform;
let incident: string;
const headersOf = {} as Record<Who, Readonly<Record<string, string>>>;

beforeAll(async () => {
  world = await startTestPlatform({ config: CONFIG });
  const { ports, url } = world.platform;
  const runtime = { ports, config: CONFIG, publicUrl: url, clock: Date.now };
  for (const [who, group] of Object.entries(PEOPLE)) {
    const said = { issuer: url + STAND_IN, account: who, groups: [group] };
    headersOf[who as Who] = await signIn(runtime, said);
  }
  const samples = [{ subject: 'bed-1', metric: 'spo2', value: 80 }];
  await world.call('POST', '/v1/samples', { json: { samples } });
  await world.nextPage();
  incident = (await world.call('GET', '/v1/incidents')).json.incidents[0].id;
});

afterAll(() => world.platform.stop());

const get = (headers: Readonly<Record<string, string>>, path: string) =>
  world.call('GET', `/console/plain/${path}`, { key: null, headers });

const press = (headers: Readonly<Record<string, string>>, name: string, fields = {}) =>
  world.call('POST', `/console/plain/${incident}/${name}`, {
    ...{ key: null, headers, body: new URLSearchParams(fields) },
  });

const stands = async () => (await world.call('GET', `/v1/incidents/${incident}`)).json;

describe('the pages without script', () => {
  test('are shown to nobody without a session, whatever key they bring', async () => {
    for (const path of ['now', incident]) {
      expect((await get({}, path)).status).toBe(401);
      const { status, text } = await world.call('GET', `/console/plain/${path}`);
      expect([status, text.includes('bed-1')]).toEqual([401, false]);
    }
  });

  test.each<[string, Who, string, object, Readonly<Record<string, string>>]>([
    ['a viewer acknowledges', 'vera', 'ack', {}, {}],
    ['a page elsewhere has a form', 'anna', 'ack', {}, { origin: 'https://elsewhere.example' }],
  ])('change nothing where %s', async (_, who, name, fields, more) => {
    expect((await press({ ...headersOf[who], ...more }, name, fields)).status).toBe(403);
    const { status, silencedBy } = await stands();
    expect([status, silencedBy]).toEqual(['triggered', undefined]);
  });

  test('are in the audit trail as the same is by the API', async () => {
    expect((await get(headersOf.vera, incident)).status).toBe(200);
    expect((await press(headersOf.anna, 'ack')).status).toBe(200);
    expect(await stands()).toMatchObject({ status: 'acknowledged', acknowledgedBy: 'anna' });
    const trailOf = async (who: Who) =>
      (await world.call('GET', `/v1/audit?action=incident&person=${who}`)).json.entries;
    const object = { kind: 'incident', id: incident };
    const done = { object, outcome: 'done', subjects: ['bed-1'] };
    expect((await trailOf('anna'))[0]).toMatchObject({ action: 'incident.ack', ...done });
    expect((await trailOf('vera'))[0]).toMatchObject({ action: 'incident.look', ...done });
  });
});
