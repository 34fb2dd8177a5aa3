import { expect, test } from '@jest/globals';
import { isAuditAction } from '#core/audit/actions.ts';
import { ROUTES } from '#deployment/routes.ts';

/** Whatever is sent to a link acts on an incident, and is recorded as that by `api/link-pages/`. */
const LINK = /^\/[ai]\//;

const declared = ROUTES.map((route) => ({
  name: `${route.method} ${route.path}`,
  route,
  action: 'audit' in route ? route.audit : undefined,
}));

test('every route by which people change something says what the audit trail calls it', () => {
  const silent = declared.filter(
    ({ route, action }) =>
      !['GET', 'HEAD'].includes(route.method) &&
      ['respond', 'contacts'].includes(route.function) &&
      !LINK.test(route.path) &&
      action === undefined,
  );
  expect(silent.map(({ name }) => name)).toEqual([]);
});

test('every route that shows one subject or incident is a look, and so are the trail and a pseudonym', () => {
  const looks = declared.filter(({ action }) => action?.endsWith('.look'));
  expect(looks.map(({ name }) => name)).toEqual([
    'GET /v1/incidents/{id}',
    'GET /v1/audit',
    'GET /v1/subjects/{subject}',
    'GET /v1/subjects/{subject}/trends',
    'POST /v1/pseudonyms',
  ]);
});

test('every action of a route is one of the trail', () => {
  const actions = declared.flatMap(({ action }) => action ?? []);
  const unknown = actions.filter((action) => !isAuditAction(action));
  expect(unknown).toEqual(['incident.{action}']);
});
