import type { ApiKey } from '#usecases/ports.ts';
import type { HttpResponse, HttpRoute } from '../../support/http.ts';
import { httpHandler } from '../../support/http-handler.ts';
import type { RouteParts } from '../../support/routes.ts';
import { say } from '../../support/say.ts';
import { inItsOwnForm } from '../door.ts';
import { fhir, refuseAll } from './fhir-answer.ts';
import type { Recent } from './fhir-recent.ts';
import { refuseFhir } from './fhir-refusal.ts';

/** Says that a resource holds only a part of what was sent. */
const SUBSETTED = {
  system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue',
  code: 'SUBSETTED',
};

/** Answers who follows the location of an Observation that was taken lately, and says of all else why it cannot be read. */
export function fhirRead({ runtime, gate }: RouteParts, recent: Recent): HttpRoute {
  const read = async (path: string, key: ApiKey): Promise<HttpResponse> => {
    const [type = '', id = '', ...version] = path.replace(/\/$/, '').split('/');
    if (type !== 'Observation' || id === '' || id.startsWith('_')) return noSearch(path);
    const found = recent.find(id, key);
    if (found === undefined) return forgotten(id);
    if (version.length > 0 && version.join('/') !== '_history/1') return noVersion(version);
    return fhir(200, { ...found, meta: { ...Object(found['meta']), tag: [SUBSETTED] } }, ETAG);
  };
  const route = gate.withKey('samples', (event, key) =>
    read(event.pathParameters?.['proxy'] ?? '', key),
  );
  return inItsOwnForm({ refuse: refuseFhir }, httpHandler(runtime, route));
}

const ETAG = { etag: 'W/"1"' };

function noSearch(path: string): HttpResponse {
  const detail = `Nothing is read at ${say(path)}: only an Observation that was taken lately can be, at Observation/<id>. There is no search, and other resources are not kept.`;
  return refuseAll(404, [{ code: 'not-supported', detail }]);
}

function noVersion(version: readonly string[]): HttpResponse {
  const detail = `There is no ${say(version.join('/'))}: every version is 1.`;
  return refuseAll(404, [{ code: 'not-found', detail }]);
}

function forgotten(id: string): HttpResponse {
  const detail = `This instance has not taken Observation/${id.slice(0, 64)} with this key lately. Observations are evaluated and not stored; what was evaluated of it stands. Sending it again changes nothing, and gives the same id.`;
  return refuseAll(404, [{ code: 'not-found', detail }]);
}
