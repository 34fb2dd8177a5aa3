/** The route of OpenTelemetry's metrics. */
export const ROUTES = [{ method: 'POST', path: '/v1/metrics', function: 'ingest' }] as const;
