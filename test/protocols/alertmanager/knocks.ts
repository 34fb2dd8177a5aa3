import type { KnockAtDoors } from '../../support/knocks.ts';

export const knock: KnockAtDoors = async ({ ask, now }) => {
  const labels = { alertname: 'DiskFull', instance: 'db-1' };
  const resolved = [{ labels, endsAt: now.toISOString() }];
  await ask({ method: 'POST', path: '/api/v2/alerts', body: resolved });
  const silence = {
    matchers: [{ name: 'alertname', value: 'DiskFull', isRegex: false }],
    startsAt: now.toISOString(),
    endsAt: new Date(now.getTime() + 60_000).toISOString(),
    createdBy: 'bo',
    comment: 'moved',
  };
  const { silenceID } = await ask({ method: 'POST', path: '/api/v2/silences', body: silence });
  for (const path of ['alerts', 'alerts/groups', 'silences', 'status', 'receivers']) {
    await ask({ method: 'GET', path: `/api/v2/${path}` });
  }
  await ask({ method: 'GET', path: `/api/v2/silence/${silenceID}` });
  await ask({ method: 'DELETE', path: `/api/v2/silence/${silenceID}` });
  await ask({ method: 'GET', path: '/-/healthy', withoutHeader: true });
  await ask({ method: 'GET', path: '/-/ready', withoutHeader: true });
};
