import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'fhir-kit-client';
import { entry, gatewayUpload, spo2 } from '../support/fhir.ts';
import { startTestPlatform, TEST_CONFIG, type TestPlatform } from '../support/platform.ts';
import { auditEvent, purpose, userAgent, watched } from '../support/record-access.ts';

const GATEWAY = fileURLToPath(
  new URL('../../examples/agents/fhir-gateway/gateway.mjs', import.meta.url),
);

let world: TestPlatform;
let token: string;
let client: Client;

beforeAll(async () => {
  world = await startTestPlatform({ config: { ...TEST_CONFIG, ...watched('it') } });
  token = await world.key('samples');
  client = new Client({ baseUrl: `${world.platform.url}/fhir` });
  client.bearerToken = token;
});

afterAll(() => world.platform.stop());

const of = (patient: string) => ({ subject: { reference: `Patient/${patient}` } });
/** Polls until this many incidents are open, because decisions pass through a queue. */
async function untilOpen(count: number): Promise<void> {
  while ((await world.call('GET', '/v1/incidents')).json.incidents.length !== count) {}
}

const body = (resource: object) => resource as { readonly resourceType: string };

test('a FHIR client reads what can be done, creates an Observation that pages, and takes it back', async () => {
  const { fhirVersion } = (await client.capabilityStatement()) as { fhirVersion?: string };
  expect(fhirVersion).toBe('4.0.1');
  const breach = spo2(80, of('a'));
  const create = (resource: object) =>
    client.create({ resourceType: 'Observation', body: body(resource) });
  expect(await create(breach)).toMatchObject({ resourceType: 'OperationOutcome' });
  expect((await world.nextPage()).text).toContain('spo2 low');
  await create({ ...breach, status: 'entered-in-error' });
  await untilOpen(0);
});

test('a FHIR client creates an AuditEvent of a broken glass, which opens an incident', async () => {
  const agent = [userAgent({ purposeOfUse: [purpose('BTG')] })];
  const { issue } = (await client.create({
    resourceType: 'AuditEvent',
    body: body(auditEvent('Patient/a', { agent })),
  })) as unknown as { readonly issue: readonly { readonly diagnostics: string }[] };
  expect(issue[0]?.diagnostics).toMatch(/^Accesses judged: 1\./);
  await untilOpen(1);
  const { incidents } = (await world.call('GET', '/v1/incidents')).json;
  expect(incidents[0]).toMatchObject({
    title: 'The glass was broken without a reason',
    subjects: ['Practitioner/anna'],
  });
  const call = { json: { by: 'dan', stillFiring: 'confirmed' } };
  expect((await world.call('POST', `/v1/incidents/${incidents[0].id}/resolve`, call)).status).toBe(
    200,
  );
  await untilOpen(0);
});

test('a FHIR client posts batches and transactions, and is told what is wrong', async () => {
  expect(await client.transaction({ body: body(gatewayUpload(97)) })).toMatchObject({
    type: 'transaction-response',
  });
  const batch = { resourceType: 'Bundle', type: 'batch', entry: [entry(spo2(97))] };
  expect(await client.batch({ body: batch })).toMatchObject({ type: 'batch-response' });
  const wrong = client.create({
    resourceType: 'Observation',
    body: body(spo2(97, { status: 'x' })),
  });
  await expect(wrong).rejects.toMatchObject({
    response: { status: 422, data: { resourceType: 'OperationOutcome' } },
  });
});

test('the gateway of the examples posts what comes in by lines, and says what was refused', async () => {
  const lines = [spo2(80, of('b')), spo2(97, { ...of('b'), status: 'x' })];
  const env = { ...process.env, WARDBELL_URL: world.platform.url, WARDBELL_KEY: token };
  const said = new Promise<readonly unknown[]>((resolve) => {
    const gateway = execFile(process.execPath, [GATEWAY], { env }, (error, _, stderr) =>
      resolve([error?.code, stderr]),
    );
    gateway.stdin?.end(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  });
  await untilOpen(1);
  expect(await said).toEqual([
    1,
    expect.stringMatching(/^refused with 422: Observation\.status It is "x"/),
  ]);
});
