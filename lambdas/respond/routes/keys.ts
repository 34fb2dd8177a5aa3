import { isoTime } from '#core/time/wall-clock.ts';
import { createApiKey } from '#lambdas/support/api-key.ts';
import { listOf, oneOf, text } from '#lambdas/support/fields.ts';
import { type HttpResponse, json } from '#lambdas/support/http.ts';
import { problem } from '#lambdas/support/problem.ts';
import { readJson } from '#lambdas/support/read-json.ts';
import type { RouteParts, Routes } from '#lambdas/support/routes.ts';
import { type ApiKey, SCOPES } from '#usecases/ports.ts';

const NEW_KEY = { name: text(100), scopes: listOf(oneOf(SCOPES), SCOPES.length) };

/** Keys: the secret is in the answer to the request that makes it, and nowhere else. */
export function keyRoutes({
  runtime: { ports, clock },
  gate,
}: RouteParts): Routes<'GET /v1/keys' | 'POST /v1/keys' | 'DELETE /v1/keys/{id}'> {
  const { controls } = ports;
  return {
    'GET /v1/keys': gate.withKey('admin', async () => {
      const keys = [...(await controls.keys())].sort((a, b) => a.createdAt - b.createdAt);
      return json(200, { keys: keys.map(view) });
    }),
    'POST /v1/keys': gate.withKey('admin', (event) =>
      readJson(event, NEW_KEY, async ({ name, scopes }) => {
        const { token, key } = createApiKey(name, [...new Set(scopes)], clock());
        await controls.putKey(key);
        gate.forget(key.id);
        return json(201, { ...view(key), key: token });
      }),
    ),
    'DELETE /v1/keys/{id}': gate.withKey('admin', async (event) => {
      const id = event.pathParameters?.['id'] ?? '';
      const keys = await controls.keys();
      const key = keys.find((k) => k.id === id);
      if (key === undefined) return problem('not_found', `There is no key "${id}".`);
      if (key.revokedAt !== undefined) return json(200, view(key));
      return isLastAdmin(key, keys) ? lastAdmin() : revoke(key);
    }),
  };

  async function revoke(key: ApiKey): Promise<HttpResponse> {
    const revoked = { ...key, revokedAt: clock() };
    await controls.putKey(revoked);
    gate.forget(key.id);
    return json(200, view(revoked));
  }
}

function isLastAdmin(key: ApiKey, keys: readonly ApiKey[]): boolean {
  const admins = keys.filter((k) => k.revokedAt === undefined && k.scopes.includes('admin'));
  return admins.length === 1 && admins[0]?.id === key.id;
}

function lastAdmin(): HttpResponse {
  return problem(
    'refused',
    'It is the last key with the scope "admin": without it nobody could make keys any more. Make another one first.',
  );
}

function view({ id, name, scopes, createdAt, revokedAt }: ApiKey): object {
  const revoked = revokedAt === undefined ? {} : { revokedAt: isoTime(revokedAt) };
  return { id, name, scopes, createdAt: isoTime(createdAt), ...revoked };
}
