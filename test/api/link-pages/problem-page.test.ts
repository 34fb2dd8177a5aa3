import { expect, test } from '@jest/globals';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { observePorts } from '#adapters/memory/observe-ports.ts';
import { gatewayEvent } from '#local/gateway-event.ts';
import { linkPath } from '#usecases/sign-link.ts';
import { NIGHT } from '../../support/incident.ts';
import { answerHandler, apiHandler } from '../../support/respond.ts';

const TARGET = { kind: 'page', incident: '0123456789abcdef-1', page: 'AAAAAAA' } as const;

/** Asks a platform whose incidents cannot be read. */
async function ask(method: string, url: string, requests = 1) {
  const ports = observePorts(memoryPorts(), (operation, call) =>
    operation === 'incidents.load'
      ? Promise.reject(Object.assign(new Error('busy'), { name: 'ThrottlingException' }))
      : call(),
  );
  const path = url === '' ? await linkPath(ports.links, TARGET) : url;
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const body = Buffer.from(method === 'POST' ? 'action=acknowledge&form=x.y' : '');
  const request = { method, url: path, headers, body, sourceIp: '::1', id: 'r', at: NIGHT };
  const routed = gatewayEvent(request);
  const handler = (routed.function === 'answer' ? answerHandler : apiHandler)({ ports });
  for (let i = 1; i < requests; i++) {
    await handler(routed.event, {} as never);
  }
  return handler(routed.event, {} as never);
}

test.each([
  ['opened while the store is busy', 'GET', 503, 1],
  ['answered while the store is busy', 'POST', 503, 1],
  ['opened far too often', 'GET', 429, 101],
])('a link %s gives a page that says to try again', async (_, method, status, requests) => {
  const { statusCode, headers, body } = await ask(method, '', requests);
  expect([statusCode, headers?.['content-type']]).toEqual([status, 'text/html; charset=utf-8']);
  expect(headers?.['retry-after']).toMatch(/^\d+$/);
  expect(body).toContain('Open this page again');
  // The same button can be pressed again.
  const again = /<form method="post">.*value="acknowledge".*value="x\.y".*Try again<\/button>/s;
  if (method === 'POST') {
    expect(body).toMatch(again);
  } else {
    expect(body).not.toContain('<form');
  }
});

test('a tool gets a problem document', async () => {
  const { headers } = await ask('GET', '/v1/incidents');
  expect(headers?.['content-type']).toBe('application/problem+json');
});
