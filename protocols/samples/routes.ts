/** The routes of our own way in for samples. */
export const ROUTES = [{ method: 'POST', path: '/v1/samples', function: 'ingest' }] as const;
