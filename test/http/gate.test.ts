import { describe, expect, test } from '@jest/globals';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import { observePorts } from '#adapters/memory/observe-ports.ts';
import { createApiKey, parseApiKey } from '#http/api-key.ts';
import { createGate } from '#http/authenticate.ts';
import type { HttpEvent } from '#http/http.ts';
import { ADDRESS_RATE_LIMIT, KEY_RATE_LIMIT, SECRET_RATE_LIMIT } from '#http/rate-limiter.ts';
import { isSecretOf } from '#http/secret-token.ts';
import type { LogLine } from '#runtime/log.ts';
import type { Measured } from '#runtime/measure.ts';
import { rendered } from '../support/rendered.ts';

/** Returns a gate with a stopped clock unless another is given, and a count of its store calls. */
async function createWorld() {
  let now = 1_000_000;
  let asked = 0;
  let down = false;
  const ports = observePorts(
    memoryPorts(() => now),
    async (operation, call) => {
      if (operation === 'controls.key') {
        asked += 1;
        if (down) {
          throw new Error('the store is down');
        }
      }
      return call();
    },
  );
  const { token, key } = createApiKey('agent', ['samples'], now);
  await ports.controls.putKey(key);
  const lines: LogLine[] = [];
  const measured: Measured[] = [];
  const gate = createGate({
    ports,
    clock: () => now,
    log: (line) => lines.push(line),
    measure: (values) => measured.push(values),
  });
  const route = gate.withKey('samples', async () => ({ statusCode: 200 }));
  const reading = gate.withKey('read', async () => ({ statusCode: 200 }));
  const open = gate.withoutKey(async () => ({ statusCode: 200 }));
  const health = gate.withoutKey(async () => ({ statusCode: 200 }));
  const secret = gate.withSecret(
    async ({ rawPath }) => (rawPath.startsWith('/valid') ? rawPath : undefined),
    async () => ({ statusCode: 200 }),
  );
  const event = (authorization: string, sourceIp = '10.0.0.1') =>
    ({
      headers: { authorization },
      requestContext: { http: { sourceIp } },
    }) as unknown as HttpEvent;
  return {
    ports,
    key,
    ask: async (given = token, sourceIp = '10.0.0.1') =>
      rendered(await route(event(`Bearer ${given}`, sourceIp))).statusCode,
    askBy: async (authorization: string) => rendered(await route(event(authorization))).statusCode,
    token,
    answer: async (given = token) => rendered(await route(event(`Bearer ${given}`))),
    answerReading: async (given = token) => rendered(await reading(event(`Bearer ${given}`))),
    visit: async (sourceIp: string) => rendered(await open(event('', sourceIp))).statusCode,
    health: async (sourceIp: string) => rendered(await health(event('', sourceIp))).statusCode,
    follow: async (rawPath: string, sourceIp = '10.0.0.1') =>
      rendered(await secret({ ...event('', sourceIp), rawPath })).statusCode,
    lines,
    measured,
    asked: () => asked,
    pass: (ms: number) => {
      now += ms;
    },
    fail: (is: boolean) => {
      down = is;
    },
  };
}

describe('a key', () => {
  test('is recognized by its form, and its secret by its hash', () => {
    const { token, key } = createApiKey('x', ['read'], 0);
    const parsed = parseApiKey(token);
    expect(parsed?.id).toBe(key.id);
    expect(isSecretOf(key, parsed?.secret ?? '')).toBe(true);
    expect(isSecretOf(key, `${parsed?.secret}x`)).toBe(false);
    expect(JSON.stringify(key)).not.toContain(parsed?.secret);
    for (const wrong of ['', 'wb__', `${token}x`, token.slice(1), token.replace('wb', 'WB')]) {
      expect(parseApiKey(wrong)).toBeUndefined();
    }
  });
});

describe('the gate', () => {
  const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`;

  test('takes the key as a bearer token, or as the password of any user', async () => {
    const { askBy, token } = await createWorld();
    for (const authorization of [`Bearer ${token}`, `bearer  ${token} `]) {
      expect(await askBy(authorization)).toBe(200);
    }
    for (const user of ['', 'prometheus', 'å']) {
      expect(await askBy(basic(`${user}:${token}`))).toBe(200);
    }
    expect(await askBy(basic(`x:${token}`).replace('Basic', 'basic'))).toBe(200);
  });

  test('takes no key in another place', async () => {
    const { askBy, token } = await createWorld();
    const wrong = `${token.slice(0, -4)}${token.endsWith('AAAA') ? 'BBBB' : 'AAAA'}`;
    for (const pair of [token, `${token}:`, `${token}:x`, `x:y:${token}`, `x:${wrong}`, '']) {
      expect([pair, await askBy(basic(pair))]).toEqual([pair, 401]);
    }
    for (const authorization of [
      '',
      token,
      `Basic ${token}`,
      `Digest ${token}`,
      'Basic',
      'Bearer',
    ]) {
      expect([authorization, await askBy(authorization)]).toEqual([authorization, 401]);
    }
  });

  test('asks the store once in 30 s, and once for many that come together', async () => {
    const world = await createWorld();
    expect(await Promise.all([world.ask(), world.ask(), world.ask()])).toEqual([200, 200, 200]);
    world.pass(29_999);
    await world.ask();
    expect(world.asked()).toBe(1);
    world.pass(1);
    await world.ask();
    expect(world.asked()).toBe(2);
  });

  test('remembers too that there is no such key', async () => {
    const world = await createWorld();
    const none = `wb_000000000000_${'A'.repeat(43)}`;
    expect([await world.ask(none), await world.ask(none), world.asked()]).toEqual([401, 401, 1]);
  });

  test('does not remember a failure of the store', async () => {
    const world = await createWorld();
    world.fail(true);
    await expect(world.ask()).rejects.toThrow('the store is down');
    world.fail(false);
    expect(await world.ask()).toBe(200);
  });

  test('limits a key, and says when to come again', async () => {
    const world = await createWorld();
    for (let i = 0; i < KEY_RATE_LIMIT.burst; i++) {
      expect(await world.ask()).toBe(200);
    }
    const { statusCode, headers } = await world.answer();
    expect([statusCode, headers?.['retry-after']]).toEqual([429, '1']);
    world.pass(1_000 / KEY_RATE_LIMIT.rate);
    expect(await world.ask()).toBe(200);
  });

  test('limits an address without a key, on this route, and no other address', async () => {
    const world = await createWorld();
    for (let i = 0; i < ADDRESS_RATE_LIMIT.burst; i++) {
      await world.visit('10.0.0.1');
    }
    expect(await world.visit('10.0.0.1')).toBe(429);
    expect(await world.visit('10.0.0.2')).toBe(200);
    expect(await world.health('10.0.0.1')).toBe(200);
  });

  test('limits guesses at secrets by their address, and a valid one by itself', async () => {
    const world = await createWorld();
    for (let i = 0; i < ADDRESS_RATE_LIMIT.burst; i++) {
      expect(await world.follow(`/guess/${i}`)).toBe(200);
    }
    expect(await world.follow('/guess/next')).toBe(429);
    expect(await world.follow('/guess/next', '10.0.0.2')).toBe(200);
    expect([await world.visit('10.0.0.1'), await world.follow('/valid/1')]).toEqual([200, 200]);
    for (let i = 1; i < SECRET_RATE_LIMIT.burst; i++) {
      await world.follow('/valid/1', `10.0.1.${i}`);
    }
    expect(await world.follow('/valid/1', '10.0.0.3')).toBe(429);
    expect(await world.follow('/valid/2')).toBe(200);
  });

  describe('where keys are guessed', () => {
    const guess = (n: number) => `wb_${n.toString(16).padStart(12, '0')}_${'A'.repeat(43)}`;
    const guessed = async ({ ask }: Awaited<ReturnType<typeof createWorld>>, from?: string) => {
      const statuses: (number | undefined)[] = [];
      for (let i = 0; i <= ADDRESS_RATE_LIMIT.burst; i++) {
        statuses.push(await ask(guess(i), from));
      }
      return [new Set(statuses.slice(0, -1)), statuses.at(-1)];
    };

    test('limits their address, says when to come again, and lets valid keys in', async () => {
      const world = await createWorld();
      expect(await guessed(world)).toEqual([new Set([401]), 429]);
      for (const none of ['', 'secret', guess(7), `${world.token.slice(0, -3)}xyz`]) {
        expect([none, await world.ask(none)]).toEqual([none, 429]);
      }
      const { headers, body } = await world.answer(guess(8));
      expect([headers?.['retry-after'], body]).toEqual([
        '1',
        expect.stringMatching(/Try again in 1 s; .*no valid key/),
      ]);
      for (let i = 0; i < 10; i++) {
        expect(await world.ask()).toBe(200);
      }
      expect(await world.ask(guess(9), '10.0.0.2')).toBe(401);
      expect(await world.follow('/guess')).toBe(200);
      world.pass(1_000 / ADDRESS_RATE_LIMIT.rate);
      expect(await world.ask(guess(10))).toBe(401);
    });

    test('limits a network of IPv6, whose addresses are as many as one wants', async () => {
      const world = await createWorld();
      for (let i = 0; i < ADDRESS_RATE_LIMIT.burst; i++) {
        expect(await world.ask(guess(i), `2001:db8:1:2::${i.toString(16)}`)).toBe(401);
      }
      expect(await world.ask(guess(7), '2001:db8:1:2:ffff::1')).toBe(429);
      expect(await world.ask(world.token, '2001:db8:1:2:ffff::1')).toBe(200);
      expect(await world.ask(guess(7), '2001:db8:1:3::1')).toBe(401);
    });

    test('limits a key that lacks the scope as the key that it is', async () => {
      const world = await createWorld();
      for (let i = 0; i < KEY_RATE_LIMIT.burst; i++) {
        expect((await world.answerReading()).statusCode).toBe(403);
      }
      expect((await world.answerReading()).statusCode).toBe(429);
    });
  });

  test('tells what it refuses, at once and then together, without addresses or secrets', async () => {
    const world = await createWorld();
    for (let i = 0; i < ADDRESS_RATE_LIMIT.burst + 3; i++) {
      await world.follow('/guess');
    }
    const message = 'requests were refused: there were too many';
    const first = { level: 'info', message, refused: { address: 1 } };
    expect(world.lines).toEqual([first]);
    for (let i = 0; i < SECRET_RATE_LIMIT.burst + 1; i++) {
      await world.follow('/valid/1');
    }
    for (let i = 0; i < KEY_RATE_LIMIT.burst + 1; i++) {
      await world.ask();
    }
    expect(world.lines).toEqual([first]);
    world.pass(10_000);
    // The last are told though nobody is refused any more.
    await world.ask();
    const refused = { address: 2, 'link or ping': 1, [`key ${world.key.id}`]: 1 };
    expect(world.lines).toEqual([first, { level: 'info', message, refused }]);
    expect(world.measured).toEqual([{ requestsRefused: 1 }, { requestsRefused: 4 }]);
  });
});
