import { answerRoutes } from '#api/link-pages/answer.ts';
import { problemPage } from '#api/link-pages/problem-page.ts';
import { plainRoutes } from '#api/plain/plain.ts';
import { createAuditRecorder } from '#http/audit-recorder.ts';
import { createGate } from '#http/authenticate.ts';
import type { HttpHandler } from '#http/http-handler.ts';
import type { RouteOf, Routes } from '#http/routes.ts';
import { serve } from '#http/serve.ts';
import { signedInPeople } from '#http/signed-in.ts';
import type { Runtime } from '#runtime/runtime.ts';

/**
 * Serves the links in pages, by which people answer, and the pages of the console without script,
 * which ask for nothing by themselves. Nothing else is here, so that neither consoles nor tools can
 * take the room that an answer needs.
 */
export function createAnswerHandler(runtime: Runtime): HttpHandler {
  const audit = createAuditRecorder(runtime);
  const parts = { runtime, audit, gate: createGate(runtime, signedInPeople(runtime), audit) };
  const routes: Routes<RouteOf<'answer'>> = { ...answerRoutes(parts), ...plainRoutes(parts) };
  return serve(runtime, routes, { form: { renderProblem: problemPage } });
}
