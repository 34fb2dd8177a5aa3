import type { HeartbeatPing, PingOutcome } from '#core/evaluation/heartbeat/apply-pings.ts';
import type { HttpEvent, HttpResponse, HttpRoute } from '#http/http.ts';
import type { Problem } from '#http/problem.ts';
import { type Answers, inForm, type RouteDependencies } from '#http/routes.ts';
import { ingestPing } from '#usecases/ingest-ping.ts';
import { logPendingTransitions } from '../log-pending-transitions.ts';
import { decodePing, hashUuid, isUuid } from './decode.ts';
import type { ROUTES } from './routes.ts';

/**
 * The door of Healthchecks' pings, by any method. A UUID is the secret of one heartbeat and needs
 * no key; a slug follows the API key. The body is not read, since a job's output may name a
 * patient.
 */
export function pingDoors({ runtime, gate }: RouteDependencies): Answers<typeof ROUTES, 'ingest'> {
  const { ports, config, clock } = runtime;
  const take = ingestPing(ports, config);
  const known = Object.values(config.heartbeats);
  const byHash = new Map(known.map(({ id, uuidHash }) => [uuidHash, id]));
  const receive = async (event: HttpEvent): Promise<HttpResponse> => {
    const request = { path: pathOf(event), query: event.queryStringParameters ?? {} };
    const decoded = decodePing(request, (hash) => byHash.get(hash));
    if (decoded.kind === 'wrong') {
      return text(400, decoded.text);
    }
    if (decoded.kind === 'unknown') {
      return text(404, NOT_FOUND);
    }
    const taken = await take(decoded.sent, clock());
    logPendingTransitions(runtime, taken);
    return answer(taken.outcome, decoded.sent);
  };
  const secretOf = async (event: HttpEvent) => byHash.get(hashUuid(pathOf(event)[0] ?? ''));
  const byUuid = gate.withSecret(secretOf, receive);
  const byKey = gate.withKey('samples', receive, (event) => pathOf(event)[0] ?? '');
  const ping: HttpRoute = (event) =>
    isUuid(pathOf(event)[0] ?? '') ? byUuid(event) : byKey(event);
  return inForm(
    { renderProblem, ownFault: 'unavailable' },
    { 'GET /ping/{proxy+}': ping, 'POST /ping/{proxy+}': ping },
  );
}

const NOT_FOUND = 'not found';

/**
 * Returns the parts of the path after `/ping/`. A trailing slash, which Healthchecks allows after a
 * UUID, or a double slash is ignored: nobody reads the errors of many jobs.
 */
function pathOf({ pathParameters }: HttpEvent): readonly string[] {
  return (pathParameters?.['proxy'] ?? '').split('/').filter((part) => part !== '');
}

function answer(outcome: PingOutcome, { heartbeat, create }: HeartbeatPing): HttpResponse {
  switch (outcome) {
    case 'taken':
      return text(200, 'OK');
    case 'created':
      return text(201, 'Created');
    case 'unknown':
      return text(
        404,
        create
          ? `${NOT_FOUND}: the config has no heartbeat_defaults, so pings create nothing; name ${heartbeat} in heartbeats`
          : NOT_FOUND,
      );
    case 'full':
      return text(
        403,
        `pings have created too many heartbeats; name ${heartbeat} in the config, or forget others: npx --no-install wardbell heartbeats list`,
      );
  }
}

/** As in Healthchecks, an invalid key is answered like an unknown heartbeat. */
function renderProblem({ kind, status, detail, headers }: Problem): HttpResponse {
  if (kind === 'unauthenticated') {
    return text(404, NOT_FOUND);
  }
  const { 'retry-after': after } = headers;
  return text(status, detail, { ...(after !== undefined && { 'retry-after': after }) });
}

function text(
  statusCode: number,
  body: string,
  more: Readonly<Record<string, string | number | boolean>> = {},
): HttpResponse {
  const headers = {
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    'access-control-allow-origin': '*',
    // How much of a body Healthchecks keeps. Clients that ask for it send no more.
    'ping-body-limit': '10000',
    ...more,
  };
  return { statusCode, headers, body };
}
