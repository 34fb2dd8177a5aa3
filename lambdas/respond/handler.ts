import { coverSilence } from '#usecases/silence-cover.ts';
import { ELSEWHERE } from '../resources.ts';
import { createGate } from '../support/authenticate.ts';
import { headAsGet } from '../support/head-as-get.ts';
import type { HttpRoute } from '../support/http.ts';
import { type HttpHandler, httpHandler } from '../support/http-handler.ts';
import { router } from '../support/router.ts';
import type { RouteOf, Routes } from '../support/routes.ts';
import type { Runtime } from '../support/runtime.ts';
import { faultsAsJsonStrings } from './alertmanager/faults-as-json-strings.ts';
import { faultsAsPages } from './pages/faults-as-pages.ts';
import { actionRoutes } from './routes/actions.ts';
import { alertmanagerAlertRoutes } from './routes/alertmanager-alerts.ts';
import { alertmanagerSilenceRoutes } from './routes/alertmanager-silences.ts';
import { alertmanagerStatusRoutes } from './routes/alertmanager-status.ts';
import { answerRoutes } from './routes/answer.ts';
import { elsewhere } from './routes/elsewhere.ts';
import { healthRoutes } from './routes/health.ts';
import { heartbeatRoutes } from './routes/heartbeats.ts';
import { incidentRoutes } from './routes/incidents.ts';
import { keyRoutes } from './routes/keys.ts';
import { listSubjectsRoutes } from './routes/list-subjects.ts';
import { metricsRoutes } from './routes/metrics.ts';
import { oncallRoutes } from './routes/oncall.ts';
import { overrideRoutes } from './routes/overrides.ts';
import { showSubjectRoutes } from './routes/show-subject.ts';
import { silenceRoutes } from './routes/silences.ts';
import { subjectRoutes } from './routes/subjects.ts';
import { unreadRoutes } from './routes/unread.ts';

/**
 * Serves people: acknowledge links, the API of the console and the command line, health, and
 * whoever is lost.
 */
export function createRespondHandler(runtime: Runtime): HttpHandler {
  const parts = { runtime, gate: createGate(runtime) };
  const cover = coverSilence(runtime.ports, runtime.config);
  const routes: Routes<RouteOf<'respond'>> = {
    ...answerRoutes(parts),
    ...healthRoutes(parts),
    ...metricsRoutes(parts),
    ...incidentRoutes(parts),
    ...actionRoutes(parts),
    ...oncallRoutes(parts),
    ...silenceRoutes(parts, cover),
    ...overrideRoutes(parts),
    ...keyRoutes(parts),
    ...subjectRoutes(parts),
    ...listSubjectsRoutes(parts),
    ...showSubjectRoutes(parts),
    ...unreadRoutes(parts),
    ...heartbeatRoutes(parts),
    ...alertmanagerAlertRoutes(parts, cover),
    ...alertmanagerSilenceRoutes(parts, cover),
    ...alertmanagerStatusRoutes(parts),
  };
  const [declared, otherwise] = [router(routes), elsewhere(parts)];
  const route: HttpRoute = (event) =>
    event.routeKey === ELSEWHERE.key ? otherwise(event) : declared(event);
  return headAsGet(faultsAsJsonStrings(faultsAsPages(httpHandler(runtime, route))));
}
