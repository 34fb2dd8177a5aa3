import { type Right, rightsOfScopes, type Scope } from '#core/access/right.ts';
import type { AuditWho } from '#core/audit/audit-entry.ts';
import type { Runtime } from '#runtime/runtime.ts';
import type { ApiKey } from '#usecases/ports.ts';
import { parseApiKey } from './api-key.ts';
import type { AuditRecorder, NoteAudit } from './audit-recorder.ts';
import { auditWho, keyWho } from './audit-who.ts';
import { auditedAnswer, auditedRefusal } from './audited-route.ts';
import type { Caller } from './caller.ts';
import { countRefusals, type Refused } from './count-refusals.ts';
import type { HttpAnswer, HttpEvent, HttpRoute } from './http.ts';
import { createKeyRing } from './key-ring.ts';
import { networkOf } from './network-of.ts';
import { lacksRight, lacksScope } from './not-allowed.ts';
import { isProblem, type Problem, problem } from './problem.ts';
import {
  ADDRESS_RATE_LIMIT,
  createRateLimiter,
  KEY_RATE_LIMIT,
  SECRET_RATE_LIMIT,
  SESSION_RATE_LIMIT,
} from './rate-limiter.ts';
import { isSecretOf } from './secret-token.ts';
import type { SignedInPeople } from './signed-in.ts';
import { unknownQueryParameter } from './unknown-query.ts';

/** Admits requests: by key or session and right, by a secret in their path, or by address. */
export interface Gate {
  /**
   * For our own API: admits whoever has this right, by a valid key within the rate of that key, or
   * signed in, within the rate of that session. Requests of nobody, of all routes together, are
   * counted by their address, so that they do not lock out others behind it.
   */
  withRight(right: Right, route: CallerRoute): HttpRoute;
  /** The same for whoever is known, whatever they may do. */
  withCaller(route: CallerRoute): HttpRoute;
  /**
   * For the protocols of others, whose clients have keys and no session: admits the owner of a key
   * with this scope. `token` finds the key if a protocol carries it elsewhere than in the header
   * Authorization.
   */
  withKey(
    scope: Scope,
    route: (event: HttpEvent, key: ApiKey, note: NoteAudit) => Promise<HttpAnswer>,
    token?: (event: HttpEvent) => string,
  ): HttpRoute;
  /**
   * For routes whose address holds a secret, such as the link in a page. `secretOf` tells a valid
   * one from a guess, in constant time, by one read at most; its owner is admitted within the rate
   * of that secret, or of whatever names it without telling it. Guesses, of all such routes
   * together, are counted by their address, so that they do not lock out others behind it.
   */
  withSecret(
    secretOf: (event: HttpEvent) => Promise<string | undefined>,
    route: (event: HttpEvent, secret: string | undefined) => Promise<HttpAnswer>,
  ): HttpRoute;
  /** For public routes. The route has its own rate, whatever else is requested. */
  withoutKey(route: HttpRoute): HttpRoute;
  /** Drops this key from the cache: it has just changed. */
  forget(keyId: string): void;
}

type CallerRoute = (event: HttpEvent, caller: Caller, note: NoteAudit) => Promise<HttpAnswer>;

/**
 * Creates the gate of a function: it caches keys and counts requests. `people` recognizes those who
 * have signed in, where the function serves any; `audit` records what its routes say (`audit` in
 * `deployment/routes.ts`), and who was refused.
 */
export function createGate(
  runtime: Pick<Runtime, 'ports' | 'clock' | 'log' | 'measure'>,
  people?: SignedInPeople,
  audit?: AuditRecorder,
): Gate {
  const { ports, clock } = runtime;
  const keys = createKeyRing(ports.controls, clock);
  const limitKey = createRateLimiter(KEY_RATE_LIMIT, clock);
  const limitSession = createRateLimiter(SESSION_RATE_LIMIT, clock);
  const limitSecret = createRateLimiter(SECRET_RATE_LIMIT, clock);
  const limitGuesses = createRateLimiter(ADDRESS_RATE_LIMIT, clock);
  const limitKeyless = createRateLimiter(ADDRESS_RATE_LIMIT, clock);
  const limitUnknown = createRateLimiter(ADDRESS_RATE_LIMIT, clock);
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

  async function ownerOf(event: HttpEvent, given: GivenKey | undefined) {
    if (given === undefined) {
      return keyless(event, missing());
    }
    const key = await keys.get(given.id);
    if (key === undefined || key.revokedAt !== undefined || !isSecretOf(key, given.secret)) {
      return keyless(event, unknown(given.id));
    }
    return counted(limitKey(key.id), `key ${key.id}`) ?? key;
  }

  /** A session that was not seen here lately may be a guess, and is counted before it is read. */
  async function personOf(event: HttpEvent, token: string, by: SignedInPeople) {
    const unseen = by.isKnown(token)
      ? undefined
      : counted(limitUnknown(addressOf(event), NO_SESSION), 'address');
    const found = unseen ?? (await by.callerOf(event, token));
    return isProblem(found)
      ? found
      : (counted(limitSession(found.session.id, MANY_ASKED), 'session') ?? found);
  }

  async function callerOf(event: HttpEvent): Promise<Caller | Problem> {
    const authorization = event.headers['authorization'];
    const token = authorization === undefined ? people?.tokenOf(event) : undefined;
    if (people !== undefined && token !== undefined) {
      return personOf(event, token, people);
    }
    const key = await ownerOf(event, parseAuthorization(authorization ?? ''));
    return isProblem(key) ? key : { kind: 'key', key, rights: rightsOfScopes(key.scopes) };
  }

  const admit =
    (route: CallerRoute, right?: Right): HttpRoute =>
    async (event) => {
      const caller = await callerOf(event);
      if (isProblem(caller)) {
        return refusedTo(event, nobodyOf(event), caller);
      }
      const who = auditWho(caller);
      if (right !== undefined && !caller.rights.includes(right)) {
        return refusedTo(event, who, lacksRight(caller, right));
      }
      const stray = unknownQueryParameter(event);
      return stray === undefined
        ? auditedAnswer(audit, { event, who }, (note) => route(event, caller, note))
        : problem('invalid', stray);
    };

  /** Whoever comes with nothing, or too often, is in no trail: the latter are counted. */
  async function refusedTo(event: HttpEvent, who: AuditWho | undefined, refused: Problem) {
    if (audit !== undefined && who !== undefined && refused.kind !== 'rate_limited') {
      await auditedRefusal(audit, { event, who }, refused);
    }
    return refused;
  }

  function nobodyOf(event: HttpEvent, given?: GivenKey): AuditWho | undefined {
    const authorization = event.headers['authorization'];
    const keyId = (given ?? parseAuthorization(authorization ?? ''))?.id;
    const isKnown = authorization !== undefined || people?.tokenOf(event) !== undefined;
    return isKnown || keyId !== undefined
      ? { kind: 'nobody', by: 'nobody', ...(keyId !== undefined && { keyId }) }
      : undefined;
  }

  return {
    forget: keys.forget,
    withRight: (right, route) => admit(route, right),
    withCaller: (route) => admit(route),
    withKey: (scope, route, token) => async (event) => {
      const given = token
        ? parseApiKey(token(event))
        : parseAuthorization(event.headers['authorization'] ?? '');
      const key = await ownerOf(event, given);
      if (isProblem(key)) {
        return refusedTo(event, nobodyOf(event, given), key);
      }
      const who = keyWho(key);
      const allowed = key.scopes.includes(scope) || key.scopes.includes('admin');
      return allowed
        ? auditedAnswer(audit, { event, who }, (note) => route(event, key, note))
        : refusedTo(event, who, lacksScope(key, scope));
    },
    withSecret: (secretOf, route) => async (event) => {
      const secret = await secretOf(event);
      const refused =
        secret === undefined
          ? counted(limitGuesses(addressOf(event)), 'address')
          : counted(limitSecret(secret), 'link or ping');
      return refused ?? route(event, secret);
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

const NO_SESSION =
  'this request, and those before it from the same network address, came with sessions that are not known here';

const MANY_ASKED = 'this is far more than a console asks for';

type GivenKey = NonNullable<ReturnType<typeof parseApiKey>>;

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
