import { actionRoutes } from '#api/incidents/actions.ts';
import { answerRoutes } from '#api/link-pages/answer.ts';
import { problemPage } from '#api/link-pages/problem-page.ts';
import { plainRoutes } from '#api/plain/plain.ts';
import { auditedParts } from '#http/audited-parts.ts';
import type { HttpHandler } from '#http/http-handler.ts';
import type { RouteOf, Routes } from '#http/routes.ts';
import { serve } from '#http/serve.ts';
import type { Runtime } from '#runtime/runtime.ts';

/**
 * Serves those who answer: by the links in pages, from the pages of the console without script, and
 * by the API. What consoles and tools ask again and again is elsewhere, so that it cannot take the
 * room that an answer needs.
 */
export function createAnswerHandler(runtime: Runtime): HttpHandler {
  const parts = auditedParts(runtime);
  const routes: Routes<RouteOf<'answer'>> = {
    ...answerRoutes(parts),
    ...actionRoutes(parts),
    ...plainRoutes(parts),
  };
  return serve(runtime, routes, { form: { renderProblem: problemPage } });
}
