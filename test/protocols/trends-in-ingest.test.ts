import { describe, expect, test } from '@jest/globals';
import { DAY } from '#core/time/instant.ts';
import { gatewayEvent } from '#local/gateway-event.ts';
import { hospital } from '../support/config.ts';
import { NIGHT } from '../support/incident.ts';
import { type MemoryIngest, memoryIngest } from '../support/memory-ingest.ts';

const TRENDS = hospital({ config: { trends: { keep: DAY } } });

async function post(
  { handler, token }: MemoryIngest,
  ...values: readonly number[]
): Promise<number | undefined> {
  const samples = values.map((value) => ({ subject: 'bed-1', metric: 'spo2', value }));
  const { event } = gatewayEvent({
    ...{ method: 'POST', url: '/v1/samples', sourceIp: '::1', id: 'r', at: NIGHT },
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify({ samples })),
  });
  const { statusCode } = await handler(event, {} as never);
  return statusCode;
}

/** The calls that write, in their order. */
const writes = ({ calls }: MemoryIngest) => calls.filter((call) => /save|send|append/u.test(call));

/** A breach: the decision, the message, and that it was handed over. */
const PAGING = ['subjects.save', 'incidentQueue.send', 'subjects.save'];

describe('a breach', () => {
  test('has its point written last, after all that pages somebody', async () => {
    const ingest = await memoryIngest({ config: TRENDS });
    expect(await post(ingest, 80)).toBe(200);
    expect(writes(ingest).slice(0, 3)).toEqual(PAGING);
    expect(writes(ingest).slice(3)).toContain('trends.append');
  });

  test.each(['trends.append', 'trends.stored'])(
    'pages somebody and is answered 200 though %s fails',
    async (operation) => {
      const fault = new Error('throttled');
      const ingest = await memoryIngest({ config: TRENDS, fault, failing: [operation] });
      expect(await post(ingest, 97)).toBe(200);
      expect(await post(ingest, 80)).toBe(200);
      const paging = writes(ingest).filter((call) => /^(subjects|incidentQueue)/u.test(call));
      expect(paging).toEqual(expect.arrayContaining(PAGING));
      expect(ingest.measured).toContainEqual({ trendPointsLost: 1 });
    },
  );
});

test('a fault of a sender, which pages too, is on record before points are written', async () => {
  const plausible = [{ metric: 'spo2', matchers: [], range: { from: 0, to: 100 } }];
  const config = { ...TRENDS, plausible };
  const ingest = await memoryIngest({ config });
  expect(await post(ingest, 97, 180)).toBe(200);
  expect(ingest.measured).toContainEqual({ senderFaults: 1 });
  expect(writes(ingest).at(-1)).toBe('trends.append');
});

test('without trends in the config neither a subject that is well nor a breach has points', async () => {
  const ingest = await memoryIngest();
  expect([await post(ingest, 97), await post(ingest, 80)]).toEqual([200, 200]);
  expect(ingest.calls.filter((call) => call.startsWith('trends.'))).toEqual([]);
});
