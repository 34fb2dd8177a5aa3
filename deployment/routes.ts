import * as PROTOCOLS from '#protocols/routes.ts';

/** Our own routes, and the function of each. `{name}` is one segment of the path. */
const OWN = [
  { method: 'GET', path: '/a/{token}', function: 'answer' },
  { method: 'POST', path: '/a/{token}', function: 'answer' },
  { method: 'GET', path: '/i/{token}', function: 'answer' },
  { method: 'POST', path: '/i/{token}', function: 'answer' },
  { method: 'GET', path: '/v1/health', function: 'respond' },
  { method: 'GET', path: '/v1/openapi.json', function: 'respond' },
  { method: 'GET', path: '/metrics', function: 'respond' },
  { method: 'GET', path: '/v1/version', function: 'respond' },
  { method: 'GET', path: '/v1/me', function: 'respond' },
  { method: 'GET', path: '/v1/checks', function: 'respond' },
  { method: 'GET', path: '/v1/config', function: 'respond' },
  { method: 'GET', path: '/v1/incidents', function: 'respond' },
  { method: 'GET', path: '/v1/incidents/{id}', function: 'respond', audit: 'incident.look' },
  {
    method: 'POST',
    path: '/v1/incidents/{id}/{action}',
    function: 'answer',
    audit: 'incident.{action}',
  },
  { method: 'GET', path: '/v1/pages', function: 'respond' },
  { method: 'GET', path: '/v1/reports/burden', function: 'reports' },
  { method: 'GET', path: '/v1/reports/response', function: 'reports' },
  { method: 'GET', path: '/v1/reports/on-call', function: 'reports' },
  { method: 'GET', path: '/v1/reports/slos', function: 'reports' },
  { method: 'GET', path: '/v1/reports/calendar.ics', function: 'reports' },
  { method: 'GET', path: '/v1/oncall', function: 'respond' },
  { method: 'POST', path: '/v1/oncall/note', function: 'respond', audit: 'hand-off.note' },
  { method: 'GET', path: '/v1/oncall/services', function: 'respond' },
  { method: 'GET', path: '/v1/turns', function: 'respond' },
  { method: 'GET', path: '/v1/heartbeats', function: 'respond' },
  { method: 'DELETE', path: '/v1/heartbeats/{id}', function: 'respond', audit: 'heartbeat.forget' },
  { method: 'GET', path: '/v1/slos', function: 'reports' },
  { method: 'GET', path: '/v1/slos/{slo}', function: 'reports' },
  { method: 'GET', path: '/v1/silences', function: 'respond' },
  { method: 'GET', path: '/v1/silences/preview', function: 'respond' },
  { method: 'POST', path: '/v1/silences', function: 'respond', audit: 'silence.set' },
  { method: 'DELETE', path: '/v1/silences/{id}', function: 'respond', audit: 'silence.end' },
  { method: 'GET', path: '/v1/overrides', function: 'respond' },
  { method: 'GET', path: '/v1/overrides/preview', function: 'respond' },
  { method: 'POST', path: '/v1/overrides', function: 'respond', audit: 'override.set' },
  { method: 'DELETE', path: '/v1/overrides/{id}', function: 'respond', audit: 'override.end' },
  { method: 'GET', path: '/v1/absences', function: 'respond' },
  { method: 'POST', path: '/v1/absences', function: 'respond', audit: 'absence.set' },
  { method: 'POST', path: '/v1/absences/end', function: 'respond', audit: 'absence.end' },
  { method: 'GET', path: '/v1/exchanges', function: 'respond' },
  { method: 'POST', path: '/v1/exchanges', function: 'respond', audit: 'exchange.ask' },
  { method: 'POST', path: '/v1/exchanges/accept', function: 'respond', audit: 'exchange.accept' },
  { method: 'POST', path: '/v1/exchanges/decline', function: 'respond', audit: 'exchange.decline' },
  {
    method: 'POST',
    path: '/v1/exchanges/withdraw',
    function: 'respond',
    audit: 'exchange.withdraw',
  },
  { method: 'GET', path: '/v1/calendars', function: 'respond' },
  { method: 'POST', path: '/v1/calendars', function: 'respond', audit: 'calendar.make' },
  { method: 'POST', path: '/v1/calendars/revoke', function: 'respond', audit: 'calendar.revoke' },
  { method: 'GET', path: '/v1/limits', function: 'respond' },
  { method: 'POST', path: '/v1/limits', function: 'respond', audit: 'limit.set' },
  { method: 'POST', path: '/v1/limits/end', function: 'respond', audit: 'limit.end' },
  { method: 'GET', path: '/v1/keys', function: 'respond' },
  { method: 'POST', path: '/v1/keys', function: 'respond', audit: 'key.make' },
  { method: 'DELETE', path: '/v1/keys/{id}', function: 'respond', audit: 'key.revoke' },
  { method: 'GET', path: '/v1/audit', function: 'respond', audit: 'audit.look' },
  { method: 'GET', path: '/v1/subjects', function: 'respond' },
  { method: 'GET', path: '/v1/subjects/{subject}', function: 'respond', audit: 'subject.look' },
  {
    method: 'GET',
    path: '/v1/subjects/{subject}/trends',
    function: 'respond',
    audit: 'subject.look',
  },
  {
    method: 'POST',
    path: '/v1/subjects/{subject}/retire',
    function: 'respond',
    audit: 'subject.retire',
  },
  {
    method: 'PUT',
    path: '/v1/subjects/{subject}/occupancy',
    function: 'respond',
    audit: 'subject.occupancy',
  },
  { method: 'GET', path: '/v1/unread', function: 'respond' },
  { method: 'POST', path: '/v1/pseudonyms', function: 'respond', audit: 'subject.look' },
  { method: 'GET', path: '/v1/contacts', function: 'contacts' },
  { method: 'POST', path: '/v1/contacts', function: 'contacts', audit: 'contact.add' },
  { method: 'POST', path: '/v1/contacts/confirm', function: 'contacts', audit: 'contact.confirm' },
  { method: 'POST', path: '/v1/contacts/test', function: 'contacts', audit: 'contact.test' },
  { method: 'GET', path: '/v1/contacts/{id}/removal', function: 'contacts' },
  { method: 'DELETE', path: '/v1/contacts/{id}', function: 'contacts', audit: 'contact.remove' },
  // The console without script, of the function by which people answer.
  { method: 'GET', path: '/console/plain/{path+}', function: 'answer' },
  { method: 'POST', path: '/console/plain/{path+}', function: 'answer' },
  // One greedy route for all that the console consists of: each route is a resource of the stack.
  { method: 'GET', path: '/console/{path+}', function: 'console' },
  { method: 'POST', path: '/console/{path+}', function: 'console' },
] as const;

/** Every route and its function: those of the protocols, and our own. */
export const ROUTES = [
  ...Object.values(PROTOCOLS).flat(),
  ...OWN,
] satisfies readonly RouteDeclaration[];

/**
 * API Gateway's name for the default route, which takes every request that no other route takes.
 */
export const ELSEWHERE = { key: '$default', function: 'respond' } as const;

/** A route as it is declared, and as it is served. */
export interface RouteDeclaration {
  readonly method: string;
  readonly path: string;
  readonly function: 'ingest' | 'answer' | 'respond' | 'reports' | 'contacts' | 'console';
  /**
   * The action of its entries in the audit trail, as `core/audit/actions.ts` names it; `{action}`
   * is that part of the path. A look is recorded before it is answered, a change before it is made.
   * @default nothing is recorded
   */
  readonly audit?: string;
}

/** The paths of the routes that serve several declared ones of one function together. */
const GATHERED: readonly Pick<RouteDeclaration, 'path' | 'function'>[] = [
  { path: '/v1/reports/{proxy+}', function: 'reports' },
  { path: '/v1/{proxy+}', function: ELSEWHERE.function },
];

/** What a flood of other requests must not hold up. */
const OF_ITS_OWN = ['/v1/health', '/v1/openapi.json'];

/**
 * The route by which a declared one is served: together with others of its method, if it is a fixed
 * address of our own API. Each route is a resource, of which a stack may have 500, and a throttle
 * of its own. What has a name in its path stays by itself, as API Gateway takes the name apart.
 */
function servedBy(route: RouteDeclaration): RouteDeclaration {
  const { method, path, function: name } = route;
  const shared = GATHERED.find(
    (one) => one.function === name && path.startsWith(one.path.replace('{proxy+}', '')),
  );
  return shared && !path.includes('{') && !OF_ITS_OWN.includes(path)
    ? { method, ...shared }
    : route;
}

/**
 * Whether HEAD has its own route beside GET: for routes of another function than the one that the
 * default route (`ELSEWHERE`) leads to. For the others it takes HEAD.
 */
function hasOwnHead({ method, function: name }: RouteDeclaration): boolean {
  return method === 'GET' && name !== ELSEWHERE.function;
}

/**
 * The routes as they are served: every GET route also answers HEAD (RFC 9110, 9.3.2), which mail
 * scanners, monitors and previews use.
 */
export const SERVED_ROUTES: readonly RouteDeclaration[] = [
  ...new Map(
    ROUTES.map(servedBy)
      .flatMap((route) => (hasOwnHead(route) ? [route, { ...route, method: 'HEAD' }] : [route]))
      .map((route) => [`${route.method} ${route.path}`, route]),
  ).values(),
];

/** Whether a route of the gateway, by its name there, serves several declared ones. */
export function servesSeveral(routeKey: string): boolean {
  return GATHERED.some(({ path }) => routeKey.endsWith(` ${path}`));
}
