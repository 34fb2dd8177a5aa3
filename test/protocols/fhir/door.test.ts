import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { HOUR } from '#core/time/instant.ts';
import { below, hospital } from '../../support/config.ts';
import {
  bundle,
  concept,
  entry,
  gatewayUpload,
  LOINC,
  pressure,
  quantity,
  type Resource,
  spo2,
} from '../../support/fhir.ts';
import { startTestPlatform, type TestPlatform } from '../../support/platform.ts';

const FHIR = { 'content-type': 'application/fhir+json' };

let world: TestPlatform;

beforeAll(async () => {
  const rules = [below('spo2', 88), below('systolic_bp', 91), below('heart_rate', 41)];
  world = await startTestPlatform({ config: hospital({ rules }) });
});

afterAll(() => world.platform.stop());

const send = (method: string, path: string, resource: Resource, headers: Resource = {}) =>
  world.call(method, path, {
    body: JSON.stringify(resource),
    headers: { ...FHIR, ...(headers as Record<string, string>) },
  });
const post = (resource: Resource, headers?: Resource) =>
  send('POST', '/fhir/Observation', resource, headers);
const postBundle = (resource: Resource) => send('POST', '/fhir', resource);

const of = (patient: string) => ({ subject: { reference: `Patient/${patient}` } });

/** Returns how many incidents are open about a subject. */
async function open(subject: string): Promise<number> {
  const { json } = await world.call('GET', '/v1/incidents');
  return json.incidents.filter((i: Incident) => i.subjects.includes(subject)).length;
}

interface Incident {
  readonly subjects: readonly string[];
}

/** Polls until this many are open, because decisions pass through a queue. */
async function untilOpen(subject: string, count: 0 | 1): Promise<void> {
  while ((await open(subject)) !== count) {}
}

describe('an Observation', () => {
  test('that breaches pages, and is answered with where it would be', async () => {
    const { status, headers, json } = await post(spo2(80, of('a')));
    expect(status).toBe(201);
    expect(headers.get('content-type')).toBe('application/fhir+json');
    expect(headers.get('etag')).toBe('W/"1"');
    const place = `${world.platform.url}/fhir/Observation/`;
    expect(headers.get('location')).toMatch(new RegExp(`^${place}[0-9a-f]{32}/_history/1$`));
    expect(json).toMatchObject({
      resourceType: 'OperationOutcome',
      issue: [
        { severity: 'information', diagnostics: expect.stringMatching(/^Values evaluated: 1\./) },
      ],
    });
    const page = await world.nextPage();
    expect(page.text).toMatch(/spo2 low, \w{4}-\w{4}, /);
    expect(page.text).not.toMatch(/Ann|Patient/);
  });

  test('entered in error takes its alert back', async () => {
    const breach = spo2(80, of('b'));
    await post(breach);
    await untilOpen('Patient/b', 1);
    expect((await post({ ...breach, status: 'entered-in-error' })).status).toBe(201);
    await untilOpen('Patient/b', 0);
  });

  test('is updated under its own id, and corrected', async () => {
    const breach = { ...spo2(80, of('c')), id: 'c-1' };
    const put = (resource: Resource) => send('PUT', '/fhir/Observation/c-1', resource);
    const { status, headers } = await put(breach);
    expect([status, headers.get('location')]).toEqual([
      200,
      `${world.platform.url}/fhir/Observation/c-1/_history/1`,
    ]);
    await untilOpen('Patient/c', 1);
    await put({ ...breach, status: 'amended', valueQuantity: quantity(96, '%') });
    await untilOpen('Patient/c', 0);
  });

  test('sent with If-None-Exist is known the second time, unless it says something else', async () => {
    const search = { 'if-none-exist': 'identifier=urn:x|d-1' };
    const one = spo2(97, of('d'));
    const answers = [await post(one, search), await post(one, search)];
    expect(answers.map(({ status }) => status)).toEqual([201, 200]);
    const [first, second] = answers.map(({ headers }) => headers.get('location'));
    expect(second).toBe(first);
    const wrong = await post({ ...one, status: 'entered-in-error' }, search);
    expect([wrong.status, wrong.headers.get('location')]).toEqual([201, first]);
  });

  test('is evaluated under each form of If-None-Exist, and known by any other', async () => {
    const forms = [
      `${world.platform.url}/fhir/Observation?identifier=urn%3Ax%7Cm-1`,
      'Observation?identifier=urn%3Ax%7Cm-1',
      '?identifier=urn%3Ax%7Cm-1',
      'identifier=urn%3Ax%7Cm-1',
    ];
    const breach = spo2(80, of('m'));
    const answers = [];
    for (const form of forms) {
      answers.push(await post(breach, { 'if-none-exist': form }));
    }
    expect(answers.map(({ status }) => status)).toEqual([201, 200, 200, 200]);
    expect(new Set(answers.map(({ headers }) => headers.get('location'))).size).toBe(1);
    await untilOpen('Patient/m', 1);
  });

  test('is evaluated under a condition that cannot be searched for, and that is told', async () => {
    const search = { 'if-none-exist': 'code=1' };
    const { status, json } = await post(spo2(80, of('n')), search);
    expect([status, json.issue[0].diagnostics]).toEqual([
      201,
      'Values evaluated: 1. Nothing was searched for by "code=1", since only identifier=<system>|<value> can be. The Observation itself is not kept.',
    ]);
    await untilOpen('Patient/n', 1);
  });

  test('is updated by its identifier', async () => {
    const path = '/fhir/Observation?identifier=urn%3Ax%7Co-1';
    const { status, headers } = await send('PUT', path, spo2(80, of('o')));
    const created = await post(spo2(97, { identifier: [{ system: 'urn:x', value: 'o-1' }] }));
    expect([status, headers.get('location')]).toEqual([200, created.headers.get('location')]);
    await untilOpen('Patient/o', 1);
  });

  test('is answered as the client prefers, and told what is wrong whatever it prefers', async () => {
    const sent = spo2(97, { ...of('p'), id: 'mine', note: [{ text: 'said to Ann' }] });
    const answerTo = (prefer: string, more: Resource = {}) =>
      post({ ...sent, ...more }, { prefer });
    const minimal = await answerTo('return=minimal');
    expect([minimal.status, minimal.text]).toEqual([201, '']);
    expect(minimal.headers.get('location')).toContain('/fhir/Observation/');
    const outcome = await answerTo('handling=strict; return=OperationOutcome');
    expect(outcome.json).toMatchObject({ resourceType: 'OperationOutcome' });
    const { json, headers } = await answerTo('respond-async, Return=Representation');
    expect(headers.get('location')).toContain(`/fhir/Observation/${json.id}/_history/1`);
    expect(json).toEqual({ ...sent, id: json.id, meta: { versionId: '1' } });
    for (const prefer of ['return=minimal', 'return=representation']) {
      const wrong = await answerTo(prefer, { status: 'x' });
      expect([wrong.status, wrong.json.resourceType]).toEqual([422, 'OperationOutcome']);
    }
  });

  test('is read where its location says, as far as it is evaluated, with the key that sent it', async () => {
    const sent = spo2(97, { ...of('q'), note: [{ text: 'said to Ann' }] });
    const place = (await post(sent)).headers.get('location')?.replace(world.platform.url, '') ?? '';
    for (const path of [place, place.replace('/_history/1', '')]) {
      const { status, headers, json } = await world.call('GET', path);
      expect([status, headers.get('etag')]).toEqual([200, 'W/"1"']);
      expect(headers.get('content-type')).toBe('application/fhir+json');
      const { code, status: final, effectiveDateTime, valueQuantity } = sent as Resource;
      expect(json).toMatchObject({ code, status: final, effectiveDateTime, valueQuantity });
      expect(json).toMatchObject({ resourceType: 'Observation', ...of('q') });
      expect(place).toContain(`/${json.id}/`);
      expect(json.meta).toMatchObject({ versionId: '1', tag: [{ code: 'SUBSETTED' }] });
      expect(JSON.stringify(json)).not.toContain('Ann');
    }
    const other = await world.key('samples');
    expect((await world.call('GET', place, { key: other })).status).toBe(404);
    expect((await world.call('GET', place.replace('/1', '/2'))).status).toBe(404);
  });

  test('is found by its identifier or id, and otherwise nothing is', async () => {
    const identifier = [{ system: 'urn:x', value: 's-1' }];
    const { headers } = await post(spo2(97, { ...of('s'), identifier }));
    const [, id] = /Observation\/(\w+)/.exec(headers.get('location') ?? '') ?? [];
    const search = (query: string) => world.call('GET', `/fhir/Observation${query}`);
    const match = {
      fullUrl: `${world.platform.url}/fhir/Observation/${id}`,
      resource: { resourceType: 'Observation', id, identifier },
      search: { mode: 'match' },
    };
    for (const query of ['?identifier=urn%3Ax%7Cs-1', '?identifier=urn:x|s-1', `?_id=${id}`]) {
      const { status, json } = await search(query);
      expect([status, json]).toMatchObject([200, { type: 'searchset', total: 1, entry: [match] }]);
    }
    const none = await search('?identifier=urn:x|s-2');
    expect([none.status, none.json.total, none.json.entry]).toEqual([200, 0, []]);
    for (const query of ['', '?code=59408-5', '?identifier=s-1']) {
      const { json } = await search(query);
      const told = [
        { resource: { resourceType: 'OperationOutcome' }, search: { mode: 'outcome' } },
      ];
      expect(json).toMatchObject({ total: 0, entry: told });
    }
  });

  test('that is wrong in part is evaluated in the rest, and both are told', async () => {
    const [low, torr] = [quantity(80, 'mm[Hg]'), quantity(40, 'torr')];
    const component = [
      { code: concept(LOINC, '8480-6'), valueQuantity: low },
      { code: concept(LOINC, '8462-4'), valueQuantity: torr },
    ];
    const search = { 'if-none-exist': 'identifier=urn:x|h-1' };
    const half = pressure(1, 1, { ...of('h'), component });
    // A repeated failure is not remembered: the cause may have been fixed.
    for (const text of [
      /^Values evaluated: 1\./,
      /^Values evaluated: 0\. Not evaluated: systolic_bp, /,
    ]) {
      const { status, json } = await post(half, search);
      expect([status, json.issue]).toMatchObject([
        422,
        [
          { severity: 'error', expression: ['Observation.component[1].valueQuantity.code'] },
          { severity: 'information', diagnostics: expect.stringMatching(text) },
        ],
      ]);
    }
    await untilOpen('Patient/h', 1);
  });

  test('beyond the range of a device breaches the limit that is its end', async () => {
    const beyond = { ...quantity(88, '%'), comparator: '<' };
    await post(spo2(0, { ...of('i'), valueQuantity: beyond }));
    await untilOpen('Patient/i', 1);
  });

  test('that says something else of the same time is told that it was not evaluated', async () => {
    const first = spo2(80, { ...of('j'), status: 'preliminary' });
    await post(first);
    const { json } = await post({ ...first, status: 'final', valueQuantity: quantity(97, '%') });
    expect(json.issue[0].diagnostics).toBe(
      'Values evaluated: 0. Not evaluated: spo2, since a value of the same time or of a later one came before. The Observation itself is not kept.',
    );
    await untilOpen('Patient/j', 1);
  });

  test('may come compressed, and as application/json', async () => {
    const body = new Uint8Array(
      await new Response(
        new Blob([JSON.stringify(pressure(120, 80))])
          .stream()
          .pipeThrough(new CompressionStream('gzip')),
      ).arrayBuffer(),
    );
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    expect((await world.call('POST', '/fhir/Observation', { body, headers })).status).toBe(201);
  });
});

describe('a Bundle', () => {
  test('of a gateway pages, and each entry is answered in its place', async () => {
    const { status, json } = await postBundle(gatewayUpload(80));
    expect([status, json.resourceType, json.type]).toEqual([200, 'Bundle', 'transaction-response']);
    expect(json.entry.map((e: { response: Resource }) => e.response['status'])).toEqual([
      '200 OK',
      '200 OK',
      '201 Created',
      '201 Created',
      '201 Created',
    ]);
    const [patient] = json.entry;
    expect(patient.response.location).toMatch(/^Patient\/[0-9a-f]{32}\/_history\/1$/);
    await untilOpen(patient.response.location.replace('/_history/1', ''), 1);
  });

  test('is answered as the client prefers', async () => {
    const post = (prefer: string) =>
      send('POST', '/fhir', bundle('batch', entry(spo2(97, of('r')))), { prefer });
    const [minimal] = (await post('return=minimal')).json.entry;
    expect(minimal).toEqual({
      response: { status: '201 Created', location: expect.any(String), etag: 'W/"1"' },
    });
    const [full] = (await post('return=representation')).json.entry;
    expect(full.resource).toMatchObject({ ...of('r'), meta: { versionId: '1' } });
    expect(full.response.location).toBe(`Observation/${full.resource.id}/_history/1`);
  });

  test('that is a batch costs each entry only what is wrong with itself', async () => {
    const wrong = entry(spo2(80, { ...of('e'), effectiveDateTime: '2026-01-01' }));
    const { status, json } = await postBundle(
      bundle('batch', wrong, entry(spo2(80, of('e'))), entry({ resourceType: 'Claim' })),
    );
    expect([status, json.type]).toEqual([200, 'batch-response']);
    const responses = json.entry.map((e: { response: Resource }) => e.response);
    expect(responses.map((r: Resource) => r['status'])).toEqual([
      '422 Unprocessable Entity',
      '201 Created',
      '404 Not Found',
    ]);
    expect(responses[0].outcome.issue[0].expression).toEqual([
      'Bundle.entry[0].resource.effectiveDateTime',
    ]);
    await untilOpen('Patient/e', 1);
  });

  test('that is a transaction is evaluated only where all of it is right', async () => {
    const right = entry(spo2(80, of('f')));
    const old = new Date(Date.now() - 2 * HOUR).toISOString();
    const wrong = entry(pressure(120, 80, { ...of('f'), effectiveDateTime: old }));
    const { status, json } = await postBundle(bundle('transaction', right, wrong));
    expect([status, json.resourceType]).toEqual([422, 'OperationOutcome']);
    expect(json.issue).toHaveLength(2);
    expect(json.issue[0]).toMatchObject({
      severity: 'error',
      code: 'business-rule',
      diagnostics: expect.stringMatching(/systolic_bp was not taken: .*7200 s ago/),
      expression: ['Bundle.entry[1].resource'],
    });
    await postBundle(bundle('transaction', entry(spo2(80, of('g')))));
    await untilOpen('Patient/g', 1);
    expect(await open('Patient/f')).toBe(0);
  });

  test('that was refused as a whole is not known when it comes again, mended', async () => {
    const once = { method: 'POST', url: 'Observation', ifNoneExist: 'identifier=urn:x|k-1' };
    const right = entry(spo2(80, of('k')), { request: once });
    const wrong = entry(spo2(80, { ...of('l'), status: 'x' }));
    expect((await postBundle(bundle('transaction', right, wrong))).status).toBe(422);
    const { json } = await postBundle(bundle('transaction', right));
    expect(json.entry[0].response.status).toBe('201 Created');
    await untilOpen('Patient/k', 1);
  });

  test('without entries is answered without entries', async () => {
    expect((await postBundle(bundle('batch'))).json).toMatchObject({ entry: [] });
  });
});

describe('what is refused, as an OperationOutcome', () => {
  const post = (body: string, more: Parameters<TestPlatform['call']>[2] = {}) =>
    world.call('POST', '/fhir/Observation', { body, headers: FHIR, ...more });

  test.each<[string, () => ReturnType<typeof post>, number, string, RegExp]>([
    ['no JSON', () => post('{'), 400, 'structure', /not JSON/],
    ['no resource', () => post('[]'), 400, 'structure', /not an object/],
    [
      'a body in XML',
      () => post('<a/>', { headers: { 'content-type': 'application/fhir+xml' } }),
      415,
      'not-supported',
      /takes application\/fhir\+json/,
    ],
    ['no key', () => post('{}', { key: null }), 401, 'login', /Send your key/],
    [
      'a body that is too large',
      () => post(`"${'x'.repeat(5_000_001)}"`),
      413,
      'too-long',
      /5000000/,
    ],
    [
      'another type',
      () => send('POST', '/fhir/Patient', { resourceType: 'Patient' }),
      404,
      'not-supported',
      /"Patient" are not taken/,
    ],
    [
      'a type that is not that of the path',
      () => post('{"resourceType":"Patient"}'),
      422,
      'invalid',
      /the path says Observation/,
    ],
    [
      'an Observation where a Bundle belongs',
      () => postBundle(spo2(97)),
      422,
      'invalid',
      /the path says Bundle/,
    ],
    [
      'a Bundle of another type',
      () => postBundle({ resourceType: 'Bundle', type: 'document' }),
      422,
      'value',
      /batch or transaction/,
    ],
    [
      'an id that is none',
      () => send('PUT', '/fhir/Observation/%E2%82%AC', spo2(97)),
      400,
      'value',
      /"€"; it must be 1 to 64 letters/,
    ],
    [
      'an id that is too long',
      () => send('PUT', `/fhir/Observation/${'x'.repeat(65)}`, spo2(97)),
      400,
      'value',
      /1 to 64 letters/,
    ],
    [
      'another id than that of the path',
      () => send('PUT', '/fhir/Observation/a', spo2(97, { id: 'b' })),
      400,
      'value',
      /"b"; it must be a, as in the path/,
    ],
    ['a broken rule', () => post(JSON.stringify(spo2(97, { status: 'x' }))), 422, 'value', /"x"/],
    [
      'an update of nothing',
      () => send('PUT', '/fhir/Observation', spo2(97)),
      400,
      'required',
      /Observation\?identifier=/,
    ],
    [
      'a read of what was never taken',
      () => world.call('GET', '/fhir/Observation/never'),
      404,
      'not-found',
      /not taken Observation\/never .*lately.*Sending it again changes nothing/,
    ],
    [
      'a read of a patient',
      () => world.call('GET', '/fhir/Patient/1/_history/1'),
      404,
      'not-supported',
      /"Patient\/1\/_history\/1".*Other resources are not kept/,
    ],
    [
      'a read without a key',
      () => world.call('GET', '/fhir/Observation/never', { key: null }),
      401,
      'login',
      /Send your key/,
    ],
  ])('%s', async (_, ask, status, code, diagnostics) => {
    const answer = await ask();
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('application/fhir+json');
    expect(answer.json).toMatchObject({
      resourceType: 'OperationOutcome',
      issue: [{ severity: 'error', code, diagnostics: expect.stringMatching(diagnostics) }],
    });
  });

  test('has the challenge if the key is missing', async () => {
    const { headers } = await post('{}', { key: null });
    expect(headers.get('www-authenticate')).toBe('Bearer realm="wardbell"');
  });
});

test('what can be done is said without a key', async () => {
  const { status, json } = await world.call('GET', '/fhir/metadata', { key: null });
  expect(status).toBe(200);
  expect(json).toMatchObject({
    resourceType: 'CapabilityStatement',
    fhirVersion: '4.0.1',
    implementation: { url: `${world.platform.url}/fhir` },
    rest: [{ mode: 'server', interaction: [{ code: 'transaction' }, { code: 'batch' }] }],
  });
});
