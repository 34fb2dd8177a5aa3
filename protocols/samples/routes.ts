/** The routes of our own protocol for samples. */
export const ROUTES = [{ method: 'POST', path: '/v1/samples', function: 'ingest' }] as const;
