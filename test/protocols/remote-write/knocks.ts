import type { KnockAtDoors } from '../../support/knocks.ts';
import { compress, messageV1 } from '../../support/remote-write.ts';

export const knock: KnockAtDoors = async ({ ask, now }) => {
  const labels = [
    ['__name__', 'up'],
    ['instance', 'db-1'],
  ] as const;
  const samples = [{ value: 1, at: now.getTime() }];
  await ask({
    method: 'POST',
    path: '/api/v1/write',
    headers: { 'content-type': 'application/x-protobuf', 'content-encoding': 'snappy' },
    body: compress(messageV1([{ labels, samples }])),
  });
};
