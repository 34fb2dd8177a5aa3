import type { Incident } from '#core/incident/incident.ts';

/**
 * Returns the incident after checking that its group key is the requested one, and not merely one
 * with the same hash. The error names no group key, since errors are logged and a key may name a
 * patient.
 */
export function assertGroupKey<Found extends Incident>(incident: Found, groupKey: string): Found {
  if (incident.groupKey === groupKey) {
    return incident;
  }
  throw new Error(
    `Two group keys have the same hash: incident ${incident.id} of service ${incident.service} belongs to another than the one asked for. ` +
      'Rename a service or change its group_by, so that their keys differ.',
  );
}
