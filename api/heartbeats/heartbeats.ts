import { formatDuration } from '#core/time/duration.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { unknownFilter } from '#http/filters.ts';
import { json } from '#http/http.ts';
import { pageOf, readPage } from '#http/paging.ts';
import { isProblem, problem } from '#http/problem.ts';
import { requestActor } from '#http/request-actor.ts';
import type { RouteDependencies, Routes } from '#http/routes.ts';
import { forgetHeartbeat } from '#usecases/forget-heartbeat.ts';
import { type ListedHeartbeat, listHeartbeats } from '#usecases/list-heartbeats.ts';
import type { HeartbeatView } from './heartbeats.contract.ts';
import { HEARTBEAT_PAGES } from './heartbeats.requests.ts';

/** The routes that list heartbeats with their status, and delete one that nobody sends any more. */
export function heartbeatRoutes({
  runtime: { ports, config, clock },
  gate,
}: RouteDependencies): Routes<'GET /v1/heartbeats' | 'DELETE /v1/heartbeats/{id}'> {
  const list = listHeartbeats(ports, config);
  const forget = forgetHeartbeat(ports, config);
  return {
    'GET /v1/heartbeats': gate.withRight('read', async ({ queryStringParameters: query = {} }) => {
      const page = readPage(HEARTBEAT_PAGES, query);
      if (typeof page === 'string') {
        return problem('invalid', page);
      }
      const { service, status } = query;
      const found = (await list(clock()))
        .filter(({ heartbeat }) => service === undefined || heartbeat.service === service)
        .filter((one) => status === undefined || one.status.status === status);
      const known = { service: Object.keys(config.services) };
      const unknown = found.length === 0 ? unknownFilter(query, known) : undefined;
      if (unknown !== undefined) {
        return problem('unknown_name', unknown);
      }
      const placeOf = ({ heartbeat }: ListedHeartbeat) => [heartbeat.id];
      const { views, next } = pageOf(found, page, { placeOf, view });
      return json(200, { heartbeats: views, ...next });
    }),
    'DELETE /v1/heartbeats/{id}': gate.withRight('lead', async (event, caller) => {
      const id = event.pathParameters?.['id'] ?? '';
      const who = requestActor(event.queryStringParameters?.['by'], caller, config);
      if (isProblem(who)) {
        return who;
      }
      const outcome = await forget(id, who, clock());
      return outcome === 'unknown'
        ? problem(
            'not_found',
            `No heartbeat "${id}" is watched: it was never heard, or is forgotten.`,
          )
        : json(200, { heartbeat: id });
    }),
  };
}

function view({ heartbeat, status }: ListedHeartbeat): HeartbeatView {
  const { id, title, service, severity, expected, grace, created = false } = heartbeat;
  const known = { heartbeat: id, status: status.status, title, service, severity, created };
  const timing = {
    ...(expected.kind === 'every'
      ? { period: formatDuration(expected.period) }
      : { cron: expected.expression, timeZone: expected.timeZone }),
    grace: formatDuration(grace),
  };
  if (status.status === 'new') {
    return { ...known, ...timing };
  }
  const { pingedAt, expectedAt, missingAt, succeededAt, startedAt, took } = status;
  return {
    ...known,
    ...timing,
    pingedAt: isoTime(pingedAt),
    expectedAt: isoTime(expectedAt),
    missingAt: isoTime(missingAt),
    ...(succeededAt !== undefined && { succeededAt: isoTime(succeededAt) }),
    ...(startedAt !== undefined && { startedAt: isoTime(startedAt) }),
    ...(took !== undefined && { tookSeconds: took / 1_000 }),
  };
}
