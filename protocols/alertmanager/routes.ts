/**
 * The routes of Alertmanager's API: ingest serves senders of alerts, and respond serves clients
 * that read.
 */
export const ROUTES = [
  { method: 'POST', path: '/api/v2/alerts', function: 'ingest' },
  { method: 'GET', path: '/api/v2/alerts', function: 'respond' },
  { method: 'GET', path: '/api/v2/alerts/groups', function: 'respond' },
  { method: 'GET', path: '/api/v2/silences', function: 'respond' },
  { method: 'POST', path: '/api/v2/silences', function: 'respond', audit: 'silence.set' },
  { method: 'GET', path: '/api/v2/silence/{id}', function: 'respond' },
  { method: 'DELETE', path: '/api/v2/silence/{id}', function: 'respond', audit: 'silence.end' },
  { method: 'GET', path: '/api/v2/status', function: 'respond' },
  { method: 'GET', path: '/api/v2/receivers', function: 'respond' },
  { method: 'GET', path: '/-/healthy', function: 'respond' },
  { method: 'GET', path: '/-/ready', function: 'respond' },
] as const;
