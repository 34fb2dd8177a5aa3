import { OLDEST_ACCESS } from '#core/evaluation/record-access/record-access.ts';
import { formatDuration } from '#core/time/duration.ts';
import type { Instant } from '#core/time/instant.ts';
import { idFrom, isPatientReference } from '#http/fhir-reference.ts';
import type { AccessTold } from '#usecases/ingest-accesses.ts';
import { unexplainedPurposes } from './audit-purpose.ts';
import { type AuditUser, identifiedAs, userOf } from './audit-user.ts';
import { systemAndCode } from './codes.ts';
import { type Element, elementOf, elementsOf, textOf } from './element.ts';
import type { Reading } from './entry.ts';
import { type FhirIssue, invariantIssue, isIssue, valueIssue } from './issue.ts';
import { momentIn } from './moment.ts';
import { type Resolve, referenced } from './subject.ts';

/** BALP has a user, a client and a server; delegation and roles make a few more. */
const MAX_AGENTS = 50;

/** BALP has one patient in each event, and beside it what was accessed, and the request. */
const MAX_ENTITIES = 100;

const MAX_SUBTYPES = 20;

/** The only outcome after which somebody has seen a record. */
const SUCCESS = '0';

const REST = 'http://terminology.hl7.org/CodeSystem/audit-event-type|rest';
const DCM = 'http://dicom.nema.org/resources/ontology/DCM';
const LIFECYCLE = 'http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle';

/** The interactions of FHIR by which a record is seen or changed; BALP names them as subtypes. */
const INTERACTIONS = new Set(
  [
    ...['read', 'vread', 'history', 'history-instance', 'history-type', 'operation'],
    ...['search', 'search-type', 'search-system', 'create', 'update', 'patch', 'delete'],
  ].map((code) => `http://hl7.org/fhir/restful-interaction|${code}`),
);

/**
 * Other types and subtypes of an access: DICOM PS3.16 CID 400 (instances accessed and deleted,
 * export, import, patient record, procedure record, query), and the life of a record (ISO 21089).
 */
const ACCESSES = new Set([
  ...['110103', '110105', '110106', '110107', '110110', '110111', '110112'].map(
    (code) => `${DCM}|${code}`,
  ),
  ...['access', 'amend', 'disclose', 'extract', 'report', 'transmit'].map(
    (code) => `${LIFECYCLE}|${code}`,
  ),
]);

/** The subtype of a Security Alert: a user has taken access that nobody had given. */
const OVERRIDE = `${DCM}|110127`;

/** The accesses of an AuditEvent, or why none of it counts. */
export type AuditEventRead =
  | { readonly accesses: readonly AccessTold[] }
  | { readonly ignored: string };

/**
 * Returns the accesses to patients' records that an AuditEvent tells of (R4, in the patterns of
 * IHE's BALP). One that failed, is no access or was made by nobody is ignored.
 */
export function parseAuditEvent(event: Element, reading: Reading): AuditEventRead | FhirIssue {
  const at = recordedAt(event, reading);
  const types = typesOf(event);
  const agents = elementsOf(event, 'agent', MAX_AGENTS);
  const entities = elementsOf(event, 'entity', MAX_ENTITIES);
  if (isIssue(at) || isIssue(types) || isIssue(agents) || isIssue(entities)) {
    return [at, types, agents, entities].find(isIssue) as FhirIssue;
  }
  if (agents.length === 0) {
    return valueIssue(`${event.path}.agent`, undefined, 'a list of one or more agents');
  }
  const user = userOf(agents, reading.resolve);
  const ignored = whyIgnored(event, types, user);
  if (user === undefined || ignored !== undefined) {
    return { ignored: ignored ?? NOBODY };
  }
  const patients = patientsOf(entities, reading.resolve);
  return isIssue(patients) ? patients : accessesOf(event, { at, types, user, patients });
}

const NOBODY = 'none of its agents is a person who asked, other than a patient or a related person';

function whyIgnored(
  event: Element,
  types: readonly string[],
  user: AuditUser | undefined,
): string | undefined {
  const outcome = textOf(event, 'outcome') ?? SUCCESS;
  if (outcome !== SUCCESS) {
    return `its outcome is not ${SUCCESS}, so that nobody has seen a record`;
  }
  if (!isAccess(types)) {
    return 'its type and subtypes are of no access to a record';
  }
  return user === undefined ? NOBODY : undefined;
}

/** A RESTful event that does not say which interaction it was may have been any. */
function isAccess(types: readonly string[]): boolean {
  const [type, ...subtypes] = types;
  const isSaid = types.some((one) => ACCESSES.has(one) || one === OVERRIDE);
  const isRest =
    type === REST && (subtypes.length === 0 || subtypes.some((s) => INTERACTIONS.has(s)));
  return isSaid || isRest;
}

interface Parts {
  readonly at: Instant;
  readonly types: readonly string[];
  readonly user: AuditUser;
  readonly patients: readonly AuditPatient[];
}

/** Whoever breaks the glass may do so for all patients, and names none. */
function accessesOf(event: Element, { at, types, user, patients }: Parts): AuditEventRead {
  const { named, agent, identifier } = user;
  const unexplained = unexplainedPurposes(event, agent, types.includes(OVERRIDE));
  const told = { user: named, at, unexplained };
  if (patients.length === 0) {
    return unexplained.length > 0
      ? { accesses: [{ ...told, isOwn: false }] }
      : { ignored: 'none of its entities is a patient' };
  }
  return {
    accesses: patients.map(({ patient, identifier: known }) => {
      return { ...told, patient, isOwn: isSameHuman(known, identifier) };
    }),
  };
}

/** Numbers without a system may be those of two lists, which have nothing to do with another. */
function isSameHuman(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && !one.startsWith('|') && one === other;
}

/** A patient whose record was accessed, as `Patient/123`. */
interface AuditPatient {
  readonly patient: string;
  /** `system|value`, if the patient has an identifier; the system may be empty. */
  readonly identifier?: string;
}

/** The role of a patient among those of DICOM and FHIR (object-role). */
const PATIENT_ROLE = '1';

/** Returns the patients among the entities, each once. */
function patientsOf(
  entities: readonly Element[],
  resolve: Resolve,
): readonly AuditPatient[] | FhirIssue {
  const patients = new Map<string, AuditPatient>();
  for (const entity of entities) {
    const found = patientOf(entity, resolve);
    if (isIssue(found)) {
      return found;
    }
    if (found !== undefined) {
      patients.set(found.patient, { ...patients.get(found.patient), ...found });
    }
  }
  return [...patients.values()];
}

function patientOf(entity: Element, resolve: Resolve): AuditPatient | FhirIssue | undefined {
  const what = elementOf(entity, 'what');
  const role = elementOf(entity, 'role');
  if (isIssue(what) || isIssue(role)) {
    return isIssue(what) ? what : (role as FhirIssue);
  }
  const isPatient = role !== undefined && textOf(role, 'code') === PATIENT_ROLE;
  if (what === undefined) {
    const expected = 'a reference to the patient, such as {"reference": "Patient/123"}';
    return isPatient ? valueIssue(`${entity.path}.what`, undefined, expected) : undefined;
  }
  const reference = referenced(what, resolve);
  const isNamedSo =
    (typeof reference === 'string' && isPatientReference(reference)) ||
    textOf(what, 'type') === 'Patient';
  if (!isPatient && !isNamedSo) {
    return undefined;
  }
  const identifier = identifiedAs(what);
  if (typeof reference === 'string') {
    return { patient: reference, ...(identifier !== undefined && { identifier }) };
  }
  return identifier === undefined
    ? reference
    : { patient: `Patient/${idFrom(identifier)}`, identifier };
}

/** Returns the type and the subtypes, each as `system|code`. */
function typesOf(event: Element): readonly string[] | FhirIssue {
  const type = elementOf(event, 'type');
  const subtypes = elementsOf(event, 'subtype', MAX_SUBTYPES);
  if (isIssue(type) || isIssue(subtypes)) {
    return isIssue(type) ? type : (subtypes as FhirIssue);
  }
  return type === undefined
    ? valueIssue(`${event.path}.type`, undefined, 'a Coding, such as rest of audit-event-type')
    : [type, ...subtypes].map(systemAndCode);
}

/** A user whose log is told late is judged as of then; what is long past is not judged any more. */
function recordedAt(event: Element, { now, config }: Reading): Instant | FhirIssue {
  const path = `${event.path}.recorded`;
  const given = event.json['recorded'];
  const at = momentIn(given);
  if (at === undefined) {
    return valueIssue(path, given, 'a moment with its offset, as in "2026-05-04T07:00:00+02:00"');
  }
  const { maxAhead } = config.sampleTimes;
  if (at > now + maxAhead) {
    return invariantIssue(
      path,
      'business-rule',
      `It is ${formatDuration(at - now)} ahead; at most ${formatDuration(maxAhead)} is taken: set the clock right.`,
    );
  }
  return at < now - OLDEST_ACCESS
    ? invariantIssue(
        path,
        'business-rule',
        `It is ${formatDuration(now - at)} ago; at most ${formatDuration(OLDEST_ACCESS)} is taken.`,
      )
    : at;
}
