import { expect, test } from '@jest/globals';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { observePorts } from '#adapters/memory/observe-ports.ts';
import { createClockHandler } from '#lambdas/clock/handler.ts';
import type { LogLine } from '#lambdas/support/log.ts';
import { TEST_CONFIG } from '../../support/platform.ts';

test('a tick that fails is logged and reported to whoever called, so that a monitor sees it', async () => {
  const logged: LogLine[] = [];
  const ports = observePorts(memoryPorts(), (operation, call) =>
    operation === 'pages.dueBefore' ? Promise.reject(new Error('the store is away')) : call(),
  );
  const handler = createClockHandler({
    ports,
    config: TEST_CONFIG,
    publicUrl: 'http://x',
    clock: () => 0,
    log: (line) => logged.push(line),
  });
  await expect(handler({})).rejects.toThrow('the store is away');
  expect(logged).toMatchObject([{ level: 'error', message: 'a tick failed' }]);
});
