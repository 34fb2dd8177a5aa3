import { auditRoutes } from '#api/audit/audit.ts';
import { heartbeatRoutes } from '#api/heartbeats/heartbeats.ts';
import { actionRoutes } from '#api/incidents/actions.ts';
import { incidentRoutes } from '#api/incidents/incidents.ts';
import { keyRoutes } from '#api/keys/keys.ts';
import { elsewhere } from '#api/link-pages/elsewhere.ts';
import { problemPage } from '#api/link-pages/problem-page.ts';
import { oncallRoutes } from '#api/oncall/oncall.ts';
import { overridePreviewRoutes } from '#api/oncall/override-preview.ts';
import { overrideRoutes } from '#api/oncall/overrides.ts';
import { serviceDutyRoutes } from '#api/oncall/services.ts';
import { turnRoutes } from '#api/oncall/turns.ts';
import { pageRoutes } from '#api/pages/pages.ts';
import { checkRoutes } from '#api/platform/checks.ts';
import { configRoutes } from '#api/platform/config.ts';
import { healthRoutes } from '#api/platform/health.ts';
import { meRoutes } from '#api/platform/me.ts';
import { metricsRoutes } from '#api/platform/metrics.ts';
import { openapiRoutes } from '#api/platform/openapi.ts';
import { versionRoutes } from '#api/platform/version.ts';
import { previewRoutes } from '#api/silences/preview-route.ts';
import { silenceRoutes } from '#api/silences/silences.ts';
import { listSubjectsRoutes } from '#api/subjects/list-subjects.ts';
import { subjectRoutes } from '#api/subjects/retire-subject.ts';
import { showSubjectRoutes } from '#api/subjects/show-subject.ts';
import { trendRoutes } from '#api/subjects/show-trend.ts';
import { unreadRoutes } from '#api/subjects/unread.ts';
import { createAuditRecorder } from '#http/audit-recorder.ts';
import { createGate } from '#http/authenticate.ts';
import type { HttpHandler } from '#http/http-handler.ts';
import { type RouteOf, type Routes, routesOf } from '#http/routes.ts';
import { serve } from '#http/serve.ts';
import { signedInPeople } from '#http/signed-in.ts';
import * as VIEWS from '#protocols/views.ts';
import type { Runtime } from '#runtime/runtime.ts';
import { previewSilence } from '#usecases/silence-preview.ts';

/**
 * Serves people: the API of the console and the command line, health, and a helpful page for
 * unknown addresses.
 */
export function createRespondHandler(runtime: Runtime): HttpHandler {
  const audit = createAuditRecorder(runtime);
  const parts = { runtime, audit, gate: createGate(runtime, signedInPeople(runtime), audit) };
  const cover = previewSilence(runtime.ports, runtime.config);
  const routes: Routes<RouteOf<'respond'>> = {
    ...healthRoutes(parts),
    ...metricsRoutes(parts),
    ...versionRoutes(parts),
    ...meRoutes(parts),
    ...checkRoutes(parts),
    ...configRoutes(parts),
    ...openapiRoutes(parts),
    ...incidentRoutes(parts),
    ...actionRoutes(parts),
    ...pageRoutes(parts),
    ...oncallRoutes(parts),
    ...serviceDutyRoutes(parts),
    ...turnRoutes(parts),
    ...silenceRoutes(parts, cover),
    ...previewRoutes(parts, cover),
    ...overrideRoutes(parts),
    ...overridePreviewRoutes(parts),
    ...keyRoutes(parts),
    ...auditRoutes(parts),
    ...subjectRoutes(parts),
    ...listSubjectsRoutes(parts),
    ...showSubjectRoutes(parts),
    ...trendRoutes(parts),
    ...unreadRoutes(parts),
    ...heartbeatRoutes(parts),
    ...routesOf(VIEWS, { ...parts, cover }),
  };
  const form = { renderProblem: problemPage };
  return serve(runtime, routes, { otherwise: elsewhere(parts), form });
}
