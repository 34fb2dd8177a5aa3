import { describe, expect, test } from '@jest/globals';
import { gatewayEvent, type ReadRequest } from '#local/gateway-event.ts';

function request(more: Partial<ReadRequest>): ReadRequest {
  const base = { method: 'POST', url: '/v1/samples', headers: {}, body: Buffer.alloc(0) };
  return { ...base, sourceIp: '127.0.0.1', id: 'r-1', at: 0, ...more };
}

describe('a body is passed on', () => {
  const body = Buffer.from('{"å":1}');
  test.each([
    ['JSON as text', { 'content-type': 'application/json' }, false],
    ['JSON with a charset as text', { 'content-type': 'application/json; charset=utf-8' }, false],
    ['text as text', { 'content-type': 'text/plain' }, false],
    ['a form in base64', { 'content-type': 'application/x-www-form-urlencoded' }, true],
    ['protobuf in base64', { 'content-type': 'application/x-protobuf' }, true],
    ['no type in base64', {}, true],
    [
      'what is compressed in base64',
      { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      true,
    ],
  ])('%s', (_, headers, isBase64Encoded) => {
    const event = gatewayEvent(request({ headers, body })).event;
    expect(event.isBase64Encoded).toBe(isBase64Encoded);
    expect(Buffer.from(event.body ?? '', isBase64Encoded ? 'base64' : 'utf8')).toEqual(body);
  });

  test('as absent if there is none', () => {
    expect(gatewayEvent(request({})).event).not.toHaveProperty('body');
  });
});

test('cookies are a list of their own, and no header', () => {
  const { event } = gatewayEvent(request({ headers: { cookie: 'a=1; b="x=2";c', host: 'h' } }));
  expect(event.cookies).toEqual(['a=1', 'b="x=2"', 'c']);
  expect(event.headers).toEqual({ host: 'h' });
  expect(gatewayEvent(request({})).event).not.toHaveProperty('cookies');
});

describe('where a request goes', () => {
  test('to the function of its route, with the parts of its path decoded', () => {
    const routed = gatewayEvent(request({ url: '/v1/subjects/ward%204%2Fbed/retire?x=1&x=2&y=' }));
    expect(routed.function).toBe('respond');
    expect(routed.event).toMatchObject({
      routeKey: 'POST /v1/subjects/{subject}/retire',
      rawQueryString: 'x=1&x=2&y=',
      queryStringParameters: { x: '1,2', y: '' },
      pathParameters: { subject: 'ward 4/bed' },
      requestContext: { http: { method: 'POST', sourceIp: '127.0.0.1' } },
    });
  });

  test.each(['', 'Observation', 'a/b'])('to a route that takes all below it: /fhir/%s', (rest) => {
    const routed = gatewayEvent(request({ url: `/fhir/${rest}` }));
    expect(routed.event).toMatchObject({
      routeKey: 'POST /fhir/{proxy+}',
      pathParameters: { proxy: rest },
    });
  });

  test('to the route of GET where only the head is asked for', () => {
    const routed = gatewayEvent(request({ method: 'HEAD', url: '/a/x' }));
    expect(routed.function).toBe('answer');
    expect(routed.event).toMatchObject({
      routeKey: 'HEAD /a/{token}',
      pathParameters: { token: 'x' },
    });
  });

  test.each([
    ['another method', { method: 'PUT' }],
    ['a path below', { url: '/metrics/x' }],
    ['percent signs that encode nothing', { url: '/v1/subjects/%E0%A4%A/retire' }],
    ['the bare address', { method: 'GET', url: '/' }],
  ])('to the function for people with %s, by no route', (_, more) => {
    const { function: name, event } = gatewayEvent(request(more));
    expect([name, event.routeKey, event.requestContext.routeKey, event.pathParameters]).toEqual([
      'respond',
      '$default',
      '$default',
      undefined,
    ]);
  });
});
