/** The routes of the FHIR doors. */
export const ROUTES = [
  { method: 'POST', path: '/fhir', function: 'ingest' },
  // Greedy, because clients post a Bundle to `/fhir/`, and no route may end with a slash.
  { method: 'POST', path: '/fhir/{proxy+}', function: 'ingest' },
  { method: 'PUT', path: '/fhir/{type}/{id}', function: 'ingest' },
  // `PUT Observation?identifier=…`: a conditional update.
  { method: 'PUT', path: '/fhir/{type}', function: 'ingest' },
  { method: 'GET', path: '/fhir/metadata', function: 'ingest' },
  { method: 'GET', path: '/fhir/{proxy+}', function: 'ingest' },
] as const;
