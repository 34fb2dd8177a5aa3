import type { HttpEvent, HttpRoute } from '#http/http.ts';
import type { Answers } from '#http/routes.ts';
import { allInParallel } from '#usecases/in-parallel.ts';
import type { DoorParts } from '../door.ts';
import { followAccesses } from './accesses.ts';
import { type Asked, fhirDoors } from './door.ts';
import { fhirMetadata } from './metadata.ts';
import { followMoves } from './moves.ts';
import { fhirRead } from './read.ts';
import { createRecent } from './recent.ts';
import { movesIn } from './request.ts';
import type { ROUTES } from './routes.ts';

/**
 * FHIR's doors, and the routes that read back what came through them; they share the memory of
 * recent resources.
 */
export function fhirRoutes(parts: DoorParts): Answers<typeof ROUTES, 'ingest'> {
  const { runtime, samples } = parts;
  const recent = createRecent();
  const { bundle, observation } = fhirDoors(runtime, recent);
  const follow = followMoves(runtime);
  const judge = followAccesses(runtime);
  const afterwards = async (sent: Asked) => {
    // Whether accesses can be judged has no say in whether limits end.
    const parts = [() => follow(movesIn(sent), sent.from), () => judge(sent, sent.from.now)];
    await allInParallel(parts, 1, (part) => part());
  };
  const many = samples(bundle, afterwards);
  const one = samples(observation, afterwards);
  // Many clients append a slash to the base address.
  const isBase = ({ pathParameters }: HttpEvent) => (pathParameters?.['proxy'] ?? '') === '';
  const manyOrOne: HttpRoute = (event) => (isBase(event) ? many : one).answer(event);
  return {
    'POST /fhir': many,
    'POST /fhir/{proxy+}': { ...one, answer: manyOrOne },
    'PUT /fhir/{type}/{id}': one,
    'PUT /fhir/{type}': one,
    'GET /fhir/metadata': fhirMetadata(parts),
    'GET /fhir/{proxy+}': fhirRead(parts, recent),
  };
}
