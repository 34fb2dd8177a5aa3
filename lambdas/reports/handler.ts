import { reportRoutes } from '#api/reports/routes.ts';
import { auditedParts } from '#http/audited-parts.ts';
import type { HttpHandler } from '#http/http-handler.ts';
import { serve } from '#http/serve.ts';
import type { Runtime } from '#runtime/runtime.ts';

/** Serves what is reckoned over weeks; it changes nothing. */
export function createReportsHandler(runtime: Runtime): HttpHandler {
  return serve(runtime, reportRoutes(auditedParts(runtime)));
}
