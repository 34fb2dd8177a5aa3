import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { ELSEWHERE, ROUTES } from '#deployment/routes.ts';
import { createApiKey } from '#http/api-key.ts';
import type { HttpEvent } from '#http/http.ts';
import { ASKED } from '#http/unknown-query.ts';
import { createConsoleHandler } from '#lambdas/console/handler.ts';
import { createContactsHandler } from '#lambdas/contacts/handler.ts';
import { createIngestHandler } from '#lambdas/ingest/handler.ts';
import { createRespondHandler } from '#lambdas/respond/handler.ts';
import { clientTypes } from '../../../tools/openapi/client-types.ts';
import { OPERATIONS } from '../../../tools/openapi/contracts.ts';
import { openapi } from '../../../tools/openapi/document.ts';
import { apiPage } from '../../../tools/openapi/markdown.ts';
import { NIGHT } from '../../support/incident.ts';
import { TEST_CONFIG } from '../../support/platform.ts';

describe('the document of the API', () => {
  test('is up to date: npm run openapi', () => {
    const file = new URL('../../../schema/openapi.json', import.meta.url);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(openapi())));
  });

  test('is what the client is made of: npm run openapi', () => {
    const file = new URL('../../../api/client/operations.ts', import.meta.url);
    expect(readFileSync(file, 'utf8')).toBe(clientTypes());
  });

  test('is what docs/api.md says: npm run openapi', () => {
    const page = readFileSync(new URL('../../../docs/api.md', import.meta.url), 'utf8');
    expect(page).toBe(apiPage(openapi()));
  });

  test('describes every route but those of the console, which are for browsers', () => {
    const routes = ROUTES.filter((one) => one.function !== 'console').map(
      ({ method, path }) => `${method} ${path}`,
    );
    expect(new Set(OPERATIONS.map(({ route }) => route))).toEqual(new Set(routes));
  });

  test('gives each operation an id and an address of its own', () => {
    const ids = OPERATIONS.map(({ operation }) => operation.operationId);
    const places = OPERATIONS.map(
      ({ method, path }) => `${method} ${path.replace(/\{\w+\}/g, '{}')}`,
    );
    expect([new Set(ids).size, new Set(places).size]).toEqual([ids.length, places.length]);
  });

  test.each(Object.entries(ASKED))('names what %s takes behind the ?', (route, asked) => {
    for (const one of OPERATIONS.filter((described) => described.route === route)) {
      expect(new Set(Object.keys(one.operation.query ?? {}))).toEqual(new Set(asked));
    }
  });
});

describe('an operation', () => {
  const ports = memoryPorts(() => NIGHT);
  const runtime = {
    ports,
    config: TEST_CONFIG,
    publicUrl: 'http://x',
    clock: () => NIGHT,
    log: () => undefined,
    measure: () => undefined,
  };
  const handlers = {
    ingest: createIngestHandler(runtime),
    respond: createRespondHandler(runtime),
    contacts: createContactsHandler(runtime, {} as never),
    console: createConsoleHandler(runtime, { files: () => [] }),
  };
  const ask = async (route: string, headers: Record<string, string>) => {
    const [method = '', path = ''] = route.split(' ');
    const { function: name } =
      ROUTES.find((one) => one.method === method && one.path === path) ?? ELSEWHERE;
    const http = { method, path, sourceIp: '10.0.0.1' };
    const event = {
      version: '2.0',
      routeKey: route,
      rawPath: path,
      rawQueryString: '',
      headers,
      requestContext: { requestId: 'r', http },
    };
    const { statusCode } = await handlers[name](event as unknown as HttpEvent, {} as never);
    return statusCode;
  };
  const KEYED = OPERATIONS.flatMap(({ route, operation: { operationId, access } }) =>
    typeof access === 'object' ? [[operationId, route, access.key] as const] : [],
  );

  test.each(KEYED)('%s asks for the key that its description names', async (_, route, scope) => {
    const others = (['samples', 'read', 'respond'] as const).filter((one) => one !== scope);
    const mine = createApiKey('mine', [scope], NIGHT);
    const other = createApiKey('another', others, NIGHT);
    await ports.controls.putKey(mine.key);
    await ports.controls.putKey(other.key);
    const withKey = (token: string) => ask(route, { authorization: `Bearer ${token}` });
    expect([await ask(route, {}), await withKey(other.token)]).toEqual([401, 403]);
    expect([401, 403]).not.toContain(await withKey(mine.token));
  });
});
