/** The routes of PagerDuty's Events API and Change Events API. */
export const ROUTES = [
  { method: 'POST', path: '/v2/enqueue', function: 'ingest' },
  { method: 'POST', path: '/v2/change/enqueue', function: 'ingest' },
  { method: 'POST', path: '/generic/2010-04-15/create_event.json', function: 'ingest' },
] as const;
