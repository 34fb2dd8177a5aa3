import { expect, test } from '@jest/globals';
import type { Trend } from '#api/client/index.ts';
import { columnsOf } from '#console/trend/columns.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 28, 12, minute)).toISOString();
const RULE = { rule: 'r', title: 'R', severity: 'error', limit: '', phase: 'healthy' } as const;

function trend(points: readonly (readonly [number, number | '+Inf'])[]): Trend {
  return {
    ...{ subject: 'bed-1', metric: 'spo2', labels: {}, from: at(0), to: at(60) },
    ...{ keptSeconds: 86_400, everySeconds: 300 },
    rules: [
      { ...RULE, below: 88 },
      { ...RULE, below: 80, above: 100 },
    ],
    points: points.map(([minute, value]) => ({ at: at(minute), value })),
  };
}

/** The first and the last moment carry the limits and no value. */
const valuesOf = (points: Parameters<typeof trend>[0]) => columnsOf(trend(points))[1]?.slice(1, -1);

test('a line runs through points that are as far apart as they are kept', () => {
  expect(
    valuesOf([
      [1, 97],
      [8, 96],
      [9, 90],
      [18, 95],
    ]),
  ).toEqual([97, 96, 90, 95]);
});

test('a line has a gap where none was kept, and where a value is infinite', () => {
  expect(
    valuesOf([
      [1, 97],
      [12, 96],
      [13, '+Inf'],
      [14, 95],
    ]),
  ).toEqual([97, null, 96, null, 95]);
});

test('each limit runs from the first moment to the last', () => {
  const [seconds = [], , ...limits] = columnsOf(
    trend([
      [1, 97],
      [2, 96],
    ]),
  );
  expect([seconds[0], seconds.at(-1)]).toEqual([Date.parse(at(0)) / 1e3, Date.parse(at(60)) / 1e3]);
  expect(limits).toEqual([88, 80, 100].map((limit) => [limit, null, null, limit]));
});
