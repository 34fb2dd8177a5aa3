import { describe, expect, test } from '@jest/globals';
import type { HttpEvent } from '#http/http.ts';
import { problem } from '#http/problem.ts';
import { inForm } from '#http/routes.ts';
import { serve } from '#http/serve.ts';

const refuse = async () => problem('refused', 'No.', { extra: { why: 'so' } });
const fail = async () => {
  throw new TypeError('a bug');
};
const ok = async () => ({ statusCode: 200, headers: { 'x-kept': '1' }, body: 'yes' });

const handler = serve(
  { log: () => undefined },
  {
    'GET /plain': refuse,
    'GET /ok': ok,
    ...inForm(
      {
        ownFault: 'unavailable',
        renderProblem: ({ status, detail }, { rawPath }) => ({
          statusCode: status,
          body: `${rawPath}: ${detail}`,
        }),
      },
      { 'GET /own': refuse, 'GET /own/{id}': fail },
    ),
  },
);

function ask(path: string, method = 'GET', routeKey = `${method} ${path}`) {
  const http = { method, path };
  const event = { version: '2.0', routeKey, rawPath: path, headers: {}, requestContext: { http } };
  return handler(event as unknown as HttpEvent, {} as never);
}

describe('what is wrong with a request', () => {
  test('is told in a problem document', async () => {
    const { statusCode, headers, body = '' } = await ask('/plain');
    expect([statusCode, headers?.['content-type']]).toEqual([409, 'application/problem+json']);
    expect(JSON.parse(body)).toEqual({
      type: 'urn:wardbell:problem:refused',
      title: 'This cannot be done now',
      status: 409,
      detail: 'No.',
      why: 'so',
    });
  });

  test('is told in the form of its route where that has one', async () => {
    expect(await ask('/own')).toEqual({ statusCode: 409, body: '/own: No.' });
  });

  test('is told in the same form where the fault is ours', async () => {
    const { statusCode, body } = await ask('/own/7', 'GET', 'GET /own/{id}');
    expect([statusCode, body]).toEqual([503, expect.stringMatching(/^\/own\/7: .*again in 5 s/)]);
  });

  test('is that nothing is there, where no route takes it', async () => {
    const { statusCode, body = '' } = await ask('/none');
    expect([statusCode, JSON.parse(body).detail]).toEqual([
      404,
      expect.stringMatching(/^Nothing is answered at GET \/none\. /),
    ]);
  });
});

test('HEAD is answered as GET is, without the body', async () => {
  expect(await ask('/ok', 'HEAD')).toEqual({ statusCode: 200, headers: { 'x-kept': '1' } });
});
