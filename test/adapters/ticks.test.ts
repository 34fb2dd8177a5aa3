import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from '@jest/globals';
import { sqsTicks } from '#adapters/sqs/ticks.ts';
import { SECOND } from '#core/time/instant.ts';
import { NIGHT } from '../support/incident.ts';

test('a look is waited for a second, all tries together, where the queue does not answer', async () => {
  const silent = createServer(() => {});
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new SQSClient({ region: 'us-east-1', credentials, endpoint });
  const began = performance.now();
  const looks = [{ kind: 'pages', at: NIGHT + SECOND }] as const;
  await expect(sqsTicks(client, `${endpoint}/ticks`).look(looks, NIGHT)).rejects.toThrow('aborted');
  expect(performance.now() - began).toBeLessThan(3 * SECOND);
  client.destroy();
  silent.closeAllConnections();
  silent.close();
});
