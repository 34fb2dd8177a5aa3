import type { KnockAtDoors } from '../../support/knocks.ts';

/** At the heartbeat `backup`, which the config names. */
export const knock: KnockAtDoors = async ({ ask, key }) => {
  const ping = (method: string, path: string, body?: string) =>
    ask({
      method,
      path: `/ping/${key}/backup${path}`,
      withoutHeader: true,
      ...(body !== undefined && { body, headers: { 'content-type': 'text/plain' } }),
    });
  await ping('HEAD', '');
  await ping('GET', '/start/');
  await ping('POST', '/0', 'copied');
};
