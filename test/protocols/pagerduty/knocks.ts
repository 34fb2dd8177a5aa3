import type { KnockAtDoors } from '../../support/knocks.ts';

export const knock: KnockAtDoors = async ({ ask, key }) => {
  const post = (path: string, body: object) =>
    ask({ method: 'POST', path, body, withoutHeader: true });
  const event = { routing_key: key, event_action: 'resolve', dedup_key: 'disk' };
  await post('/v2/enqueue', event);
  await post('/v2/enqueue', { ...event, event_action: 'acknowledge' });
  await post('/generic/2010-04-15/create_event.json', {
    service_key: key,
    event_type: 'resolve',
    incident_key: 'disk',
  });
  await post('/v2/change/enqueue', { routing_key: key, payload: { summary: 'deploy' } });
};
