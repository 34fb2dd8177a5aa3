import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { ROUTES } from '#deployment/routes.ts';
import { ASKED } from '#http/unknown-query.ts';
import { clientTypes } from '../../../tools/openapi/client-types.ts';
import { OPERATIONS } from '../../../tools/openapi/contracts.ts';
import { openapi } from '../../../tools/openapi/document.ts';
import { apiPage } from '../../../tools/openapi/markdown.ts';

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
    const routes = ROUTES.filter(({ path }) => !path.startsWith('/console/')).map(
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

  test.each(Object.entries(ASKED))('names the query parameters of %s', (route, asked) => {
    for (const one of OPERATIONS.filter((described) => described.route === route)) {
      expect(new Set(Object.keys(one.operation.query ?? {}))).toEqual(new Set(asked));
    }
  });
});
