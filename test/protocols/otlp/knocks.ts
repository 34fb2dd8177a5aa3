import { gzipSync } from 'node:zlib';
import type { KnockAtDoors } from '../../support/knocks.ts';
import { type Fields, requestOf } from '../../support/otlp.ts';

export const knock: KnockAtDoors = async ({ ask, now }) => {
  const nanoseconds = BigInt(now.getTime()) * 1_000_000n;
  // By the numbers of its fields: 5 a gauge, 1 its points, 3 their time in ns, 4 their value.
  const point: Fields = [
    [3, nanoseconds],
    [4, 0.5],
  ];
  const gauge: Fields = [
    [1, 'load'],
    [5, [[1, point]]],
  ];
  await ask({
    method: 'POST',
    path: '/v1/metrics',
    headers: { 'content-type': 'application/x-protobuf', 'content-encoding': 'gzip' },
    body: gzipSync(requestOf([gauge])),
  });
};
