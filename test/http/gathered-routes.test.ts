import { describe, expect, test } from '@jest/globals';
import { ELSEWHERE, ROUTES, SERVED_ROUTES } from '#deployment/routes.ts';
import { asDeclared } from '#http/gathered-routes.ts';
import type { HttpEvent } from '#http/http.ts';
import { serve } from '#http/serve.ts';
import { gatewayEvent } from '#local/gateway-event.ts';

const REQUEST = { headers: {}, body: Buffer.alloc(0), sourceIp: '::1', id: 'r', at: 0 };

const gatewaySees = (method: string, url: string) =>
  gatewayEvent({ ...REQUEST, method, url }).event;

/** What the handler of a function sees of a request. */
async function functionSees(method: string, url: string): Promise<HttpEvent> {
  let seen: HttpEvent | undefined;
  const handler = asDeclared(async (event) => {
    seen = event;
    return {};
  });
  await handler(gatewaySees(method, url), {} as never);
  return seen as HttpEvent;
}

const served = SERVED_ROUTES.map(({ method, path }) => `${method} ${path}`);
const GATHERED_ROUTES = ROUTES.map(({ method, path }) => `${method} ${path}`).filter(
  (route) => !served.includes(route),
);

describe('routes of fixed addresses', () => {
  test.each(GATHERED_ROUTES)(
    'are one to the gateway and their own to a function: %s',
    async (route) => {
      const [method = '', path = ''] = route.split(' ');
      expect(gatewaySees(method, path).routeKey).toMatch(/ \/v1(\/reports)?\/\{proxy\+\}$/);
      const { routeKey, requestContext, ...event } = await functionSees(method, path);
      expect([routeKey, requestContext.routeKey]).toEqual([route, route]);
      expect(event).not.toHaveProperty('pathParameters');
    },
  );

  test('are at least a dozen, and none by which somebody answers, or that has a name in it', () => {
    expect(GATHERED_ROUTES.length).toBeGreaterThan(12);
    expect(GATHERED_ROUTES.filter((route) => /\{|health|openapi|contacts/.test(route))).toEqual([]);
  });

  test('lead to the function that answers them', () => {
    for (const { method, path, function: name } of ROUTES) {
      const by = gatewayEvent({ ...REQUEST, method, url: path.replaceAll(/[{}+]/g, '') }).function;
      expect([path, by]).toEqual([path, name]);
    }
  });

  test('take nothing from those that stand by themselves', async () => {
    for (const [method, path, route] of [
      ['POST', '/v1/incidents/x-1/ack', 'POST /v1/incidents/{id}/{action}'],
      ['GET', '/v1/subjects/Patient%2F1', 'GET /v1/subjects/{subject}'],
      ['GET', '/v1/contacts', 'GET /v1/contacts'],
      ['POST', '/v1/samples', 'POST /v1/samples'],
      ['GET', '/v1/health', 'GET /v1/health'],
    ] as const) {
      expect((await functionSees(method, path)).routeKey).toBe(route);
    }
  });

  test.each([
    ['GET', '/v1/nothing'],
    ['GET', '/v1/reports/nothing'],
    ['HEAD', '/v1/reports/nothing'],
    ['GET', '/v1/subjects/a/b'],
    ['POST', '/v1/version'],
  ])('leave what is none of them to the default route: %s %s', async (method, path) => {
    expect((await functionSees(method, path)).routeKey).toBe(ELSEWHERE.key);
  });

  test('answer HEAD as the function that answers GET', async () => {
    const asked = { ...REQUEST, method: 'HEAD', url: '/v1/reports/burden' };
    expect(gatewayEvent(asked).function).toBe('reports');
    expect((await functionSees('HEAD', '/v1/reports/burden')).routeKey).toBe(
      'HEAD /v1/reports/burden',
    );
  });
});

describe('a function that has no such route', () => {
  test('says which methods are taken there', async () => {
    const answer = await serve({ log: () => undefined }, {})(
      gatewaySees('DELETE', '/v1/reports/burden'),
      {} as never,
    );
    expect(answer).toMatchObject({ statusCode: 405, headers: { allow: 'GET, HEAD' } });
  });
});
