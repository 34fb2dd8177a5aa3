/**
 * What answers the routes of every protocol in ingest: a line for each, without which a route of
 * `routes.ts` has no answer, and ingest does not compile.
 */
export { alertmanagerDoors as alertmanager } from './alertmanager/door.ts';
export { fhirRoutes as fhir } from './fhir/doors.ts';
export { pingDoors as healthchecks } from './healthchecks/door.ts';
export { otlpDoors as otlp } from './otlp/door.ts';
export { pagerdutyDoors as pagerduty } from './pagerduty/door.ts';
export { remoteWriteDoors as remoteWrite } from './remote-write/door.ts';
export { samplesDoors as samples } from './samples/door.ts';
