import { expect, test } from '@jest/globals';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { createRespondHandler } from '#lambdas/respond/handler.ts';
import { createApiKey } from '#lambdas/support/api-key.ts';
import { gatewayEvent } from '#local/gateway-event.ts';
import { alert, incident, NIGHT } from '../../support/incident.ts';
import { TEST_CONFIG } from '../../support/platform.ts';

test('a list that would not fit an answer holds the newest, and tells how many are left out', async () => {
  const ports = memoryPorts(() => NIGHT);
  const { token, key } = createApiKey('a test', ['read'], NIGHT);
  await ports.controls.putKey(key);
  for (let i = 0; i < 5_002; i++)
    await ports.incidents.save(incident([alert(`bed-${i}`)], { openedAt: NIGHT + i }), 0);
  const handler = createRespondHandler({
    ports,
    config: TEST_CONFIG,
    publicUrl: 'http://x',
    clock: () => NIGHT,
    log: () => undefined,
    measure: () => undefined,
  });
  const routed = gatewayEvent({
    method: 'GET',
    url: '/v1/incidents',
    headers: { authorization: `Bearer ${token}` },
    body: Buffer.alloc(0),
    sourceIp: '::1',
    id: 'r',
    at: NIGHT,
  });
  const { body = '' } = await handler(routed.event, {} as never);
  const { incidents, more } = JSON.parse(body);
  expect([incidents.length, incidents[0].subjects, more]).toEqual([5_000, ['bed-5001'], 2]);
  expect(body.length).toBeLessThan(4_000_000);
});
