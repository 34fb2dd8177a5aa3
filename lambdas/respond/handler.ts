import httpRouter, { type Method } from '@middy/http-router';
import type { Context } from 'aws-lambda';
import { createGate } from '../support/authenticate.ts';
import type { HttpEvent, HttpResponse, HttpRoute } from '../support/http.ts';
import { type HttpHandler, httpHandler } from '../support/http-handler.ts';
import { problem } from '../support/problem.ts';
import type { Runtime } from '../support/runtime.ts';
import { actionRoutes } from './routes/actions.ts';
import { answerRoutes } from './routes/answer.ts';
import { healthRoutes } from './routes/health.ts';
import { incidentRoutes } from './routes/incidents.ts';
import { keyRoutes } from './routes/keys.ts';
import { oncallRoutes } from './routes/oncall.ts';
import { overrideRoutes } from './routes/overrides.ts';
import { silenceRoutes } from './routes/silences.ts';
import { subjectRoutes } from './routes/subjects.ts';
import type { RespondRoute, Routes } from './routes/table.ts';

/** Serves people: acknowledge links, the API of the console and the command line, health. */
export function createRespondHandler(runtime: Runtime): HttpHandler {
  const parts = { runtime, gate: createGate(runtime) };
  const routes: Routes<RespondRoute> = {
    ...answerRoutes(parts),
    ...healthRoutes(parts),
    ...incidentRoutes(parts),
    ...actionRoutes(parts),
    ...oncallRoutes(parts),
    ...silenceRoutes(parts),
    ...overrideRoutes(parts),
    ...keyRoutes(parts),
    ...subjectRoutes(parts),
  };
  return httpHandler(runtime, router(routes));
}

function router(routes: Routes<RespondRoute>): HttpRoute {
  const table = Object.entries(routes).map(([name, handler]) => {
    const [method = '', path = ''] = name.split(' ');
    return { method: method as Method, path, handler };
  });
  const notFoundResponse = ({ method, path }: { method: string; path: string }) =>
    problem('not_found', `Nothing is answered at ${method} ${path}.`);
  const route = httpRouter<HttpEvent, HttpResponse>({ routes: table, notFoundResponse });
  return async (event) => route(event, {} as Context);
}
