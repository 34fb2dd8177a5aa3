import { elsewhere } from '#api/link-pages/elsewhere.ts';
import { problemPage } from '#api/link-pages/problem-page.ts';
import { apiRoutes } from '#api/routes.ts';
import { auditedParts } from '#http/audited-parts.ts';
import type { HttpHandler } from '#http/http-handler.ts';
import { type RouteOf, type Routes, routesOf } from '#http/routes.ts';
import { serve } from '#http/serve.ts';
import * as VIEWS from '#protocols/views.ts';
import type { Runtime } from '#runtime/runtime.ts';
import { previewSilence } from '#usecases/silence-preview.ts';

/**
 * Serves people: the API of the console and the command line, health, and a helpful page for
 * unknown addresses.
 */
export function createRespondHandler(runtime: Runtime): HttpHandler {
  const parts = auditedParts(runtime);
  const cover = previewSilence(runtime.ports, runtime.config);
  const routes: Routes<RouteOf<'respond'>> = {
    ...apiRoutes(parts, cover),
    ...routesOf(VIEWS, { ...parts, cover }),
  };
  const form = { renderProblem: problemPage };
  return serve(runtime, routes, { otherwise: elsewhere(parts), form });
}
