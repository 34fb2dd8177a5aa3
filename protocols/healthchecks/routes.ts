/** The routes of Healthchecks' pings. */
export const ROUTES = [
  // Greedy, because jobs end their addresses with a slash, and no route may.
  { method: 'GET', path: '/ping/{proxy+}', function: 'ingest' },
  { method: 'POST', path: '/ping/{proxy+}', function: 'ingest' },
] as const;
