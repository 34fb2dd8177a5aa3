import type { Config } from '#core/team/config.ts';
import type { HttpRoute } from '#http/http.ts';
import type { RouteDependencies } from '#http/routes.ts';
import { fhir } from './answer.ts';
import { takenTypes } from './resource.ts';

const DOCUMENTATION =
  'Observations are evaluated against rules, and people are paged. No resource is stored: an instance can read what it took lately, or find it by identifier or _id, for the key that sent it; every version is 1. What is sent again has the same id and changes nothing.';

const CONDITIONAL =
  'If-None-Exist, and the address of a conditional update, take identifier=<system>|<value>, which gives the Observation its id. What this instance has taken before is answered 200; another instance answers 201 with the same location, and the repeat changes nothing. amended and corrected replace, entered-in-error takes back, the value of the same subject, metric and time.';

const ENCOUNTERS =
  'The end of an Encounter (finished, with period.end), and who comes to a place or leaves it (location.period), end the limits that were set before for the patient, the Encounter and the place. Nothing of it is kept.';

/**
 * The route that describes, without a key, what the FHIR doors support: a CapabilityStatement of
 * R4.
 */
export function fhirMetadata({ runtime, gate }: RouteDependencies): HttpRoute {
  const statement = capabilityStatement(`${runtime.publicUrl}/fhir`, runtime.config);
  return gate.withoutKey(async () => fhir(200, statement));
}

const ACCESSES =
  'AuditEvents (IHE BALP) are judged by rules about access to records. Reasons of care, and which user is which patient, explain accesses and find own records. Nothing of them is kept but pseudonyms.';

function capabilityStatement(url: string, config: Config): object {
  const observation = {
    type: 'Observation',
    interaction: ['create', 'update', 'read', 'vread', 'search-type'].map((code) => ({ code })),
    searchParam: ['identifier', '_id'].map((name) => ({ name, type: 'token' })),
    versioning: 'no-version',
    readHistory: false,
    updateCreate: true,
    conditionalCreate: true,
    conditionalUpdate: true,
    documentation: CONDITIONAL,
  };
  const others = takenTypes(config)
    .filter((type) => type !== 'Observation')
    .map((type) => ({
      type,
      interaction: ['create', 'update'].map((code) => ({ code })),
      updateCreate: true,
      documentation: type === 'Encounter' ? ENCOUNTERS : ACCESSES,
    }));
  const security = {
    description:
      'An API key with the scope samples, as a bearer token or as the password of Basic.',
  };
  const rest = {
    mode: 'server',
    documentation: DOCUMENTATION,
    security,
    resource: [observation, ...others],
    interaction: [{ code: 'transaction' }, { code: 'batch' }],
  };
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date: '2026-11-23',
    kind: 'instance',
    software: { name: 'Wardbell' },
    implementation: { description: 'Wardbell, alerting and paging', url },
    fhirVersion: '4.0.1',
    format: ['application/fhir+json', 'json'],
    rest: [rest],
  };
}
