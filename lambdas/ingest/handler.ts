import { createGate } from '#http/authenticate.ts';
import type { HttpHandler } from '#http/http-handler.ts';
import { type RouteOf, type Routes, routesOf } from '#http/routes.ts';
import { serve } from '#http/serve.ts';
import { allocateYoung } from '#protocols/allocate-young.ts';
import { createDoorParts } from '#protocols/door.ts';
import * as DOORS from '#protocols/doors.ts';
import type { Runtime } from '#runtime/runtime.ts';

/**
 * Ingests samples and alerts by every protocol, and answers only once its decisions are durable.
 */
export function createIngestHandler(runtime: Runtime): HttpHandler {
  allocateYoung();
  const parts = createDoorParts({ runtime, gate: createGate(runtime) });
  const routes: Routes<RouteOf<'ingest'>> = routesOf(DOORS, parts);
  return serve(runtime, routes);
}
