import { bundle, entry, type Resource, spo2 } from '../../support/fhir.ts';
import type { KnockAtDoors } from '../../support/knocks.ts';

export const knock: KnockAtDoors = async ({ ask, now }) => {
  const headers = { 'content-type': 'application/fhir+json' };
  const send = (method: string, path: string, body: object) => ask({ method, path, headers, body });
  const measured = (value: number, more: Resource = {}) =>
    spo2(value, { effectiveDateTime: now.toISOString(), ...more });
  await ask({ method: 'GET', path: '/fhir/metadata', withoutHeader: true });
  await send('POST', '/fhir/Observation', measured(97));
  // Clients put a slash behind the base address, and some do not.
  for (const path of ['/fhir', '/fhir/']) {
    await send('POST', path, bundle('transaction', entry(measured(96))));
  }
  await send('PUT', '/fhir/Observation/1', measured(97, { id: '1' }));
  const identifier = [{ system: 'urn:x', value: '1' }];
  const search = '/fhir/Observation?identifier=urn%3Ax%7C1';
  await send('PUT', search, measured(97, { identifier }));
  await ask({ method: 'GET', path: search });
};
