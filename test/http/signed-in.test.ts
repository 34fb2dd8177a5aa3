import { describe, expect, test } from '@jest/globals';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { observePorts } from '#adapters/memory/observe-ports.ts';
import type { AccessPolicy } from '#core/access/policy.ts';
import type { Right } from '#core/access/right.ts';
import type { Config } from '#core/team/config.ts';
import { HOUR, MINUTE, SECOND } from '#core/time/instant.ts';
import { createApiKey } from '#http/api-key.ts';
import { createGate } from '#http/authenticate.ts';
import type { Caller } from '#http/caller.ts';
import type { HttpEvent } from '#http/http.ts';
import { ADDRESS_RATE_LIMIT, SESSION_RATE_LIMIT } from '#http/rate-limiter.ts';
import { closeSession, closeSessionsOf, openSession } from '#http/session.ts';
import { signedInPeople } from '#http/signed-in.ts';
import type { LogLine } from '#runtime/log.ts';
import { hospital, person } from '../support/config.ts';
import { rendered } from '../support/rendered.ts';
import { identity, signIn, TEST_ACCESS } from '../support/signed-in.ts';

const PLATFORM = 'https://wardbell.test';
const { signIn: SIGN_IN } = TEST_ACCESS;

/** A config by which nobody may sign in. */
const CLOSED = hospital({
  people: [person('anna', ['sms']), { ...person('bo', ['sms']), signIn: 'bo@x.org' }],
});

interface Asked {
  readonly method?: string;
  readonly right?: Right;
  readonly headers?: Readonly<Record<string, string>>;
  readonly sourceIp?: string;
}

/** One platform whose clock stands still unless it is told, and whoever got through its gate. */
function createWorld(access = TEST_ACCESS, publicUrl = PLATFORM) {
  let now = 1_000_000_000;
  const calls: string[] = [];
  const failing = new Set<string>();
  const lines: LogLine[] = [];
  const callers: Caller[] = [];
  const ports = observePorts(
    memoryPorts(() => now),
    async (operation, call) => {
      calls.push(operation);
      if (failing.has(operation)) {
        throw new Error('the store is down');
      }
      return call();
    },
  );
  const runtime = {
    ports,
    config: { ...CLOSED, access },
    publicUrl,
    clock: () => now,
    log: (line: LogLine) => lines.push(line),
    measure: () => undefined,
  };
  /** Another instance has nothing of what this one remembers. */
  const instance = (config: Config = runtime.config) =>
    createGate(runtime, signedInPeople({ ...runtime, config }));
  let gate = instance();
  const ask = async (cookie: string, { method = 'GET', right = 'read', ...more }: Asked = {}) => {
    const { headers = {}, sourceIp = '10.0.0.1' } = more;
    const http = { method, sourceIp };
    const event = { headers, requestContext: { http }, cookies: [cookie] };
    const route = gate.withRight(right, async (_event, caller) => {
      callers.push(caller);
      return { statusCode: 200 };
    });
    const { statusCode, body = '{}' } = rendered(await route(event as unknown as HttpEvent));
    return { status: statusCode, ...JSON.parse(body) };
  };
  return {
    runtime,
    ports,
    calls,
    failing,
    lines,
    ask,
    status: async (cookie: string, asked?: Asked) => (await ask(cookie, asked)).status,
    lastCaller: () => callers.at(-1),
    become(other: AccessPolicy) {
      gate = instance({ ...CLOSED, access: other });
    },
    /** Takes `access` out of the config. */
    close() {
      gate = instance(CLOSED);
    },
    anotherInstance() {
      gate = instance();
    },
    pass(ms: number) {
      now += ms;
    },
  };
}

describe('somebody who is signed in', () => {
  test('is a person of the config by the account, and has the highest role of their groups', async () => {
    const world = createWorld();
    const groups = ['viewers', 'leads', 'cooks'];
    const { cookie } = await signIn(world.runtime, { account: 'bo@x.org', groups });
    expect(await world.status(cookie, { right: 'lead' })).toBe(200);
    expect(world.lastCaller()).toMatchObject({
      kind: 'person',
      person: 'bo',
      role: 'lead',
      rights: ['read', 'respond', 'lead'],
    });
  });

  test('is nobody of the config where the id is not what signs in', async () => {
    const world = createWorld();
    const { cookie } = await signIn(world.runtime, { account: 'bo', groups: ['viewers'] });
    await world.ask(cookie);
    expect(world.lastCaller()).not.toHaveProperty('person');
    expect(world.lastCaller()).toMatchObject({ name: 'Anna at the issuer' });
  });

  test('is told which role is missing, and which groups the issuer tells', async () => {
    const world = createWorld();
    const { cookie } = await signIn(world.runtime, { groups: ['viewers'] });
    expect(await world.ask(cookie, { right: 'admin' })).toMatchObject({
      status: 403,
      missingRole: 'admin',
      detail: expect.stringContaining('"anna"), with "viewer"'),
    });
    const cook = await signIn(world.runtime, { account: 'kim', groups: ['cooks'] });
    expect(await world.ask(cook.cookie)).toMatchObject({
      status: 403,
      detail: expect.stringMatching(/account "kim".* have none; your groups: "cooks"/),
    });
  });

  test('has a role that needs a second factor only with one', async () => {
    const world = createWorld({ ...TEST_ACCESS, signIn: { ...SIGN_IN, requireMfa: ['lead'] } });
    const without = await signIn(world.runtime, { groups: ['viewers', 'leads'] });
    expect(await world.ask(without.cookie)).toMatchObject({
      status: 403,
      detail: expect.stringContaining('"lead" is yours only with one'),
    });
    const withOne = await signIn(world.runtime, { groups: ['leads'], mfa: true });
    expect(await world.status(withOne.cookie, { right: 'lead' })).toBe(200);
  });

  test('has the role that the config of now gives', async () => {
    const world = createWorld();
    const { cookie } = await signIn(world.runtime, { groups: ['leads'] });
    const { roles } = TEST_ACCESS;
    const admin = { groups: [], people: ['anna'] };
    world.become({ ...TEST_ACCESS, roles: { ...roles, admin } });
    expect(await world.status(cookie, { right: 'admin' })).toBe(200);
    world.become({ ...TEST_ACCESS, roles: { ...roles, lead: admin, admin: roles.viewer } });
    expect(await world.status(cookie, { right: 'admin' })).toBe(403);
  });
});

describe('a session', () => {
  test('ends when it is not used for a while, and the use of it prolongs it', async () => {
    const world = createWorld();
    const { cookie } = await signIn(world.runtime, { groups: ['viewers'] });
    for (let hours = 0; hours < 2; hours += 0.25) {
      world.pass(15 * MINUTE);
      expect(await world.status(cookie)).toBe(200);
    }
    world.pass(30 * MINUTE - 1);
    expect(await world.status(cookie)).toBe(200);
    world.pass(30 * MINUTE);
    expect(await world.ask(cookie)).toMatchObject({
      status: 401,
      detail: expect.stringMatching(/for 30m\. .*https:\/\/wardbell\.test\/console\/sign-in/),
    });
  });

  test('ends after its longest time, however it is used', async () => {
    const world = createWorld();
    const { cookie } = await signIn(world.runtime, { groups: ['viewers'] });
    for (let passed = 0; passed < 12 * HOUR - 20 * MINUTE; passed += 20 * MINUTE) {
      world.pass(20 * MINUTE);
      expect(await world.status(cookie)).toBe(200);
    }
    world.pass(20 * MINUTE);
    expect(await world.ask(cookie)).toMatchObject({
      status: 401,
      detail: expect.stringContaining('holds for 12h'),
    });
  });

  test('of another issuer than that of now is over', async () => {
    const world = createWorld();
    const { cookie } = await signIn(world.runtime, { groups: ['viewers'] });
    world.become({ ...TEST_ACCESS, signIn: { ...SIGN_IN, issuer: 'https://new.test' } });
    expect(await world.status(cookie)).toBe(401);
  });

  test('is noted as used once a minute, and read at each request', async () => {
    const world = createWorld();
    const { cookie } = await signIn(world.runtime, { groups: ['viewers'] });
    world.calls.length = 0;
    for (let passed = 0; passed < 2 * MINUTE; passed += 5 * SECOND) {
      world.pass(5 * SECOND);
      await world.ask(cookie);
    }
    const count = (operation: string) => world.calls.filter((one) => one === operation).length;
    expect([count('sessions.session'), count('sessions.touchSession')]).toEqual([24, 2]);
  });

  test('lets its owner go on where its use cannot be noted, and the log says so', async () => {
    const world = createWorld();
    const { cookie } = await signIn(world.runtime, { groups: ['viewers'] });
    world.failing.add('sessions.touchSession');
    world.pass(MINUTE);
    expect(await world.status(cookie)).toBe(200);
    expect(world.lines).toMatchObject([{ message: 'the use of a session could not be noted' }]);
  });

  test('is over at once, everywhere, when its owner signs out', async () => {
    const world = createWorld();
    const { cookie } = await signIn(world.runtime, { groups: ['viewers'] });
    const other = await signIn(world.runtime, { groups: ['viewers'] });
    expect(await world.status(cookie)).toBe(200);
    const closed = await closeSession(world.runtime)({ cookies: [cookie] });
    expect(closed).toMatchObject({
      cookie: '__Host-wardbell=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0; Secure',
      session: { account: 'anna' },
    });
    expect([await world.status(cookie), await world.status(other.cookie)]).toEqual([401, 200]);
    world.anotherInstance();
    expect(await world.status(cookie)).toBe(401);
  });

  test('is ended by the issuer: one of its sessions, or all of somebody', async () => {
    const world = createWorld();
    const sign = async (more: object) =>
      (await signIn(world.runtime, { groups: ['viewers'], ...more })).cookie;
    const phone = await sign({ issuerSession: 'a' });
    const desk = await sign({ issuerSession: 'b' });
    const bo = await sign({ subject: 'bo' });
    const elsewhere = await sign({ issuer: 'https://elsewhere.test' });
    const close = closeSessionsOf(world.runtime);
    const { issuer, subject } = identity();
    expect(await close({ issuer })).toEqual([]);
    expect(await close({ issuer, issuerSession: 'a' })).toHaveLength(1);
    expect([await world.status(phone), await world.status(desk)]).toEqual([401, 200]);
    expect(await close({ issuer, subject })).toHaveLength(1);
    expect([await world.status(desk), await world.status(bo)]).toEqual([401, 200]);
    expect(await world.ports.sessions.sessions()).toHaveLength(2);
    expect(await world.status(elsewhere)).toBe(401);
  });

  test('begins with each sign-in: the earlier one ends', async () => {
    const world = createWorld();
    const { cookie } = await signIn(world.runtime, { groups: ['viewers'] });
    const again = await openSession(world.runtime)(identity(), { cookies: [cookie] });
    expect(again.cookie.startsWith(cookie)).toBe(false);
    expect(await world.status(cookie)).toBe(401);
  });

  test('is nothing where nobody may sign in, and none is opened', async () => {
    const world = createWorld();
    const { cookie } = await signIn(world.runtime, { groups: ['viewers'] });
    world.close();
    expect(await world.status(cookie)).toBe(401);
    const closed = { ...world.runtime, config: CLOSED };
    await expect(openSession(closed)(identity())).rejects.toThrow('no "access"');
  });

  test('keeps 200 groups, and first those that the config names', async () => {
    const world = createWorld();
    const others = Array.from({ length: 300 }, (_, n) => `group ${n}`);
    const { cookie } = await signIn(world.runtime, { groups: [...others, 'admins', 'admins'] });
    expect(await world.status(cookie, { right: 'admin' })).toBe(200);
    expect((await world.ports.sessions.sessions())[0]?.groups).toHaveLength(200);
  });

  test('is stored by the hash of its token alone', async () => {
    const world = createWorld();
    const { cookie } = await signIn(world.runtime);
    const [, token = ''] = cookie.split('=');
    const stored = JSON.stringify(await world.ports.sessions.sessions());
    expect([token.length, stored.includes(token)]).toEqual([43, false]);
  });
});

describe('the cookie', () => {
  test('is for this host alone, over TLS, and no script reads it', async () => {
    const { cookie } = await openSession(createWorld().runtime)(identity());
    expect(cookie).toMatch(
      /^__Host-wardbell=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=43200; Secure$/,
    );
  });

  test('has another name on one machine without TLS', async () => {
    const world = createWorld(TEST_ACCESS, 'http://127.0.0.1:8080');
    const { cookie } = await openSession(world.runtime)(identity({ groups: ['viewers'] }));
    expect(cookie).toMatch(/^wardbell=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=43200$/);
    expect(await world.status(cookie.split(';')[0] ?? '')).toBe(200);
  });

  test('counts for nothing beside a key, and under another name', async () => {
    const world = createWorld();
    const { cookie } = await signIn(world.runtime, { groups: ['admins'] });
    const { key, token } = createApiKey('reader', ['read'], 0);
    await world.ports.controls.putKey(key);
    const headers = { authorization: `Bearer ${token}` };
    expect(await world.ask(cookie, { right: 'admin', headers })).toMatchObject({
      status: 403,
      missingScope: 'admin',
    });
    expect(await world.status(cookie.replace('__Host-', ''))).toBe(401);
    const wrong = { authorization: 'Bearer nothing' };
    expect(await world.status(cookie, { headers: wrong })).toBe(401);
  });
});

describe('a request that changes something with a session', () => {
  const ask = async (headers: Readonly<Record<string, string>>, method = 'POST') => {
    const world = createWorld();
    const { cookie } = await signIn(world.runtime, { groups: ['responders'] });
    return world.status(cookie, { method, right: 'respond', headers });
  };

  test.each([
    ['its own page asks, by its origin', { origin: PLATFORM }],
    ['its own page asks, as the browser says', { 'sec-fetch-site': 'same-origin' }],
  ])('is taken where %s', async (_, headers) => {
    expect([await ask(headers), await ask(headers, 'DELETE')]).toEqual([200, 200]);
  });

  test.each([
    ['another page asks', { origin: 'https://evil.test' }],
    ['a page of a neighbour asks', { origin: PLATFORM, 'sec-fetch-site': 'same-site' }],
    ['the browser says that another asks', { origin: PLATFORM, 'sec-fetch-site': 'cross-site' }],
    ['a page without an origin asks', { origin: 'null' }],
    ['an address begins like ours', { origin: `${PLATFORM}.evil.test` }],
    ['another port asks', { origin: `${PLATFORM}:8443` }],
    ['nothing says who asks', {}],
  ])('is refused where %s', async (_, headers) => {
    expect([await ask(headers), await ask(headers, 'DELETE')]).toEqual([403, 403]);
    expect(await ask(headers, 'GET')).toBe(200);
  });

  test('costs no read where it is refused', async () => {
    const world = createWorld();
    const { cookie } = await signIn(world.runtime);
    world.calls.length = 0;
    await world.ask(cookie, { method: 'POST' });
    expect(world.calls).toEqual([]);
  });
});

describe('guessed sessions', () => {
  const guess = (n: number) => `__Host-wardbell=${String(n).padStart(43, 'A')}`;

  test('are limited by their address before they cost a read, and keep nobody out', async () => {
    const world = createWorld();
    const { cookie } = await signIn(world.runtime, { groups: ['viewers'] });
    expect(await world.status(cookie)).toBe(200);
    for (let n = 1; n < ADDRESS_RATE_LIMIT.burst; n++) {
      expect(await world.status(guess(n))).toBe(401);
    }
    world.calls.length = 0;
    expect([await world.status(guess(0)), world.calls]).toEqual([429, []]);
    expect(await world.status(guess(0), { sourceIp: '10.0.0.2' })).toBe(401);
    expect(await world.status(cookie)).toBe(200);
  });

  test('that are none by their form cost nothing', async () => {
    const world = createWorld();
    for (const none of ['__Host-wardbell=', '__Host-wardbell=x', `${guess(1)}x`, 'wardbell']) {
      expect([none, await world.status(none)]).toEqual([none, 401]);
    }
    expect(world.calls).toEqual([]);
  });
});

test('a session that asks far too often is limited as what it is', async () => {
  const world = createWorld();
  const { cookie } = await signIn(world.runtime, { groups: ['viewers'] });
  for (let n = 0; n < SESSION_RATE_LIMIT.burst; n++) {
    expect(await world.status(cookie)).toBe(200);
  }
  expect(await world.status(cookie)).toBe(429);
  const other = await signIn(world.runtime, { groups: ['viewers'] });
  expect(await world.status(other.cookie)).toBe(200);
});
