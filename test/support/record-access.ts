import { type AccessRules, CARE_RESOURCES, type CareResource } from '#core/privacy/monitoring.ts';
import type { Config } from '#core/team/config.ts';
import { HOUR } from '#core/time/instant.ts';
import type { AccessTold } from '#usecases/ingest-accesses.ts';
import { hospital, policy, service, to } from './config.ts';
import type { Resource } from './fhir.ts';

/** The part of a config by which a service is told of what these rules alert. */
export function watched(
  paged: string,
  rules: AccessRules = { breakGlass: ['BTG'], ownRecord: true },
  explainedBy: readonly CareResource[] = CARE_RESOURCES,
): Pick<Config, 'privacyMonitoring'> {
  return {
    privacyMonitoring: {
      ...{ service: paged, severity: 'warning', rules },
      explainedBy,
    },
  };
}

/** A hospital whose privacy officer, dan, is told of what these rules alert. */
export function watching(
  rules: AccessRules,
  explainedBy: readonly CareResource[] = CARE_RESOURCES,
): Config {
  return hospital({
    policies: [policy('privacy', [to('dan')])],
    services: [service('privacy', 'privacy', { ackTimeout: null })],
    config: watched('privacy', rules, explainedBy),
  });
}

/** More than three patients in an hour are too many. */
export const THREE = { moreThan: 3, per: HOUR } as const;

export const ANNA = 'Practitioner/anna';

/** An access of anna's to the record of a patient, by a number. */
export function accessTold(patient: number | string, at: number, more: Partial<AccessTold> = {}) {
  return {
    ...{ user: { reference: ANNA }, patient: `Patient/${patient}`, at },
    ...{ unexplained: [], isOwn: false, ...more },
  };
}

const AUDIT = 'http://terminology.hl7.org/CodeSystem';
const DCM = 'http://dicom.nema.org/resources/ontology/DCM';

const agent = (system: string, code: string, more: Resource): Resource => ({
  type: { coding: [{ system, code }] },
  requestor: false,
  ...more,
});

/** Anna, as the user of an AuditEvent. */
export const userAgent = (more: Resource = {}): Resource =>
  agent(`${AUDIT}/v3-ParticipationType`, 'IRCP', {
    who: { reference: ANNA, display: 'Anna Example' },
    requestor: true,
    ...more,
  });

/** A patient, as the entity of an AuditEvent. */
export const patientEntity = (patient: string, more: Resource = {}): Resource => ({
  what: { reference: patient },
  type: { system: `${AUDIT}/audit-entity-type`, code: '1' },
  role: { system: `${AUDIT}/object-role`, code: '1' },
  ...more,
});

/** Anna read something of a patient, as a server records it by the pattern Patient Read of BALP. */
export function auditEvent(patient = 'Patient/p1', more: Resource = {}): Resource {
  return {
    resourceType: 'AuditEvent',
    type: { system: `${AUDIT}/audit-event-type`, code: 'rest' },
    subtype: [{ system: 'http://hl7.org/fhir/restful-interaction', code: 'read' }],
    action: 'R',
    recorded: new Date().toISOString(),
    outcome: '0',
    agent: [
      agent(DCM, '110153', { who: { reference: 'Device/ehr' } }),
      agent(DCM, '110152', { who: { display: 'ward-3.hospital.example' } }),
      userAgent(),
    ],
    source: { observer: { reference: 'Device/ehr' } },
    entity: [
      patientEntity(patient),
      {
        what: { reference: 'MedicationRequest/77' },
        type: { system: `${AUDIT}/audit-entity-type`, code: '2' },
        role: { system: `${AUDIT}/object-role`, code: '4' },
      },
    ],
    ...more,
  };
}

/** The purpose of use of a user, with what stands beside its code. */
export const purpose = (code: string, more: Resource = {}): Resource => ({
  coding: [{ system: `${AUDIT}/v3-ActReason`, code }],
  ...more,
});
