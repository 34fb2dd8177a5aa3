/** A JSON object in a test. */
export type Resource = Readonly<Record<string, unknown>>;

export const LOINC = 'http://loinc.org';
export const MDC = 'urn:iso:std:iso:11073:10101';
export const SNOMED = 'http://snomed.info/sct';
const UCUM = 'http://unitsofmeasure.org';

/** Returns a CodeableConcept with these codes of one system. */
export const concept = (system: string, ...codes: readonly string[]) => ({
  coding: codes.map((code) => ({ system, code })),
});

/** A quantity with UCUM's code, and the unit as people read it. */
export const quantity = (value: number, code: string, unit = code) => ({
  value,
  unit,
  system: UCUM,
  code,
});

/** Returns an Observation of Patient/p1, measured now, as US Core has it. */
export function observation(more: Resource): Resource {
  return {
    resourceType: 'Observation',
    status: 'final',
    category: [
      concept('http://terminology.hl7.org/CodeSystem/observation-category', 'vital-signs'),
    ],
    subject: { reference: 'Patient/p1', display: 'Ann Example' },
    effectiveDateTime: new Date().toISOString(),
    ...more,
  };
}

/** Returns an oxygen saturation Observation with both of its codes. */
export const spo2 = (value: number, more: Resource = {}) =>
  observation({
    code: concept(LOINC, '2708-6', '59408-5'),
    valueQuantity: quantity(value, '%'),
    ...more,
  });

/** Returns a blood pressure Observation with components. */
export const pressure = (systolic: number, diastolic: number, more: Resource = {}) =>
  observation({
    code: concept(LOINC, '85354-9'),
    component: [
      { code: concept(LOINC, '8480-6'), valueQuantity: quantity(systolic, 'mm[Hg]', 'mmHg') },
      { code: concept(LOINC, '8462-4'), valueQuantity: quantity(diastolic, 'mm[Hg]', 'mmHg') },
    ],
    ...more,
  });

/** An entry that creates a resource. */
export const entry = (resource: Resource, more: Resource = {}): Resource => ({
  resource,
  request: { method: 'POST', url: resource['resourceType'] },
  ...more,
});

export const bundle = (
  type: 'batch' | 'transaction',
  ...entries: readonly Resource[]
): Resource => ({
  resourceType: 'Bundle',
  type,
  entry: entries,
});

const PATIENT_URL = 'urn:uuid:5f0c6c3e-0000-4000-8000-000000000001';
const DEVICE_URL = 'urn:uuid:5f0c6c3e-0000-4000-8000-000000000002';

/**
 * Returns what a personal health gateway uploads: a patient and a device under names made up for
 * this Bundle, and readings of a device that refer to them.
 */
export function gatewayUpload(value: number): Resource {
  const known = (resourceType: string, system: string, id: string) => ({
    resource: { resourceType, identifier: [{ system, value: id }], name: [{ family: 'Example' }] },
    request: { method: 'POST', url: resourceType, ifNoneExist: `identifier=${system}|${id}` },
  });
  const reading = (codes: Resource, valueQuantity: Resource) =>
    entry(
      observation({
        code: codes,
        valueQuantity,
        subject: { reference: PATIENT_URL },
        device: { reference: DEVICE_URL },
      }),
    );
  return bundle(
    'transaction',
    { fullUrl: PATIENT_URL, ...known('Patient', 'urn:oid:1.2.3.4', 'mrn-77') },
    { fullUrl: DEVICE_URL, ...known('Device', 'urn:oid:1.2.840.10004.1.1', '00-1C-05-04') },
    reading({ coding: [{ system: MDC, code: '150456' }] }, quantity(value, '%')),
    reading(concept(MDC, '149530'), quantity(62, '/min', '{beat}/min')),
    entry(observation({ code: concept(MDC, '67975'), valueDateTime: '2026-05-04T07:00:00+02:00' })),
  );
}
