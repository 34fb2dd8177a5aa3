import { idFrom, searchedIdentifier } from '#http/fhir-reference.ts';
import { formatValue } from '#http/format-value.ts';
import type { HttpEvent, HttpResponse } from '#http/http.ts';
import type { JsonObject } from '#http/json-object.ts';
import type { FormedRoute, RouteDependencies } from '#http/routes.ts';
import type { ApiKey } from '#usecases/ports.ts';
import { fhir, outcomeOf, refuseAll } from './answer.ts';
import type { Recent } from './recent.ts';
import { refuseFhir } from './refusal.ts';

/** The tag of a resource that holds only a part of what was sent. */
const SUBSETTED = {
  system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue',
  code: 'SUBSETTED',
};

/**
 * Answers a client that follows the location of a recent Observation, or that searches for one
 * before sending it; explains why anything else cannot be read.
 */
export function fhirRead({ runtime, gate }: RouteDependencies, recent: Recent): FormedRoute {
  const base = `${runtime.publicUrl}/fhir`;
  const read = (event: HttpEvent, key: ApiKey): HttpResponse => {
    const path = event.pathParameters?.['proxy'] ?? '';
    const [type, id = '', ...version] = path.replace(/\/$/, '').split('/');
    if (type !== 'Observation' || id.startsWith('_')) {
      return notRead(path);
    }
    if (id === '') {
      return found(event.rawQueryString, (one) => recent.find(one, key), base);
    }
    const resource = recent.find(id, key);
    if (resource === undefined) {
      return forgotten(id);
    }
    if (version.length > 0 && version.join('/') !== '_history/1') {
      return noVersion(version);
    }
    return fhir(200, subsetted(resource), ETAG);
  };
  const answer = gate.withKey('samples', async (event, key) => read(event, key));
  return { answer, renderProblem: refuseFhir };
}

function subsetted(resource: JsonObject): JsonObject {
  return { ...resource, meta: { ...Object(resource['meta']), tag: [SUBSETTED] } };
}

/**
 * A search finds what is kept, and otherwise nothing, which is true: a gateway that searches before
 * it sends goes on and sends.
 */
function found(
  query: string,
  find: (id: string) => JsonObject | undefined,
  base: string,
): HttpResponse {
  const identifier = searchedIdentifier(query);
  const [, own] = /^_id=([A-Za-z0-9.-]{1,64})$/.exec(query) ?? [];
  const id = identifier === undefined ? own : idFrom(identifier);
  const resource = id === undefined ? undefined : find(id);
  const match = resource && {
    fullUrl: `${base}/Observation/${id}`,
    resource: subsetted(resource),
    search: { mode: 'match' },
  };
  const told = { resource: outcomeOf(UNSEARCHED), search: { mode: 'outcome' } };
  const entry = [...(match ? [match] : []), ...(id === undefined ? [told] : [])];
  const total = match ? 1 : 0;
  return fhir(200, { resourceType: 'Bundle', type: 'searchset', total, entry });
}

const UNSEARCHED =
  'Only identifier=<system>|<value> and _id=<id> are searched for, one at a time, among what this instance has taken lately with this key. Observations are evaluated and not stored.';

const ETAG = { etag: 'W/"1"' };

function notRead(path: string): HttpResponse {
  const detail = `Nothing is read at ${formatValue(path)}: only an Observation that was taken lately can be, at Observation/<id>. Other resources are not kept.`;
  return refuseAll(404, [{ code: 'not-supported', detail }]);
}

function noVersion(version: readonly string[]): HttpResponse {
  const detail = `There is no ${formatValue(version.join('/'))}: every version is 1.`;
  return refuseAll(404, [{ code: 'not-found', detail }]);
}

function forgotten(id: string): HttpResponse {
  const detail = `This instance has not taken Observation/${id.slice(0, 64)} with this key lately. Observations are evaluated and not stored; what was evaluated of it stands. Sending it again changes nothing, and gives the same id.`;
  return refuseAll(404, [{ code: 'not-found', detail }]);
}
