import { describe, expect, test } from '@jest/globals';
import { type Bundle, parseBundle } from '#protocols/fhir/bundle.ts';
import type { Entry } from '#protocols/fhir/entry.ts';
import { hospital } from '../../support/config.ts';
import {
  bundle,
  concept,
  entry,
  gatewayUpload,
  MDC,
  quantity,
  type Resource,
  spo2,
} from '../../support/fhir.ts';

const reading = () => ({ config: hospital(), now: Date.now() });
const read = (resource: Resource) => parseBundle({ json: resource, path: 'Bundle' }, reading());
const entries = (resource: Resource) => (read(resource) as Bundle).entries;
const only = (one: Resource): Entry => entries(bundle('batch', one))[0] as Entry;

describe('a Bundle of a gateway', () => {
  const upload = entries(gatewayUpload(97));
  const [patient, device, spo2Entry, pulse, clock] = upload;

  test('names each resource by its identifier, which it does not tell', () => {
    expect(patient).toMatchObject({ kind: 'not_kept', type: 'Patient' });
    expect(device).toMatchObject({ kind: 'not_kept', type: 'Device' });
    expect(JSON.stringify(upload.slice(0, 2))).not.toMatch(/mrn-77|Example/);
  });

  test('has a subject that is the same in the next Bundle', () => {
    const subject = `Patient/${patient?.kind === 'not_kept' ? patient.id : ''}`;
    expect(spo2Entry).toMatchObject({ samples: [{ subject, metric: 'spo2', value: 97 }] });
    const series = { subject, metric: 'heart_rate', labels: { method: 'pulse' } };
    expect(pulse).toMatchObject({ samples: [{ ...series, value: 62 }] });
    expect(pulse).toMatchObject({ resource: { subject: { reference: subject } } });
    const [again] = entries(gatewayUpload(80)).slice(2);
    expect(again).toMatchObject({ samples: [{ subject }] });
  });

  test('may hold what is not evaluated', () => {
    expect(clock).toMatchObject({ kind: 'observation', samples: [] });
  });
});

describe('an entry', () => {
  const put = (url: string) => entry(spo2(97), { request: { method: 'PUT', url } });

  test('has the id of its path, or one for the identifier that it searches', () => {
    expect(only(put('Observation/abc'))).toMatchObject({ id: 'abc', isUpdate: true });
    const search = 'identifier=urn:x|1';
    const conditional = { method: 'POST', url: 'Observation', ifNoneExist: search };
    const created = only(entry(spo2(97), { request: conditional }));
    expect(created).toMatchObject({ kind: 'observation', onlyOnce: true });
    expect(only(put(`Observation?${search}`))).toMatchObject({ id: 'id' in created && created.id });
    const own = only(entry(spo2(97, { identifier: [{ system: 'urn:x', value: '1' }] })));
    expect(own).toMatchObject({ id: 'id' in created && created.id, onlyOnce: false });
  });

  test.each([
    'https://w.example/fhir/Observation?identifier=urn%3Ax%7C1',
    'Observation?identifier=urn%3Ax%7C1',
    '/Observation?identifier=urn:x|1',
    '?identifier=urn:x%7C1',
    ' identifier=urn:x|1 ',
    'identifier%3Durn%3Ax%7C1',
    '_format=json&identifier=urn:x|1',
  ])('searches for the same identifier by %j', (ifNoneExist) => {
    const request = { method: 'POST', url: 'Observation', ifNoneExist };
    const [{ id }, plain] = [
      only(entry(spo2(97), { request })) as { id?: string },
      only(entry(spo2(97, { identifier: [{ system: 'urn:x', value: '1' }] }))),
    ];
    expect(plain).toMatchObject({ id });
  });

  test.each([
    'code=8867-4&date=2026-06-01',
    'identifier=1',
    'identifier=urn:x|',
    'identifier=urn:x|1&identifier=urn:x|2',
    '%',
    '?',
  ])('is evaluated though nothing can be searched for by %j', (ifNoneExist) => {
    const request = { method: 'POST', url: 'Observation', ifNoneExist };
    const own = { identifier: [{ system: 'urn:x', value: '1' }] };
    const [sent, plain] = [
      only(entry(spo2(97, own), { request })),
      only(entry(spo2(97, own))) as { id?: string },
    ];
    expect(sent).toMatchObject({ samples: [{ value: 97 }], unsearched: ifNoneExist });
    expect(sent).toMatchObject({ id: plain.id, onlyOnce: true });
  });

  test.each(['https://w.example/fhir/Observation/abc', '/Observation/abc', 'Observation/abc/'])(
    'may be put to %s',
    (url) => {
      expect(only(put(url))).toMatchObject({ id: 'abc', isUpdate: true });
    },
  );

  test('without any has an id of what it measures: again the same, and another for another patient', () => {
    const at = { effectiveDateTime: new Date().toISOString() };
    const id = (more: Resource) => {
      const one = only(entry(spo2(97, { ...at, ...more })));
      return one.kind === 'observation' ? one.id : '';
    };
    expect(id({})).toMatch(/^[0-9a-f]{32}$/);
    expect(id({ status: 'entered-in-error' })).toBe(id({}));
    const [ecg, pulse] = ['147842', '149530'].map((code) =>
      id({ code: concept(MDC, code), valueQuantity: quantity(72, '/min') }),
    );
    expect(pulse).not.toBe(ecg);
    expect(id({ subject: { reference: 'Patient/p2' } })).not.toBe(id({}));
  });

  test.each<[string, Resource, number, string, RegExp]>([
    ['no request', { resource: spo2(97) }, 422, 'Bundle.entry[0].request', /method and url/],
    [
      'no resource',
      { request: { method: 'POST', url: 'Observation' } },
      422,
      'Bundle.entry[0].resource',
      /an object/,
    ],
    [
      'a search',
      entry(spo2(97), { request: { method: 'GET', url: 'Observation' } }),
      405,
      'Bundle.entry[0].request.method',
      /"GET"; it must be POST or PUT/,
    ],
    [
      'a create with an id',
      entry(spo2(97), { request: { method: 'POST', url: 'Observation/1' } }),
      422,
      'Bundle.entry[0].request.url',
      /it must be Observation/,
    ],
    [
      'an update without one',
      put('Observation'),
      422,
      'Bundle.entry[0].request.url',
      /Observation\/<id>/,
    ],
    [
      'another type than its path',
      entry(spo2(97), { request: { method: 'POST', url: 'Patient' } }),
      422,
      'Bundle.entry[0].resource.resourceType',
      /"Observation"; the path says Patient/,
    ],
    [
      'another id than its path',
      entry(spo2(97, { id: 'b' }), { request: { method: 'PUT', url: 'Observation/a' } }),
      400,
      'Bundle.entry[0].resource.id',
      /It is "b"; it must be a, as in the path/,
    ],
    [
      'a time long past',
      entry(spo2(97, { effectiveDateTime: '2020-01-01T00:00:00Z' })),
      422,
      'Bundle.entry[0].resource',
      /The spo2 was not taken: time 2020-01-01T/,
    ],
  ])('is refused that has %s', (_, one, status, expression, detail) => {
    const refused = only(one);
    expect(refused).toMatchObject({
      kind: 'refused',
      faults: [
        { status, detail: expect.stringMatching(detail), ...(expression !== '' && { expression }) },
      ],
    });
  });

  test('of a type that is not known is refused by that name', () => {
    const refused = only(entry({ resourceType: 'MedicationRequest' }));
    expect(refused).toMatchObject({
      faults: [{ status: 404, detail: expect.stringMatching(/"MedicationRequest"/) }],
    });
  });
});

test.each<[string, Resource, number]>([
  ['of another type', { type: 'collection', entry: [] }, 422],
  ['without a type', {}, 422],
  ['whose entries are no list', { type: 'batch', entry: {} }, 422],
  ['with more entries than are looked at', { type: 'batch', entry: Array(1_001).fill({}) }, 413],
])('a Bundle %s is refused as a whole', (_, resource, status) => {
  expect(read({ resourceType: 'Bundle', ...resource })).toMatchObject({ kind: 'fault', status });
});
