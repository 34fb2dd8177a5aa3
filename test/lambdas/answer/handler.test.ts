import { describe, expect, test } from '@jest/globals';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { ROUTES } from '#deployment/routes.ts';
import { gatewayEvent } from '#local/gateway-event.ts';
import { answerHandler } from '../../support/respond.ts';

const LINKS = ROUTES.filter(({ path }) => /^\/[ai]\//u.test(path));

describe('the function of those who answer', () => {
  test('has links, actions and pages that ask for nothing by themselves, so that nothing takes their room', () => {
    expect(LINKS.map(({ function: name }) => name)).toEqual(LINKS.map(() => 'answer'));
    const all = ROUTES.filter((route) => route.function === 'answer');
    const others = ['/v1/incidents/{id}/{action}', '/console/plain/{path+}'];
    expect(all).toEqual([...LINKS, ...all.filter(({ path }) => others.includes(path))]);
  });

  test.each(LINKS.map(({ method, path }) => [method, path] as const))(
    'shows a page that helps where a link does not work: %s %s',
    async (method, path) => {
      const handler = answerHandler({ ports: memoryPorts() });
      const url = path.replace('{token}', 'aAAAA.BBBBBBBBBBBB');
      const request = { method, url, headers: {}, body: Buffer.alloc(0), sourceIp: '::1' };
      const { event } = gatewayEvent({ ...request, id: 'r', at: 0 });
      const { statusCode, headers, body } = await handler(event, {} as never);
      expect([statusCode, headers?.['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
      expect(body).toContain('This link does not work');
    },
  );
});
