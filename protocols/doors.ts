/**
 * The handlers of every protocol's routes in ingest: one line for each. Without one a route of
 * `routes.ts` has no handler, and ingest does not compile.
 */
export { alertmanagerDoors as alertmanager } from './alertmanager/door.ts';
export { fhirRoutes as fhir } from './fhir/doors.ts';
export { pingDoors as healthchecks } from './healthchecks/door.ts';
export { otlpDoors as otlp } from './otlp/door.ts';
export { pagerdutyDoors as pagerduty } from './pagerduty/door.ts';
export { remoteWriteDoors as remoteWrite } from './remote-write/door.ts';
export { samplesDoors as samples } from './samples/door.ts';
