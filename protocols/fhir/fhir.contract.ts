import { z } from 'zod';
import {
  type AnswerContract,
  type FormContract,
  list,
  type Operation,
  type ViewOf,
} from '#http/contract.ts';
import { WARNING } from '../contract-parts.ts';

const FHIR_JSON = 'application/fhir+json';

const outcome = z
  .strictObject({
    resourceType: z.literal('OperationOutcome'),
    issue: list(
      z.strictObject({
        severity: z.enum(['fatal', 'error', 'warning', 'information']),
        code: z.string(),
        diagnostics: z.string(),
        expression: list(z.string()).optional(),
      }),
    ),
  })
  .meta({ id: 'OperationOutcome' });

const observation = z
  .looseObject({ resourceType: z.literal('Observation') })
  .meta({ id: 'Observation' })
  .describe('https://hl7.org/fhir/R4/observation.html');

const encounter = z
  .looseObject({ resourceType: z.literal('Encounter') })
  .meta({ id: 'Encounter' })
  .describe('https://hl7.org/fhir/R4/encounter.html');

const auditEvent = z
  .looseObject({ resourceType: z.literal('AuditEvent') })
  .meta({ id: 'AuditEvent' })
  .describe('https://hl7.org/fhir/R4/auditevent.html');

/** Resources that tell who has to do with whom. */
const related = z
  .looseObject({ resourceType: z.enum(['Appointment', 'ServiceRequest', 'Person']) })
  .meta({ id: 'Related' })
  .describe('an Appointment, a ServiceRequest or a Person of FHIR R4');

const bundle = z
  .looseObject({
    resourceType: z.literal('Bundle'),
    type: z.string(),
    entry: list(z.looseObject({})).nullish(),
  })
  .meta({ id: 'Bundle' })
  .describe('https://hl7.org/fhir/R4/bundle.html');

export type OutcomeView = ViewOf<typeof outcome>;

const FORM: FormContract = { content: { [FHIR_JSON]: outcome } };

function body(schema: z.ZodType) {
  return { content: { [FHIR_JSON]: schema, 'application/json': schema } };
}

const shared = { tag: 'fhir', access: { key: 'samples' }, form: FORM } as const;

const VERSIONED = { location: 'where it can be read for a while', etag: 'always `W/"1"`' };

function taken(description: string): AnswerContract {
  return {
    description,
    content: { [FHIR_JSON]: z.union([outcome, observation]) },
    headers: { ...VERSIONED, ...WARNING },
  };
}

function unkept(description: string): AnswerContract {
  return { description, content: { [FHIR_JSON]: outcome }, headers: VERSIONED };
}

const TAKEN = {
  200: taken('It was taken before, or is an update.'),
  201: taken('It is evaluated.'),
};

const REFUSED: Readonly<Record<number, AnswerContract>> = {
  404: { description: 'The resource is of a type that is not taken.', content: FORM.content },
  422: {
    description: 'It breaks a rule of FHIR, or a value is impossible.',
    content: FORM.content,
  },
};

const prefer = {
  prefer: z
    .string()
    .optional()
    .describe('`return=minimal`, `representation` or `OperationOutcome`'),
};

const EXAMPLE = {
  resourceType: 'Observation',
  status: 'final',
  identifier: [{ system: 'urn:hospital:monitor', value: 'bed-8-20260312T0314' }],
  code: { coding: [{ system: 'http://loinc.org', code: '59408-5' }] },
  subject: { reference: 'Patient/1001' },
  effectiveDateTime: '2026-03-12T03:14:00Z',
  valueQuantity: { value: 97, unit: '%', system: 'http://unitsofmeasure.org', code: '%' },
};

const id = { id: z.string().describe('the id of an Observation') };

const LEFT = {
  resourceType: 'Encounter',
  status: 'finished',
  class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP' },
  subject: { reference: 'Patient/1001' },
  period: { start: '2026-03-10T14:00:00Z', end: '2026-03-12T03:10:00Z' },
  location: [{ location: { reference: 'Location/8' }, status: 'completed' }],
};

/** An Encounter, as it is posted or put. */
const FOLLOWED = {
  ...shared,
  summary: 'Ends the limits of single subjects that were set for whoever has left.',
  headers: prefer,
  body: body(encounter),
  answers: {
    200: unkept('It is read. Nothing of it is kept.'),
    ...REFUSED,
  },
};

/** An AuditEvent, as it is posted or put. */
const JUDGED = {
  ...shared,
  summary: 'Judges the accesses to records of patients that an AuditEvent tells of.',
  description: 'Where the config has `privacy_monitoring`. The AuditEvent is not kept.',
  headers: prefer,
  body: body(auditEvent),
  answers: {
    200: unkept('It is judged, under the id of its sender.'),
    201: unkept('It is judged, or tells of no access that counts; the outcome says which.'),
    ...REFUSED,
  },
};

/** A resource that tells who has to do with whom, as it is posted. */
const relating = (example: { readonly resourceType: string }, summary: string) => ({
  ...shared,
  at: `/fhir/${example.resourceType}`,
  operationId: `post${example.resourceType}`,
  summary,
  description: 'Where `privacy_monitoring` of the config asks for it. Nothing of it is kept.',
  headers: prefer,
  body: body(related),
  answers: { 200: unkept('It is read. Nothing of it is kept.'), ...REFUSED },
  example: { body: example },
});

const refer = (reference: string) => ({ reference });

const BOOKED = {
  resourceType: 'Appointment',
  status: 'booked',
  start: '2026-03-12T09:00:00Z',
  end: '2026-03-12T09:30:00Z',
  participant: [
    { actor: refer('Practitioner/4711'), status: 'accepted' },
    { actor: refer('Patient/1001'), status: 'accepted' },
  ],
};

const ORDERED = {
  resourceType: 'ServiceRequest',
  status: 'active',
  intent: 'order',
  authoredOn: '2026-03-12T03:00:00Z',
  subject: refer('Patient/1001'),
  requester: refer('Practitioner/4711'),
};

const LINKED = {
  resourceType: 'Person',
  link: [{ target: refer('Practitioner/4711') }, { target: refer('Patient/2002') }],
};

const ACCESSED = {
  resourceType: 'AuditEvent',
  type: { system: 'http://terminology.hl7.org/CodeSystem/audit-event-type', code: 'rest' },
  subtype: [{ system: 'http://hl7.org/fhir/restful-interaction', code: 'read' }],
  action: 'R',
  recorded: '2026-03-12T03:14:00Z',
  outcome: '0',
  agent: [{ who: { reference: 'Practitioner/4711' }, requestor: true }],
  source: { observer: { reference: 'Device/ehr' } },
  entity: [
    {
      what: { reference: 'Patient/1001' },
      role: { system: 'http://terminology.hl7.org/CodeSystem/object-role', code: '1' },
    },
  ],
};

const identifier = z.string().describe('`<system>|<value>`');

export const CONTRACT = {
  'POST /fhir': {
    ...shared,
    operationId: 'postBundle',
    summary: 'Evaluates the Observations of a Bundle: a `batch` or a `transaction`.',
    headers: prefer,
    body: body(bundle),
    answers: {
      200: {
        description: 'A response for each entry, in their order.',
        content: { [FHIR_JSON]: bundle },
        headers: WARNING,
      },
      ...REFUSED,
    },
    example: {
      body: {
        resourceType: 'Bundle',
        type: 'batch',
        entry: [{ request: { method: 'POST', url: 'Observation' }, resource: EXAMPLE }],
      },
    },
  },
  'POST /fhir/{proxy+}': [
    {
      ...shared,
      at: '/fhir/Observation',
      operationId: 'postObservation',
      summary: 'Evaluates an Observation. No record of it is kept.',
      headers: {
        ...prefer,
        'if-none-exist': z.string().optional().describe('`identifier=<system>|<value>`'),
      },
      body: body(observation),
      answers: { ...TAKEN, ...REFUSED },
      example: { body: EXAMPLE },
    },
    { ...FOLLOWED, at: '/fhir/Encounter', operationId: 'postEncounter', example: { body: LEFT } },
    {
      ...JUDGED,
      at: '/fhir/AuditEvent',
      operationId: 'postAuditEvent',
      example: { body: ACCESSED },
    },
    relating(BOOKED, 'Notes that practitioners have a reason of care for patients.'),
    relating(ORDERED, 'Notes that whoever orders and carries out has a reason of care.'),
    relating(LINKED, 'Notes which user is which patient.'),
  ],
  'PUT /fhir/{type}/{id}': [
    {
      ...shared,
      at: '/fhir/Observation/{id}',
      operationId: 'putObservation',
      summary: 'Evaluates an Observation under an id of its sender.',
      path: id,
      headers: prefer,
      body: body(observation),
      answers: { ...TAKEN, ...REFUSED },
    },
    {
      ...FOLLOWED,
      at: '/fhir/Encounter/{id}',
      operationId: 'putEncounter',
      path: { id: z.string().describe('the id of an Encounter') },
    },
    {
      ...JUDGED,
      at: '/fhir/AuditEvent/{id}',
      operationId: 'putAuditEvent',
      path: { id: z.string().describe('the id of an AuditEvent') },
    },
  ],
  'PUT /fhir/{type}': {
    ...shared,
    at: '/fhir/Observation',
    operationId: 'putObservationByIdentifier',
    summary: 'Evaluates an Observation under the id of an identifier.',
    query: { identifier },
    headers: prefer,
    body: body(observation),
    answers: { ...TAKEN, ...REFUSED },
  },
  'GET /fhir/metadata': {
    ...shared,
    operationId: 'getCapabilities',
    summary: 'Returns the CapabilityStatement.',
    access: 'anybody',
    answers: {
      200: {
        description: 'The CapabilityStatement.',
        content: {
          [FHIR_JSON]: z
            .looseObject({ resourceType: z.literal('CapabilityStatement') })
            .meta({ id: 'CapabilityStatement' }),
        },
      },
    },
  },
  'GET /fhir/{proxy+}': [
    {
      ...shared,
      at: '/fhir/Observation',
      operationId: 'searchObservations',
      summary: 'Finds an Observation that this instance has taken lately with this key.',
      query: { identifier, _id: z.string() },
      answers: {
        200: {
          description: 'A Bundle with the Observation, or an empty one.',
          content: { [FHIR_JSON]: bundle },
        },
      },
    },
    {
      ...shared,
      at: '/fhir/Observation/{id}',
      operationId: 'getObservation',
      summary: 'Reads an Observation that this instance has taken lately with this key.',
      path: id,
      answers: {
        200: {
          description: 'The part of it that was evaluated.',
          content: { [FHIR_JSON]: observation },
          headers: { etag: VERSIONED.etag },
        },
        404: {
          description: 'This instance does not, or no longer, know it.',
          content: FORM.content,
        },
      },
    },
  ],
} satisfies Record<string, Operation | readonly Operation[]>;
