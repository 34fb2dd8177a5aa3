import { describe, expect, test } from '@jest/globals';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { observePorts } from '#adapters/memory/observe-ports.ts';
import { DAY, MINUTE, SECOND } from '#core/time/instant.ts';
import { createTrendRecorder } from '#protocols/record-trends.ts';
import type { LogLine } from '#runtime/log.ts';
import type { Measured } from '#runtime/measure.ts';
import { NEW_SERIES_PER_SENDER } from '#usecases/slot-marks.ts';
import { hospital } from '../support/config.ts';
import { START } from '../support/world.ts';

const config = hospital({ config: { trends: { keep: DAY } } });
const judged = ['bed-1', 'bed-2'].map((subject) => ({
  subject,
  samples: [{ subject, metric: 'spo2', value: 97, at: START, labels: {} }],
  unwell: new Set<string>(),
}));

const by = (now: number) => ({ sender: 'k-1', now });

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
  test('fails nothing, is counted by points, and logged once a minute', async () => {
    const { logged, measured, record } = given([operation]);
    await record(judged, by(START));
    const message = 'points of trends could not be stored';
    expect(logged).toMatchObject([{ level: 'error', message, lost: 2, error: { name: 'Error' } }]);
    await record(judged, by(START + SECOND));
    expect(logged).toHaveLength(1);
    expect(measured).toEqual([{ trendPointsLost: 2 }, { trendPointsLost: 2 }]);
    await record(judged, by(START + MINUTE));
    expect(logged).toHaveLength(2);
  });
});

test('where all is stored nothing is logged or counted', async () => {
  const { logged, measured, record } = given([]);
  await record(judged, by(START));
  expect([logged, measured]).toEqual([[], []]);
});

test('a sender of ever new series is named by its key in the log once a minute, and what is left out is counted', async () => {
  const { logged, measured, record } = given([]);
  const [
    {
      samples: [one],
    } = { samples: [] },
  ] = judged;
  const many = Array.from({ length: NEW_SERIES_PER_SENDER + 3 }, (_, i) => {
    return { ...(one ?? fail()), labels: { run: String(i) } };
  });
  await record([{ subject: 'bed-1', samples: many, unwell: new Set() }], by(START));
  expect(logged).toMatchObject([{ level: 'info', key: 'k-1', crowdedOut: 3 }]);
  await record(judged, by(START + SECOND));
  expect(logged).toHaveLength(1);
  expect(measured).toEqual([{ trendPointsLost: 3 }, { trendPointsLost: 2 }]);
});

function fail(): never {
  throw new Error('there must be one');
}
