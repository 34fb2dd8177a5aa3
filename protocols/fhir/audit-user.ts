import { SAMPLE_LIMITS } from '#core/sample/validate-sample.ts';
import type { UserNamed } from '#usecases/ingest-accesses.ts';
import { systemAndCode } from './codes.ts';
import { type Element, elementOf, listIn, textOf } from './element.ts';
import { isIssue } from './issue.ts';
import { type Resolve, referenced } from './subject.ts';

/** The person who accessed a record. */
export interface AuditUser {
  readonly named: UserNamed;
  /** The agent of the AuditEvent. */
  readonly agent: Element;
  /** `system|value`, if the agent has an identifier; the system may be empty. */
  readonly identifier?: string;
}

const MAX_CODINGS = 50;

/**
 * Who may be a user, in the types of FHIR: patients and those related to them read at a portal what
 * is theirs, and are nobody's staff.
 */
const USER = /(?:^|\/)(?:Practitioner|PractitionerRole|Person)\/[^/]+$/u;

const DCM = 'http://dicom.nema.org/resources/ontology/DCM';

/** Codes of agents that are programs and media: DICOM PS3.16, CID 402, and FHIR's own. */
const NO_PERSON: ReadonlySet<string> = new Set([
  ...['110150', '110151', '110152', '110153', '110154', '110155'].map((code) => `${DCM}|${code}`),
  'http://terminology.hl7.org/CodeSystem/extra-security-role-type|dataprocessor',
]);

/** The type by which BALP tells a user from what works for them. */
const RECIPIENT = 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType|IRCP';

/**
 * Returns the user of an AuditEvent: the person who has made the request, or whoever was told. A
 * user is known by the reference, or else by an identifier, a login name (`altId`) or a name.
 */
export function userOf(agents: readonly Element[], resolve: Resolve): AuditUser | undefined {
  const users = agents.flatMap((agent) => personOf(agent, resolve) ?? []);
  return (
    users.find(({ agent }) => agent.json['requestor'] === true) ??
    users.find(({ agent }) => typesOf(agent).includes(RECIPIENT))
  );
}

function personOf(agent: Element, resolve: Resolve): AuditUser | undefined {
  if (typesOf(agent).some((type) => NO_PERSON.has(type))) {
    return undefined;
  }
  const who = elementOf(agent, 'who');
  if (isIssue(who)) {
    return undefined;
  }
  const type = who && textOf(who, 'type');
  if (type !== undefined && !USER.test(`${type}/1`)) {
    return undefined;
  }
  const reference = who && referenced(who, resolve);
  const identifier = who && identifiedAs(who);
  const known = { agent, ...(identifier !== undefined && { identifier }) };
  if (typeof reference === 'string') {
    return USER.test(reference) ? { ...known, named: named(reference) } : undefined;
  }
  const name =
    identifier ??
    textOf(agent, 'altId') ??
    (who && textOf(who, 'display')) ??
    textOf(agent, 'name');
  return name === undefined ? undefined : { ...known, named: { name } };
}

/** A reference that is too long to be a subject is as good as a name. */
function named(reference: string): UserNamed {
  return reference.length > SAMPLE_LIMITS.name ? { name: reference } : { reference };
}

/** Returns the identifier of a Reference as `system|value`; undefined if it has none. */
export function identifiedAs(reference: Element): string | undefined {
  const identifier = elementOf(reference, 'identifier');
  if (identifier === undefined || isIssue(identifier)) {
    return undefined;
  }
  const value = textOf(identifier, 'value');
  return value === undefined ? undefined : `${textOf(identifier, 'system') ?? ''}|${value}`;
}

/** The types of an agent, each as `system|code`. */
function typesOf(agent: Element): readonly string[] {
  const type = elementOf(agent, 'type');
  return type === undefined || isIssue(type)
    ? []
    : listIn(type, 'coding', MAX_CODINGS).map(systemAndCode);
}
