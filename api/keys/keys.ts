import type { Actor } from '#core/actor/actor.ts';
import type { AuditValues } from '#core/audit/audit-entry.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { createApiKey } from '#http/api-key.ts';
import { type HttpAnswer, json } from '#http/http.ts';
import { pageOf, readPage } from '#http/paging.ts';
import { isProblem, problem } from '#http/problem.ts';
import { readJson } from '#http/read-json.ts';
import { actorFields, requestActor } from '#http/request-actor.ts';
import type { RouteDependencies, Routes } from '#http/routes.ts';
import type { ApiKey } from '#usecases/ports.ts';
import type { KeyView } from './keys.contract.ts';
import { KEY_PAGES, NEW_KEY, STATUSES } from './keys.requests.ts';

/**
 * The routes of API keys: the secret is in the answer to the request that creates it, and nowhere
 * else.
 */
export function keyRoutes({
  runtime: { ports, config, clock },
  gate,
}: RouteDependencies): Routes<'GET /v1/keys' | 'POST /v1/keys' | 'DELETE /v1/keys/{id}'> {
  const { controls } = ports;
  return {
    'GET /v1/keys': gate.withRight('admin', async ({ queryStringParameters: query = {} }) => {
      const page = readPage(KEY_PAGES, query);
      if (typeof page === 'string') {
        return problem('invalid', page);
      }
      const { status, scope } = query;
      const found = (await controls.keys())
        .filter(
          ({ revokedAt }) =>
            status === undefined || STATUSES[Number(revokedAt !== undefined)] === status,
        )
        .filter(({ scopes }) => scope === undefined || scopes.some((one) => one === scope));
      const { views, next } = pageOf(found, page, {
        placeOf: ({ createdAt, id }) => [createdAt, id],
        view,
      });
      return json(200, { keys: views, ...next });
    }),
    'POST /v1/keys': gate.withRight('admin', (event, caller, note) =>
      readJson(event, NEW_KEY, async ({ name, scopes, by }) => {
        const who = requestActor(by, caller, config);
        if (isProblem(who)) {
          return who;
        }
        const made = createApiKey(name, [...new Set(scopes)], clock());
        const { token } = made;
        const key = { ...made.key, createdBy: who };
        await controls.putKey(key);
        gate.forget(key.id);
        note({ object: { kind: 'key', id: key.id }, after: auditedKey(key) });
        return json(201, { ...view(key), key: token });
      }),
    ),
    'DELETE /v1/keys/{id}': gate.withRight('admin', async (event, caller, note) => {
      const who = requestActor(event.queryStringParameters?.['by'], caller, config);
      if (isProblem(who)) {
        return who;
      }
      const id = event.pathParameters?.['id'] ?? '';
      const keys = await controls.keys();
      const key = keys.find((k) => k.id === id);
      if (key === undefined) {
        return problem('not_found', `There is no key "${id}".`);
      }
      note({ before: auditedKey(key) });
      if (key.revokedAt !== undefined) {
        return json(200, view(key));
      }
      return isLastAdmin(key, keys) ? lastAdmin() : revoke(key, who);
    }),
  };

  async function revoke(key: ApiKey, revokedBy: Actor): Promise<HttpAnswer> {
    const revoked = { ...key, revokedAt: clock(), revokedBy };
    await controls.putKey(revoked);
    gate.forget(key.id);
    return json(200, view(revoked));
  }
}

function isLastAdmin(key: ApiKey, keys: readonly ApiKey[]): boolean {
  const admins = keys.filter((k) => k.revokedAt === undefined && k.scopes.includes('admin'));
  return admins.length === 1 && admins[0]?.id === key.id;
}

/** What the audit trail tells of a key: nothing that opens anything. */
function auditedKey({ name, scopes }: ApiKey): AuditValues {
  return { name, scopes: scopes.join(' ') };
}

function lastAdmin(): HttpAnswer {
  return problem(
    'refused',
    'It is the last key with the scope "admin": without it nobody could make keys any more. Make another one first.',
  );
}

function view({ id, name, scopes, createdAt, revokedAt, ...who }: ApiKey): KeyView {
  const { createdBy, revokedBy } = who;
  const by = { ...actorFields('createdBy', createdBy), ...actorFields('revokedBy', revokedBy) };
  return {
    id,
    name,
    scopes,
    createdAt: isoTime(createdAt),
    ...(revokedAt !== undefined && { revokedAt: isoTime(revokedAt) }),
    ...by,
  };
}
