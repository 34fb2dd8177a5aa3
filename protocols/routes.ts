/**
 * The routes of every protocol: one line for each. It has declarations only, since the stack is
 * built from them too, and must not load code that answers requests.
 */
export { ROUTES as alertmanager } from './alertmanager/routes.ts';
export { ROUTES as fhir } from './fhir/routes.ts';
export { ROUTES as healthchecks } from './healthchecks/routes.ts';
export { ROUTES as otlp } from './otlp/routes.ts';
export { ROUTES as pagerduty } from './pagerduty/routes.ts';
export { ROUTES as remoteWrite } from './remote-write/routes.ts';
export { ROUTES as samples } from './samples/routes.ts';
