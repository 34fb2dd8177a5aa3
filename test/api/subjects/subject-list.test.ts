import { describe, expect, test } from '@jest/globals';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { createApiKey } from '#http/api-key.ts';
import { gatewayEvent } from '#local/gateway-event.ts';
import { subject } from '../../adapters/sample-states.ts';
import { NIGHT } from '../../support/incident.ts';
import { apiHandler } from '../../support/respond.ts';

/** Returns a handler on a store with so many beds, asked with a key that may read. */
async function reader(beds: number) {
  const ports = memoryPorts(() => NIGHT);
  const { token, key } = createApiKey('a test', ['read'], NIGHT);
  await ports.controls.putKey(key);
  for (let bed = 0; bed < beds; bed++) {
    await ports.subjects.save(subject(`bed-${bed}`), 0);
  }
  const handler = apiHandler({ ports });
  return async (query: string) => {
    const headers = { authorization: `Bearer ${token}` };
    const from = { headers, body: Buffer.alloc(0), sourceIp: '::1', id: 'r', at: NIGHT };
    const { event } = gatewayEvent({ method: 'GET', url: `/v1/subjects?${query}`, ...from });
    return JSON.parse((await handler(event, {} as never)).body ?? '');
  };
}

describe('the list of subjects', () => {
  test('holds each once, and says where it goes on until there is no more', async () => {
    const ask = await reader(2_300);
    const found: string[] = [];
    let next: string | undefined = '';
    while (next !== undefined) {
      const part: { subjects: { subject: string }[]; next?: string } = await ask(`after=${next}`);
      expect(part.subjects.length).toBeLessThanOrEqual(1_000);
      found.push(...part.subjects.map((one) => one.subject));
      next = part.next;
    }
    expect([found.length, new Set(found).size]).toEqual([2_300, 2_300]);
  });

  test('of a service that is not there is refused with what there is', async () => {
    const ask = await reader(1);
    const answer = await ask('service=icuu');
    expect(answer).toMatchObject({ type: 'urn:wardbell:problem:unknown_name', status: 400 });
    expect(answer.detail).toMatch(/There is no service "icuu"/);
  });
});
