/** The route of Prometheus' remote write. */
export const ROUTES = [{ method: 'POST', path: '/api/v1/write', function: 'ingest' }] as const;
