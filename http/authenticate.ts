import type { Runtime } from '#runtime/runtime.ts';
import type { ApiKey, Scope } from '#usecases/ports.ts';
import { isSecretOf, parseApiKey } from './api-key.ts';
import { countRefusals, type Refused } from './count-refusals.ts';
import type { HttpAnswer, HttpEvent, HttpRoute } from './http.ts';
import { createKeyRing } from './key-ring.ts';
import { networkOf } from './network-of.ts';
import { type Problem, problem } from './problem.ts';
import {
  ADDRESS_RATE_LIMIT,
  createRateLimiter,
  KEY_RATE_LIMIT,
  SECRET_RATE_LIMIT,
} from './rate-limiter.ts';
import { unknownQueryParameter } from './unknown-query.ts';

/** Admits requests: by key and scope, by a secret in their path, or by address. */
export interface Gate {
  /**
   * Admits the owner of a valid key within the rate of that key. Requests without one, of all
   * routes together, are counted by their address, so that they do not lock out others behind it.
   * `token` finds the key if a protocol carries it elsewhere than in the header Authorization.
   */
  withKey(
    scope: Scope,
    route: (event: HttpEvent, key: ApiKey) => Promise<HttpAnswer>,
    token?: (event: HttpEvent) => string,
  ): HttpRoute;
  /**
   * For routes whose path holds a secret, such as the link in a page. `secretOf` tells a valid one
   * from a guess, in constant time and without a store; its owner is admitted within the rate of
   * that secret. Guesses, of all such routes together, are counted by their address, so that they
   * do not lock out others behind it.
   */
  withSecret(
    secretOf: (event: HttpEvent) => Promise<string | undefined>,
    route: HttpRoute,
  ): HttpRoute;
  /** For public routes. The route has its own rate, whatever else is requested. */
  withoutKey(route: HttpRoute): HttpRoute;
  /** Drops this key from the cache: it has just changed. */
  forget(keyId: string): void;
}

/** Creates the gate of a function: it caches keys and counts requests. */
export function createGate(runtime: Pick<Runtime, 'ports' | 'clock' | 'log' | 'measure'>): Gate {
  const { ports, clock } = runtime;
  const keys = createKeyRing(ports.controls, clock);
  const limitKey = createRateLimiter(KEY_RATE_LIMIT, clock);
  const limitSecret = createRateLimiter(SECRET_RATE_LIMIT, clock);
  const limitGuesses = createRateLimiter(ADDRESS_RATE_LIMIT, clock);
  const limitKeyless = createRateLimiter(ADDRESS_RATE_LIMIT, clock);
  const refusals = countRefusals(runtime);
  const counted = (refused: Problem | undefined, whose: Refused) => {
    if (refused === undefined) {
      refusals.tell();
    } else {
      refusals.add(whose);
    }
    return refused;
  };
  const keyless = (event: HttpEvent, refused: Problem) =>
    counted(limitKeyless(addressOf(event), NO_VALID_KEY), 'address') ?? refused;
  return {
    forget: keys.forget,
    withKey: (scope, route, token) => async (event) => {
      const given = token
        ? parseApiKey(token(event))
        : parseAuthorization(event.headers['authorization'] ?? '');
      if (given === undefined) {
        return keyless(event, missing());
      }
      const key = await keys.get(given.id);
      if (key === undefined || key.revokedAt !== undefined || !isSecretOf(key, given.secret)) {
        return keyless(event, unknown(given.id));
      }
      const refused = counted(limitKey(key.id), `key ${key.id}`);
      if (refused !== undefined) {
        return refused;
      }
      if (!key.scopes.includes(scope) && !key.scopes.includes('admin')) {
        return forbidden(key, scope);
      }
      const stray = unknownQueryParameter(event);
      return stray === undefined ? route(event, key) : problem('invalid', stray);
    },
    withSecret: (secretOf, route) => async (event) => {
      const secret = await secretOf(event);
      const refused =
        secret === undefined
          ? counted(limitGuesses(addressOf(event)), 'address')
          : counted(limitSecret(secret), 'link or ping');
      return refused ?? route(event);
    },
    withoutKey(route) {
      const limit = createRateLimiter(ADDRESS_RATE_LIMIT, clock);
      return async (event) => counted(limit(addressOf(event)), 'address') ?? route(event);
    },
  };
}

function addressOf({ requestContext }: HttpEvent): string {
  return networkOf(requestContext.http.sourceIp);
}

const NO_VALID_KEY =
  'this request, and those before it from the same network address, had no valid key. Requests with one are answered all the same';

/**
 * Reads the key from a bearer token, or from the password of any user, since many agents only
 * support basic authentication.
 */
function parseAuthorization(header: string): ReturnType<typeof parseApiKey> {
  const [, scheme = '', given = ''] = /^(Bearer|Basic) +(\S+) *$/i.exec(header) ?? [];
  if (scheme.toLowerCase() !== 'basic') {
    return parseApiKey(given);
  }
  const [, password = ''] = /^[^:]*:(.*)$/s.exec(Buffer.from(given, 'base64').toString()) ?? [];
  return parseApiKey(password);
}

function missing(): Problem {
  return problem(
    'unauthenticated',
    'Send your key in the header "Authorization: Bearer wb_<id>_<secret>", or as the password of Basic authentication. An administrator makes one with "npx --no-install wardbell keys create".',
    { headers: { 'www-authenticate': 'Bearer realm="wardbell"' } },
  );
}

function unknown(id: string): Problem {
  return problem(
    'unauthenticated',
    `The key ${id} is unknown or revoked, or its secret is wrong. "npx --no-install wardbell keys list" shows the keys that are valid.`,
    { headers: { 'www-authenticate': 'Bearer realm="wardbell", error="invalid_token"' } },
  );
}

function forbidden(key: ApiKey, scope: Scope): Problem {
  return problem(
    'forbidden',
    `This needs a key with the scope "${scope}"; the key ${key.id} has ${key.scopes.map((s) => `"${s}"`).join(', ')}.`,
    {
      extra: { missingScope: scope },
      headers: {
        'www-authenticate': `Bearer realm="wardbell", error="insufficient_scope", scope="${scope}"`,
      },
    },
  );
}
