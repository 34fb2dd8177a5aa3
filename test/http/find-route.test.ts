import { describe, expect, test } from '@jest/globals';
import { findRoute } from '#http/find-route.ts';

const get = (path: string) => ({ method: 'GET', path, function: 'respond' }) as const;

describe('of several routes that match a path', () => {
  const routeOf = findRoute([
    get('/console/{path+}'),
    get('/console/plain/{id}'),
    get('/console/plain/list'),
    { ...get('/console/plain/list'), method: 'POST' },
  ]);

  test.each([
    ['/console/plain/list', '/console/plain/list'],
    ['/console/plain/7', '/console/plain/{id}'],
    ['/console/plain/7/x', '/console/{path+}'],
    ['/console/', '/console/{path+}'],
  ])('%s is taken by the most specific, %s, whatever their order', (path, taken) => {
    expect(routeOf('GET', path)?.route.path).toBe(taken);
  });
});
