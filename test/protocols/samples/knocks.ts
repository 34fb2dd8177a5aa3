import type { KnockAtDoors } from '../../support/knocks.ts';

export const knock: KnockAtDoors = async ({ ask, now }) => {
  const sample = { subject: 'bed-knock', metric: 'spo2', value: 97, time: now.toISOString() };
  await ask({ method: 'POST', path: '/v1/samples', body: { samples: [sample] } });
};
