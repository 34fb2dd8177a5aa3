import { createGate } from '#http/authenticate.ts';
import type { HttpHandler } from '#http/http-handler.ts';
import type { RouteOf, Routes } from '#http/routes.ts';
import { serve } from '#http/serve.ts';
import { alertmanagerDoor } from '#protocols/alertmanager/door.ts';
import { createDoorways } from '#protocols/door.ts';
import { fhirDoors } from '#protocols/fhir/door.ts';
import { fhirMetadata } from '#protocols/fhir/metadata.ts';
import { fhirRead } from '#protocols/fhir/read.ts';
import { createRecent } from '#protocols/fhir/recent.ts';
import { pingRoutes } from '#protocols/healthchecks/door.ts';
import { otlpDoor } from '#protocols/otlp/door.ts';
import { pagerdutyRoutes } from '#protocols/pagerduty/door.ts';
import { remoteWriteDoor } from '#protocols/remote-write/door.ts';
import { samplesDoor } from '#protocols/samples/door.ts';
import type { Runtime } from '#runtime/runtime.ts';

/**
 * Ingests samples and alerts by every protocol, and answers only once its decisions are durable.
 */
export function createIngestHandler(runtime: Runtime): HttpHandler {
  const parts = { runtime, gate: createGate(runtime) };
  const doorways = createDoorways(parts);
  const { samples, alerts } = doorways;
  const recent = createRecent();
  const fhir = fhirDoors(runtime, recent);
  const routes: Routes<RouteOf<'ingest'>> = {
    'POST /v1/samples': samples(samplesDoor(runtime.config)),
    'POST /api/v1/write': samples(remoteWriteDoor(runtime.config)),
    'POST /api/v2/alerts': alerts(alertmanagerDoor(runtime.config)),
    ...pagerdutyRoutes(runtime, doorways),
    'POST /v1/metrics': samples(otlpDoor(runtime.config)),
    'POST /fhir': samples(fhir.bundle),
    'POST /fhir/{proxy+}': samples(fhir.observation),
    'PUT /fhir/{type}/{id}': samples(fhir.observation),
    'PUT /fhir/{type}': samples(fhir.observation),
    'GET /fhir/metadata': fhirMetadata(parts),
    'GET /fhir/{proxy+}': fhirRead(parts, recent),
    ...pingRoutes(parts),
  };
  return serve(runtime, routes);
}
