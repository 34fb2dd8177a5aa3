import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { HttpEvent } from '#http/http.ts';
import { parseBundle } from '#protocols/fhir/bundle.ts';
import { fhirDoors } from '#protocols/fhir/door.ts';
import { asObject } from '#protocols/fhir/element.ts';
import { type Entry, parseEntry } from '#protocols/fhir/entry.ts';
import { type FhirIssue, isIssue } from '#protocols/fhir/issue.ts';
import { createRecent } from '#protocols/fhir/recent.ts';
import type { ApiKey } from '#usecases/ports.ts';
import { hospital } from '../../support/config.ts';
import {
  bundle,
  concept,
  entry,
  gatewayUpload,
  LOINC,
  observation,
  pressure,
  type Resource,
  spo2,
} from '../../support/fhir.ts';
import { NOTHING_INGESTED } from '../../support/memory-ingest.ts';
import { auditEvent, purpose, watched } from '../../support/record-access.ts';
import { rendered } from '../../support/rendered.ts';

const fhir = { subjectElements: ['focus', 'subject', 'device'] } as const;
const config = hospital({ config: { fhir, ...watched('icu') } });
const NOW = Date.now();
const PRACTITIONER = { reference: 'Practitioner/1' };

const REAL: readonly Resource[] = [
  spo2(97, { identifier: [{ system: 'urn:x', value: '1' }], focus: [{ reference: 'Patient/2' }] }),
  pressure(120, 80, { status: 'amended' }),
  observation({
    code: concept(LOINC, '67775-7'),
    valueCodeableConcept: concept(LOINC, 'LA9340-6'),
    effectivePeriod: { end: '2026-05-04T07:00:00Z' },
  }),
  gatewayUpload(80),
  bundle('batch', entry(spo2(97)), entry({ resourceType: 'Patient', id: 'p' })),
  bundle('batch', entry(auditEvent('Patient/1', { purposeOfEvent: [purpose('BTG')] }))),
  bundle(
    'batch',
    entry({
      ...{ resourceType: 'Appointment', status: 'booked', start: '2026-05-04T07:00:00Z' },
      participant: [{ actor: PRACTITIONER }, { actor: { reference: 'Patient/1' } }],
    }),
    entry({
      ...{ resourceType: 'ServiceRequest', status: 'active', authoredOn: '2026-05-04T07:00:00Z' },
      ...{ subject: { reference: 'Patient/1' }, performer: [PRACTITIONER] },
    }),
    entry({ resourceType: 'Person', link: [{ target: PRACTITIONER }] }),
  ),
];

function told(fault: FhirIssue): void {
  expect([400, 404, 405, 413, 422]).toContain(fault.status);
  expect(fault.detail.length).toBeLessThan(1_000);
  expect((fault.expression ?? '').length).toBeLessThan(200);
}

function sound(one: Entry): string {
  if (one.kind === 'refused') {
    expect(one.faults.length).toBeGreaterThan(0);
    one.faults.forEach(told);
    return one.kind;
  }
  expect(one.id).toMatch(/^[A-Za-z0-9.-]{1,64}$/);
  if (one.kind === 'observation') {
    one.faults.forEach(told);
  }
  for (const { value, at, metric, subject } of one.kind === 'observation' ? one.samples : []) {
    expect(Number.isFinite(value) && Number.isFinite(at)).toBe(true);
    expect(Math.min(metric.length, subject.length)).toBeGreaterThan(0);
  }
  for (const { at, user } of 'accesses' in one ? one.accesses : []) {
    expect(Number.isFinite(at)).toBe(true);
    expect(Object.values(user)[0]).toMatch(/./su);
  }
  for (const { from, until } of one.kind === 'not_kept' ? (one.relations?.noted ?? []) : []) {
    expect(from).toBeLessThanOrEqual(until);
  }
  return one.kind;
}

/**
 * Whatever comes in, by both doors: entries whose faults can be told, and samples that can be
 * evaluated.
 */
function survives(body: unknown): readonly string[] {
  const json = asObject(body);
  if (json === undefined) {
    return [];
  }
  const reading = { config, now: NOW, resolve: () => undefined };
  const asked = { method: 'POST', search: 'identifier=|1' } as const;
  const alone = sound(parseEntry({ json, path: 'Observation' }, asked, reading));
  const read = parseBundle({ json, path: 'Bundle' }, { config, now: NOW });
  if (!isIssue(read)) {
    return [alone, ...read.entries.map(sound)];
  }
  told(read);
  return [alone];
}

const doors = fhirDoors({ config, publicUrl: 'https://w.example' }, createRecent());

/**
 * Whatever comes in: an answer that is an OperationOutcome, or a Bundle with as many entries as
 * were sent.
 */
function answered(bytes: Buffer, pathParameters: { readonly proxy?: string }): void {
  const door = pathParameters.proxy === undefined ? doors.bundle : doors.observation;
  const event = { pathParameters, headers: {} } as unknown as HttpEvent;
  const contentType = 'application/fhir+json';
  const body = { kind: 'bytes', bytes, contentType } as const;
  const decoded = door.decode(body, { key: {} as ApiKey, now: NOW, event });
  if ('detail' in decoded) {
    expect(decoded.detail.length).toBeLessThan(1_000);
    return;
  }
  const answer = rendered(door.answer(decoded, NOTHING_INGESTED));
  const resource = JSON.parse(answer.body ?? '');
  if (resource.resourceType === 'Bundle') {
    expect(resource.entry).toHaveLength(decoded.entries.length);
  } else {
    expect(resource.issue.length).toBeGreaterThan(0);
    for (const { code } of resource.issue) {
      expect(code).toMatch(/./);
    }
  }
}

/** Returns every place in a value, as a list of keys. */
function places(value: unknown): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) {
    return [[]];
  }
  const inner = Object.entries(value).flatMap(([key, one]) =>
    places(one).map((place) => [key, ...place]),
  );
  return [[], ...inner];
}

/** Returns the value with another in one place, or without that place. */
function changed(value: unknown, place: readonly string[], to: unknown): unknown {
  const [key, ...rest] = place;
  if (key === undefined || typeof value !== 'object' || value === null) {
    return to;
  }
  const copy = structuredClone(value) as Record<string, unknown>;
  copy[key] = changed(copy[key], rest, to);
  return copy;
}

const ODD = [
  undefined,
  null,
  true,
  0,
  -1,
  1e308,
  '',
  'x'.repeat(3_000),
  '\ud800',
  '__proto__',
  '%E0%A4%A',
  'urn:uuid:1',
  '2026-02-30T00:00:00Z',
  'Patient?identifier=a|b|c',
  [],
  [[]],
  [null],
  {},
  { coding: 7 },
  { __proto__: null, value: {} },
];

test('random bytes, and real bodies in which some were changed', () => {
  const real = fc.constantFrom(...REAL).chain((resource) => {
    const bytes = [...Buffer.from(JSON.stringify(resource))];
    const change = fc.tuple(fc.nat(bytes.length - 1), fc.nat(255));
    return fc.array(change, { minLength: 1, maxLength: 4 }).map((changes) => {
      const copy = Buffer.from(bytes);
      for (const [at, byte] of changes) {
        copy[at] = byte;
      }
      return copy;
    });
  });
  const random = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes));
  const path = fc.constantFrom({}, { proxy: 'Observation' }, { proxy: '\ud800' });
  fc.assert(fc.property(fc.oneof(random, real), path, answered), { numRuns: 3_000 });
});

test('random JSON', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), (body) => void survives(body)),
    {
      numRuns: 3_000,
    },
  );
});

test('JSON that has the names of FHIR in it', () => {
  const names = fc.constantFrom(
    'resourceType',
    'status',
    'code',
    'coding',
    'system',
    'value',
    'valueQuantity',
    'valueInteger',
    'component',
    'subject',
    'reference',
    'effectiveDateTime',
    'effectivePeriod',
    'entry',
    'resource',
    'request',
    'method',
    'url',
    'type',
    'fullUrl',
    'identifier',
  );
  const words = fc.constantFrom(
    'Observation',
    'Bundle',
    'final',
    'batch',
    'POST',
    'PUT',
    LOINC,
    '8867-4',
    'Patient/1',
    'urn:1',
  );
  const { node } = fc.letrec((tie) => ({
    node: fc.oneof(
      { maxDepth: 7, withCrossShrink: true },
      fc.oneof(words, fc.integer(), fc.constantFrom(...ODD)),
      fc.array(tie('node'), { maxLength: 3 }),
      fc.dictionary(names, tie('node'), { maxKeys: 9 }),
    ),
  }));
  fc.assert(
    fc.property(node, (body) => void survives(body)),
    { numRuns: 3_000 },
  );
});

describe.each(REAL.map((real, index) => [index, real] as const))('real body %i', (_, real) => {
  test('with something odd in each of its places', () => {
    const seen = new Set(survives(real));
    for (const place of places(real)) {
      for (const odd of ODD) {
        for (const kind of survives(changed(real, place, odd))) {
          seen.add(kind);
        }
      }
    }
    expect(seen).toContain('refused');
    expect(seen.size).toBeGreaterThan(1);
  });
});

test('what is nested a hundred thousand deep is passed by', () => {
  const deep = '['.repeat(100_000) + ']'.repeat(100_000);
  for (const name of ['extension', 'valueQuantity', 'status', 'component', 'subject', 'code']) {
    survives(JSON.parse(JSON.stringify(spo2(97)).replace(/}$/, `,"${name}":${deep}}`)));
  }
});
