import type { HttpHandler } from '../support/http-handler.ts';
import { router } from '../support/router.ts';
import type { RouteOf, Routes } from '../support/routes.ts';
import type { Runtime } from '../support/runtime.ts';
import { createDoorway } from './door.ts';
import { remoteWriteDoor } from './doors/remote-write.ts';
import { samplesDoor } from './doors/samples.ts';

/** Takes samples in by every protocol, and answers only when what was decided on them is durable. */
export function createIngestHandler(runtime: Runtime): HttpHandler {
  const open = createDoorway(runtime);
  const routes: Routes<RouteOf<'ingest'>> = {
    'POST /v1/samples': open(samplesDoor),
    'POST /api/v1/write': open(remoteWriteDoor(runtime.config)),
  };
  return router(routes);
}
