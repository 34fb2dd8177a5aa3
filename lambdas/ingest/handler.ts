import { createGate } from '../support/authenticate.ts';
import { headAsGet } from '../support/head-as-get.ts';
import type { HttpHandler } from '../support/http-handler.ts';
import { router } from '../support/router.ts';
import type { RouteOf, Routes } from '../support/routes.ts';
import type { Runtime } from '../support/runtime.ts';
import { createDoorways } from './door.ts';
import { alertmanagerDoor } from './doors/alertmanager.ts';
import { fhirDoors } from './doors/fhir.ts';
import { fhirMetadata } from './doors/fhir-metadata.ts';
import { fhirRead } from './doors/fhir-read.ts';
import { createRecent } from './doors/fhir-recent.ts';
import { otlpDoor } from './doors/otlp.ts';
import { pagerdutyRoutes } from './doors/pagerduty.ts';
import { pingRoutes } from './doors/ping.ts';
import { remoteWriteDoor } from './doors/remote-write.ts';
import { samplesDoor } from './doors/samples.ts';

/**
 * Takes samples in by every protocol, and answers only when what was decided on them is durable.
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
  return headAsGet(router(routes));
}
