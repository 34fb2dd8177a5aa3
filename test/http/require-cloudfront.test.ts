import { describe, expect, test } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { ENV, ORIGIN_HEADER, OWN_ENV } from '#deployment/env.ts';
import { type HttpEvent, json } from '#http/http.ts';
import { originHeaders, requireCloudFront } from '#http/require-cloudfront.ts';

const BEHIND = {
  [OWN_ENV.originSecret]: 'secret-of-the-origin',
  [ENV.publicUrl]: 'https://wardbell.hospital.example',
};

/**
 * Sends a request as the gateway delivers it, from a CloudFront address; returns the address that
 * the handler sees.
 */
function ask(env: NodeJS.ProcessEnv, headers: Readonly<Record<string, string>> = {}) {
  const handler = requireCloudFront(
    async ({ requestContext }) => json(200, { from: requestContext.http.sourceIp }),
    env,
  );
  const event = { headers, requestContext: { http: { sourceIp: '130.176.1.1' } } };
  return handler(event as unknown as HttpEvent, {} as Context);
}

describe('where nothing stands in front of the API', () => {
  test('every request is taken, from the address that the gateway saw', async () => {
    const answer = await ask({}, { 'cloudfront-viewer-address': '198.51.100.7:443' });
    expect(answer).toMatchObject({ statusCode: 200, body: '{"from":"130.176.1.1"}' });
    expect(originHeaders({})).toEqual({});
  });
});

describe('where CloudFront stands in front of the API', () => {
  test.each([
    ['198.51.100.7:46532', '198.51.100.7'],
    ['2001:db8:0:0:0:0:0:7:46532', '2001:db8:0:0:0:0:0:7'],
  ])('a request that came through it is one of the client %s', async (viewer, address) => {
    const headers = { ...originHeaders(BEHIND), 'cloudfront-viewer-address': viewer };
    const answer = await ask(BEHIND, headers);
    expect(answer).toMatchObject({ statusCode: 200, body: JSON.stringify({ from: address }) });
  });

  test.each([
    ['no secret', {}],
    ['another secret', { [ORIGIN_HEADER]: 'secret-of-another' }],
    ['half of it', { [ORIGIN_HEADER]: 'secret-of' }],
  ])('a request with %s walked around it, and is told where to go', async (_, headers) => {
    const answer = await ask(BEHIND, headers);
    expect(answer.statusCode).toBe(403);
    expect(answer.body).toContain('Send them to https://wardbell.hospital.example');
    expect(answer.body).not.toContain('secret');
  });
});
