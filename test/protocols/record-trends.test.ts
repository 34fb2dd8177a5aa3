import { describe, expect, test } from '@jest/globals';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { observePorts } from '#adapters/memory/observe-ports.ts';
import { DAY, SECOND } from '#core/time/instant.ts';
import { createTrendRecorder } from '#protocols/record-trends.ts';
import type { LogLine } from '#runtime/log.ts';
import type { Measured } from '#runtime/measure.ts';
import { hospital } from '../support/config.ts';
import { START } from '../support/world.ts';

const config = hospital({ config: { trends: { keep: DAY } } });
const judged = ['bed-1', 'bed-2'].map((subject) => ({
  subject,
  samples: [{ subject, metric: 'spo2', value: 97, at: START, labels: {} }],
  unwell: new Set<string>(),
}));

/** Records two points with a store that fails at some of its calls. */
function given(failing: readonly string[]) {
  const logged: LogLine[] = [];
  const measured: Measured[] = [];
  const ports = observePorts(memoryPorts(), async (operation, call) => {
    if (failing.includes(operation)) {
      throw new Error('away');
    }
    return call();
  });
  const log = (line: LogLine) => void logged.push(line);
  const measure = (values: Measured) => void measured.push(values);
  return { logged, measured, record: createTrendRecorder({ ports, config, log, measure }) };
}

describe.each(['trends.stored', 'trends.append'])('a failure of %s', (operation) => {
  test('fails nothing, is logged once a request and counted by points', async () => {
    const { logged, measured, record } = given([operation]);
    await record(judged, START);
    const message = 'points of trends could not be stored';
    expect(logged).toMatchObject([{ level: 'error', message, lost: 2, error: { name: 'Error' } }]);
    await record(judged, START + SECOND);
    expect(logged).toHaveLength(2);
    expect(measured).toEqual([{ trendPointsLost: 2 }, { trendPointsLost: 2 }]);
  });
});

test('where all is stored nothing is logged or counted', async () => {
  const { logged, measured, record } = given([]);
  await record(judged, START);
  expect([logged, measured]).toEqual([[], []]);
});
