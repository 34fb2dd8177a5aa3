import { expect, test } from '@jest/globals';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { observePorts } from '#adapters/memory/observe-ports.ts';
import { MINUTE } from '#core/time/instant.ts';
import { createCoverageRecorder } from '#protocols/record-coverage.ts';
import type { LogLine } from '#runtime/log.ts';
import { hospital } from '../support/config.ts';
import { START } from '../support/world.ts';

test('a note that the store does not take is logged and fails nothing, and is not tried at once', async () => {
  const logged: LogLine[] = [];
  let asked = 0;
  const ports = observePorts(memoryPorts(), () => {
    asked += 1;
    return Promise.reject(new Error('away'));
  });
  const log = (line: LogLine) => void logged.push(line);
  const note = createCoverageRecorder({ ports, config: hospital(), log });
  const sent = { heardMetrics: new Set(['spo2']), unreadSamples: [] };
  for (const after of [0, 1_000, MINUTE - 1]) {
    await note(sent, START + after);
  }
  expect([asked, logged.length]).toEqual([1, 1]);
  expect(logged).toMatchObject([{ level: 'error', message: 'what is sent could not be noted' }]);
  await note(sent, START + MINUTE);
  expect(asked).toBe(2);
});
