import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestPlatform, type TestPlatform } from '../support/platform.ts';

let world: TestPlatform;

beforeAll(async () => {
  world = await startTestPlatform();
});
afterAll(() => world.platform.stop());

const asked = (name: string, of = 'patient') =>
  world.call('POST', '/v1/pseudonyms', { json: { of, name } });
const pseudonym = async (name: string) => (await asked(name)).json.pseudonym;

describe('the pseudonym of a patient', () => {
  test('is that of the reference as accesses have it, without a version', async () => {
    const made = await pseudonym('Patient/123');
    expect(made).toMatch(/^[\w-]{12}$/u);
    expect(await pseudonym('Patient/123/_history/4')).toBe(made);
    expect(await pseudonym('https://ehr.example/fhir/Patient/123')).not.toBe(made);
  });

  test('who is known by an identifier alone is that of its hash', async () => {
    const hash = createHash('sha256').update('urn:x|7').digest('hex').slice(0, 32);
    expect(await pseudonym('Patient?identifier=urn:x|7')).toBe(await pseudonym(`Patient/${hash}`));
  });

  test.each(['123', 'Practitioner/1', 'Patient/', 'Patient?name=Ann', 'Patient', '#Patient/1'])(
    'is refused of %s, which no access names so',
    async (name) => {
      const { status, json } = await asked(name);
      expect(status).toBe(400);
      expect(json.detail).toContain(`"${name}"; it must be the reference to a patient`);
    },
  );

  test('is none of a user, who is known by any name', async () => {
    expect((await asked('urn:oid:1.2.3|4711', 'user')).status).toBe(200);
  });
});
