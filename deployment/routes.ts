/**
 * Routes, declared once for the deployed stack and for the platform on one
 * machine. No imports.
 */

/** The function of each route. `{name}` is one segment of the path. */
export const ROUTES = [
  { method: 'POST', path: '/v1/samples', function: 'ingest' },
  { method: 'POST', path: '/api/v1/write', function: 'ingest' },
  { method: 'POST', path: '/v1/metrics', function: 'ingest' },
  { method: 'POST', path: '/api/v2/alerts', function: 'ingest' },
  { method: 'POST', path: '/v2/enqueue', function: 'ingest' },
  { method: 'POST', path: '/v2/change/enqueue', function: 'ingest' },
  { method: 'POST', path: '/generic/2010-04-15/create_event.json', function: 'ingest' },
  { method: 'POST', path: '/fhir', function: 'ingest' },
  // Greedy, because clients post a Bundle to `/fhir/`, and no route may end with a slash.
  { method: 'POST', path: '/fhir/{proxy+}', function: 'ingest' },
  { method: 'PUT', path: '/fhir/{type}/{id}', function: 'ingest' },
  // `PUT Observation?identifier=…`: a conditional update.
  { method: 'PUT', path: '/fhir/{type}', function: 'ingest' },
  { method: 'GET', path: '/fhir/metadata', function: 'ingest' },
  { method: 'GET', path: '/fhir/{proxy+}', function: 'ingest' },
  // Greedy, because jobs end their addresses with a slash, and no route may.
  { method: 'GET', path: '/ping/{proxy+}', function: 'ingest' },
  { method: 'POST', path: '/ping/{proxy+}', function: 'ingest' },
  { method: 'GET', path: '/a/{token}', function: 'respond' },
  { method: 'POST', path: '/a/{token}', function: 'respond' },
  { method: 'GET', path: '/i/{token}', function: 'respond' },
  { method: 'POST', path: '/i/{token}', function: 'respond' },
  { method: 'GET', path: '/v1/health', function: 'respond' },
  { method: 'GET', path: '/metrics', function: 'respond' },
  { method: 'GET', path: '/v1/version', function: 'respond' },
  { method: 'GET', path: '/v1/incidents', function: 'respond' },
  { method: 'GET', path: '/v1/incidents/{id}', function: 'respond' },
  { method: 'POST', path: '/v1/incidents/{id}/{action}', function: 'respond' },
  { method: 'GET', path: '/v1/oncall', function: 'respond' },
  { method: 'GET', path: '/v1/heartbeats', function: 'respond' },
  { method: 'DELETE', path: '/v1/heartbeats/{id}', function: 'respond' },
  { method: 'GET', path: '/v1/silences', function: 'respond' },
  { method: 'POST', path: '/v1/silences', function: 'respond' },
  { method: 'DELETE', path: '/v1/silences/{id}', function: 'respond' },
  { method: 'GET', path: '/v1/overrides', function: 'respond' },
  { method: 'POST', path: '/v1/overrides', function: 'respond' },
  { method: 'DELETE', path: '/v1/overrides/{id}', function: 'respond' },
  { method: 'GET', path: '/v1/keys', function: 'respond' },
  { method: 'POST', path: '/v1/keys', function: 'respond' },
  { method: 'DELETE', path: '/v1/keys/{id}', function: 'respond' },
  { method: 'GET', path: '/v1/subjects', function: 'respond' },
  { method: 'GET', path: '/v1/subjects/{subject}', function: 'respond' },
  { method: 'POST', path: '/v1/subjects/{subject}/retire', function: 'respond' },
  { method: 'GET', path: '/v1/unread', function: 'respond' },
  { method: 'GET', path: '/api/v2/alerts', function: 'respond' },
  { method: 'GET', path: '/api/v2/alerts/groups', function: 'respond' },
  { method: 'GET', path: '/api/v2/silences', function: 'respond' },
  { method: 'POST', path: '/api/v2/silences', function: 'respond' },
  { method: 'GET', path: '/api/v2/silence/{id}', function: 'respond' },
  { method: 'DELETE', path: '/api/v2/silence/{id}', function: 'respond' },
  { method: 'GET', path: '/api/v2/status', function: 'respond' },
  { method: 'GET', path: '/api/v2/receivers', function: 'respond' },
  { method: 'GET', path: '/-/healthy', function: 'respond' },
  { method: 'GET', path: '/-/ready', function: 'respond' },
  { method: 'GET', path: '/v1/contacts', function: 'contacts' },
  { method: 'POST', path: '/v1/contacts', function: 'contacts' },
  { method: 'POST', path: '/v1/contacts/confirm', function: 'contacts' },
  { method: 'POST', path: '/v1/contacts/test', function: 'contacts' },
  { method: 'DELETE', path: '/v1/contacts/{id}', function: 'contacts' },
] as const;

/**
 * API Gateway's name for the default route, which takes every request that no other route takes.
 */
export const ELSEWHERE = { key: '$default', function: 'respond' } as const;

/** A route as it is served. */
export interface ServedRoute {
  readonly method: string;
  readonly path: string;
  readonly function: (typeof ROUTES)[number]['function'];
}

/** The links of pages and of lists. */
const LINK = /^\/[ai]\//;

/**
 * Whether HEAD has its own route beside GET: for links, which mail scanners open, and for routes of
 * another function. Elsewhere the default route (`ELSEWHERE`) takes HEAD, which saves some of the
 * 500 resources that a stack may have.
 */
function hasOwnHead({ method, path, function: name }: ServedRoute): boolean {
  return method === 'GET' && (name !== ELSEWHERE.function || LINK.test(path));
}

/**
 * The routes as they are served: every GET route also answers HEAD (RFC 9110, 9.3.2), which mail
 * scanners, monitors and previews use.
 */
export const SERVED_ROUTES: readonly ServedRoute[] = [
  ...ROUTES,
  ...ROUTES.filter(hasOwnHead).map((got) => ({ ...got, method: 'HEAD' })),
];
