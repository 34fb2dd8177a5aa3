import { describe, expect, test } from '@jest/globals';
import { DAY, HOUR, MINUTE } from '#core/time/instant.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { parseAuditEvent } from '#protocols/fhir/audit-event.ts';
import { isIssue } from '#protocols/fhir/issue.ts';
import type { Resource } from '../../support/fhir.ts';
import {
  ANNA,
  auditEvent,
  patientEntity,
  purpose,
  userAgent,
  watching,
} from '../../support/record-access.ts';
import { START } from '../../support/world.ts';

const config = watching({ breakGlass: ['BTG'] });

function read(more: Resource, patient = 'Patient/p1') {
  const json = auditEvent(patient, { recorded: isoTime(START), ...more });
  const resolve = (reference: string) => (reference === 'urn:uuid:1' ? 'Patient/7' : undefined);
  return parseAuditEvent({ json, path: 'AuditEvent' }, { config, now: START, resolve });
}

const accesses = (more: Resource = {}) => {
  const found = read(more);
  return 'accesses' in found ? found.accesses : found;
};
const users = (...agents: readonly Resource[]) =>
  [accesses({ agent: agents })].flat().map((one) => ('user' in one ? one.user : one));
const ignored = (more: Resource) => (read(more) as { ignored?: string }).ignored;

describe('an AuditEvent', () => {
  test('of the pattern Patient Read is an access of its user to the record of its patient', () => {
    expect(accesses()).toEqual([
      {
        user: { reference: ANNA },
        patient: 'Patient/p1',
        at: START,
        unexplained: [],
        isOwn: false,
      },
    ]);
  });

  test.each<[string, Resource]>([
    [
      'a search',
      { subtype: [{ system: 'http://hl7.org/fhir/restful-interaction', code: 'search' }] },
    ],
    ['any interaction', { subtype: [] }],
    [
      'a patient record of DICOM',
      { type: { system: 'http://dicom.nema.org/resources/ontology/DCM', code: '110110' } },
    ],
    [
      'a disclosure',
      {
        type: { system: 'http://dicom.nema.org/resources/ontology/DCM', code: '110100' },
        subtype: [
          {
            system: 'http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle',
            code: 'disclose',
          },
        ],
      },
    ],
  ])('is an access where its type is of %s', (_, more) => {
    expect(accesses(more)).toHaveLength(1);
  });

  test.each<[string, Resource, RegExp]>([
    ['was refused', { outcome: '8' }, /outcome is not 0/],
    [
      'signs somebody in',
      { type: { system: 'http://dicom.nema.org/resources/ontology/DCM', code: '110114' } },
      /of no access/,
    ],
    [
      'asks what a server can do',
      { subtype: [{ system: 'http://hl7.org/fhir/restful-interaction', code: 'capabilities' }] },
      /of no access/,
    ],
    ['was made by no person', { agent: [{ who: { reference: 'Device/1' } }] }, /is a person/],
    ['names no patient', { entity: [] }, /is a patient/],
    [
      'is of a patient at the portal',
      { agent: [userAgent({ who: { reference: 'Patient/p1' } })] },
      /other than a patient/,
    ],
    [
      'is of a patient, by an address, who reads of another',
      { agent: [userAgent({ who: { reference: 'https://ehr.example/fhir/Patient/p2' } })] },
      /other than a patient/,
    ],
    [
      'is of somebody related',
      { agent: [userAgent({ who: { reference: 'RelatedPerson/mum' } })] },
      /related person/,
    ],
    [
      'is of a patient by identifier',
      { agent: [userAgent({ who: { type: 'Patient', identifier: { system: 'u', value: '7' } } })] },
      /other than a patient/,
    ],
  ])('that %s is ignored, and says so', (_, more, why) => {
    expect(ignored(more)).toMatch(why);
  });

  test.each<[string, Resource, string, RegExp, number?]>([
    ['no time', { recorded: undefined }, 'AuditEvent.recorded', /missing; it must be a moment/],
    ['a date alone', { recorded: '2026-06-01' }, 'AuditEvent.recorded', /with its offset/],
    [
      'a time to come',
      { recorded: isoTime(START + HOUR) },
      'AuditEvent.recorded',
      /1h ahead; at most 10m/,
    ],
    [
      'a time long past',
      { recorded: isoTime(START - 8 * DAY) },
      'AuditEvent.recorded',
      /8d ago; at most 7d/,
    ],
    ['no type', { type: undefined }, 'AuditEvent.type', /a Coding/],
    ['no agent', { agent: [] }, 'AuditEvent.agent', /one or more/],
    ['too many agents', { agent: Array(51).fill({}) }, 'AuditEvent.agent', /at most 50/, 413],
    ['too many entities', { entity: Array(101).fill({}) }, 'AuditEvent.entity', /at most 100/, 413],
    [
      'a patient without a reference',
      { entity: [patientEntity('', { what: { display: 'Ann' } })] },
      'AuditEvent.entity[0].what.reference',
      /in words only/,
    ],
    [
      'a patient who is nobody',
      { entity: [patientEntity('', { what: undefined })] },
      'AuditEvent.entity[0].what',
      /reference to the patient/,
    ],
  ])('with %s is refused', (_, more, expression, detail, status = 422) => {
    const found = read(more);
    expect(isIssue(found) && found).toMatchObject({
      status,
      expression,
      detail: expect.stringMatching(detail),
    });
  });

  test('may be as old as the log of a week, and a little ahead', () => {
    for (const at of [START - 7 * DAY, START + 10 * MINUTE]) {
      expect(accesses({ recorded: isoTime(at) })).toMatchObject([{ at }]);
    }
  });
});

describe('the user of an AuditEvent', () => {
  test('is the person who asked, and not a program beside', () => {
    expect(
      users(userAgent({ requestor: false }), userAgent({ who: { reference: 'Practitioner/bo' } })),
    ).toEqual([{ reference: 'Practitioner/bo' }]);
    expect(users(userAgent({ requestor: false }))).toEqual([{ reference: ANNA }]);
  });

  test.each<[string, Resource, object]>([
    [
      'reference, without its version',
      { who: { reference: `${ANNA}/_history/3` } },
      { reference: ANNA },
    ],
    [
      'identifier',
      { who: { identifier: { system: 'urn:x', value: '7' }, display: 'Ann' } },
      { name: 'urn:x|7' },
    ],
    ['login name', { who: { display: 'Ann' }, altId: 'ann7' }, { name: 'ann7' }],
    ['display', { who: { display: 'Ann Example' } }, { name: 'Ann Example' }],
    ['name', { who: undefined, name: 'Ann' }, { name: 'Ann' }],
  ])('is known by the %s', (_, more, expected) => {
    expect(users(userAgent(more))).toEqual([expected]);
  });

  test('is the patient whose identifier the agent has, by the same system', () => {
    const isOwn = (mine: object, theirs: object) => {
      const agent = [userAgent({ who: { reference: ANNA, identifier: mine } })];
      const what = { reference: 'Patient/p1', identifier: theirs };
      return [accesses({ agent, entity: [patientEntity('', { what })] })]
        .flat()
        .map((one) => 'isOwn' in one && one.isOwn);
    };
    const number = { system: 'urn:oid:1.2.752.129.2.1.3.1', value: '19121212-1212' };
    expect(isOwn(number, number)).toEqual([true]);
    expect(isOwn(number, { ...number, system: 'urn:oid:1' })).toEqual([false]);
    expect(isOwn({ value: '7' }, { value: '7' })).toEqual([false]);
  });
});

describe('the patients of an AuditEvent', () => {
  const patients = (...entity: readonly Resource[]) =>
    [accesses({ entity })].flat().map((one) => ('patient' in one ? one.patient : one));

  test('are each counted once, by whatever role', () => {
    const resource = { what: { reference: 'Patient/p1/_history/2' }, role: { code: '4' } };
    expect(patients(patientEntity('Patient/p1'), resource, patientEntity('Patient/p2'))).toEqual([
      'Patient/p1',
      'Patient/p2',
    ]);
  });

  test('are known by the reference, by an entry of the Bundle, or by a hash of an identifier', () => {
    const identifier = { system: 'urn:x', value: '7' };
    const [resolved, hashed] = patients(
      patientEntity('urn:uuid:1'),
      patientEntity('', { what: { identifier } }),
    );
    expect(resolved).toBe('Patient/7');
    expect(hashed).toMatch(/^Patient\/[0-9a-f]{32}$/);
  });
});

describe('a purpose of use', () => {
  const unexplained = (more: Resource) =>
    [accesses(more)].flat().map((one) => ('unexplained' in one ? one.unexplained : one));
  const by = (...purposeOfUse: readonly Resource[]) =>
    unexplained({ agent: [userAgent({ purposeOfUse })] });

  test('of the user or of the event is unexplained as long as only its code stands there', () => {
    expect(by(purpose('BTG'))).toEqual([['BTG']]);
    expect(unexplained({ purposeOfEvent: [purpose('ETREAT')] })).toEqual([['ETREAT']]);
    expect(by(purpose('BTG', { text: 'Break the glass!' }))).toEqual([['BTG']]);
    expect(by(purpose('BTG', { text: ' - ' }))).toEqual([['BTG']]);
    expect(by(purpose('BTG'), purpose('TREAT'))).toEqual([['BTG', 'TREAT']]);
  });

  test('is explained by words of its own, or by a code of another list', () => {
    expect(by(purpose('BTG', { text: 'found unconscious in the hall' }))).toEqual([[]]);
    const [code = {}] = purpose('BTG')['coding'] as readonly Resource[];
    const listedAs = (more: Resource) => by({ coding: [code, { system: 'urn:reasons', ...more }] });
    expect(listedAs({ code: 'resus' })).toEqual([[]]);
    expect(listedAs({ code: 'btg' })).toEqual([['BTG']]);
    expect(listedAs({ code: '7', display: 'Break the glass' })).toEqual([['BTG']]);
  });

  test('is not explained by what stands with another purpose', () => {
    const treatment = purpose('TREAT', { text: 'treatment of the patient' });
    expect(by(purpose('BTG'), treatment)).toEqual([['BTG']]);
    const listed = { coding: [{ system: 'urn:hospital:reasons', code: 'resus' }] };
    expect(by(purpose('BTG'), listed)).toEqual([['BTG']]);
  });

  test('is explained where one of several that say it has a reason', () => {
    expect(by(purpose('BTG'), purpose('BTG', { text: 'found unconscious' }))).toEqual([[]]);
  });

  test('is BTG where a user has taken access for all patients, without naming one', () => {
    const dcm = 'http://dicom.nema.org/resources/ontology/DCM';
    const override = {
      type: { system: dcm, code: '110113' },
      subtype: [{ system: dcm, code: '110127' }],
      entity: [],
    };
    expect(accesses(override)).toEqual([
      { user: { reference: ANNA }, at: START, unexplained: ['BTG'], isOwn: false },
    ]);
    const reason = { purposeOfEvent: [purpose('ETREAT', { text: 'mass casualty' })] };
    expect(ignored({ ...override, ...reason })).toMatch(/patient/);
  });
});
