import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { memoryPorts } from '#adapters/memory/memory-ports.ts';
import type { AccessPolicy } from '#core/access/policy.ts';
import { auditPlaceAfter } from '#core/audit/audit-entry.ts';
import { MINUTE } from '#core/time/instant.ts';
import { createAnswerHandler } from '#lambdas/answer/handler.ts';
import { createConsoleHandler } from '#lambdas/console/handler.ts';
import { createRespondHandler } from '#lambdas/respond/handler.ts';
import { consoleIssuer } from '#lambdas/support/console-issuer.ts';
import { type HttpFront, startHttpFront } from '#local/http-server.ts';
import type { LogLine } from '#runtime/log.ts';
import { type Browser, createBrowser, type Shown } from '../../support/browser.ts';
import { CONSOLE_FILES } from '../../support/console-files.ts';
import { TEST_CONFIG } from '../../support/platform.ts';
import { TEST_ACCESS } from '../../support/signed-in.ts';
import { STOCK_CLIENT, type StockIssuer, startStockIssuer } from '../../support/stock-issuer.ts';

const COOKIE = 'wardbell';

let issuer: StockIssuer;
const fronts: HttpFront[] = [];

beforeAll(async () => {
  issuer = await startStockIssuer();
});

afterAll(async () => {
  await Promise.all(fronts.map((front) => front.stop()));
  await issuer.stop();
});

interface Given {
  readonly secret?: string;
  readonly signIn?: Partial<AccessPolicy['signIn']>;
}

/** A platform whose people sign in at the stock issuer, by which it is known. */
async function createPlatform({ secret = STOCK_CLIENT.secret, signIn = {} }: Given = {}) {
  let ahead = 0;
  const clock = () => Date.now() + ahead;
  const front = await startHttpFront(0, clock);
  fronts.push(front);
  await issuer.know(front.url);
  issuer.people.clear();
  issuer.people.set('anna', { preferred_username: 'anna', groups: ['responders'] });
  issuer.people.set('bo', { preferred_username: 'bo', name: 'Bo', groups: ['cooks'] });
  const log: LogLine[] = [];
  const access: AccessPolicy = {
    ...TEST_ACCESS,
    signIn: { ...TEST_ACCESS.signIn, scopes: ['openid', 'profile'], issuer: issuer.url, ...signIn },
  };
  const runtime = {
    ports: memoryPorts(clock),
    config: { ...TEST_CONFIG, access },
    publicUrl: front.url,
    clock,
    log: (line: LogLine) => log.push(line),
    measure: () => undefined,
  };
  const respond = createRespondHandler(runtime);
  const { issuer: at = '', clientId = '' } = access.signIn;
  const issuerOf = consoleIssuer(
    { access },
    { issuer: at, clientId, alwaysMfa: false, secret: async () => secret },
  );
  const console = createConsoleHandler(runtime, { files: () => CONSOLE_FILES, issuer: issuerOf });
  front.serve({
    ingest: respond,
    answer: createAnswerHandler(runtime),
    reports: respond,
    contacts: respond,
    respond,
    console,
  });
  return {
    url: front.url,
    ports: runtime.ports,
    log,
    putForward: (ms: number) => {
      ahead += ms;
    },
    begin: (browser: Browser, query = '') => browser.open(`${front.url}/console/sign-in${query}`),
    async signIn(browser: Browser, account = 'anna', query = ''): Promise<Shown> {
      const asked = await browser.open(`${front.url}/console/sign-in${query}`);
      return issuer.signIn(browser, asked, account);
    },
    me: async (browser: Browser) => {
      const response = await browser.ask(`${front.url}/v1/me`, {
        headers: { accept: 'application/json' },
      });
      return { status: response.status, ...((await response.json()) as { name?: string }) };
    },
  };
}

type TestPlatform = Awaited<ReturnType<typeof createPlatform>>;

/** The address at which the issuer sent a browser back. */
function callbackOf({ way }: Shown): string {
  const found = way.find((url) => url.includes('/console/callback'));
  if (found === undefined) {
    throw new Error(`The browser never came back: ${way.join(' ')}`);
  }
  return found;
}

/** Nobody was signed in: the page says why, and the browser holds no session. */
async function expectRefused(
  platform: TestPlatform,
  browser: Browser,
  shown: Pick<Shown, 'status' | 'text'>,
  status: number,
  words: RegExp,
) {
  expect([shown.status, shown.text]).toEqual([status, expect.stringMatching(words)]);
  expect(browser.cookies.has(COOKIE)).toBe(false);
  expect((await platform.me(browser)).status).toBe(401);
  expect(await platform.ports.sessions.sessions()).toEqual([]);
}

describe('whoever signs in at an issuer that is not ours', () => {
  test('comes back to where they wanted, and is known to the API by the cookie alone', async () => {
    const platform = await createPlatform();
    const browser = createBrowser();
    const shown = await platform.signIn(
      browser,
      'anna',
      '?to=%2Fconsole%2Fincidents%3Fservice%3Dicu',
    );
    expect([shown.status, shown.url]).toEqual([
      200,
      `${platform.url}/console/incidents?service=icu`,
    ]);
    expect(await platform.me(browser)).toMatchObject({
      status: 200,
      name: 'Anna',
      role: 'responder',
    });
    expect([...browser.cookies.keys()]).toEqual(expect.arrayContaining([COOKIE]));
    expect([...browser.cookies.keys()].filter((name) => name.includes('sign-in'))).toEqual([]);
  });

  test('is never given a token of the issuer', async () => {
    const platform = await createPlatform();
    const browser = createBrowser();
    const shown = await platform.signIn(browser);
    const held = [...browser.cookies.values(), ...shown.way, shown.text].join('\n');
    expect(held).not.toMatch(/eyJ[\w-]+\.eyJ/u);
  });

  test('may sign in from several tabs at once', async () => {
    const platform = await createPlatform();
    const browser = createBrowser();
    const one = await platform.begin(browser, '?to=/console/oncall');
    const other = await platform.begin(browser);
    expect((await issuer.signIn(browser, other, 'anna')).url).toBe(`${platform.url}/console/now`);
    expect((await issuer.signIn(browser, one, 'anna')).url).toBe(`${platform.url}/console/oncall`);
  });

  test('is led nowhere else by a link that somebody made up', async () => {
    const platform = await createPlatform();
    for (const to of [
      'https://evil.example/',
      '//evil.example',
      '/\\evil.example',
      '/a/x',
      '/console/sign-out',
    ]) {
      const shown = await platform.signIn(createBrowser(), 'anna', `?to=${encodeURIComponent(to)}`);
      expect(shown.url).toBe(`${platform.url}/console/now`);
    }
  });

  test('loads the page at which they came back once more, and is not told that it failed', async () => {
    const platform = await createPlatform();
    const browser = createBrowser();
    const callback = callbackOf(await platform.signIn(browser));
    expect(await browser.open(callback)).toMatchObject({
      status: 200,
      url: `${platform.url}/console/now`,
    });
  });

  test('leaves the session behind that the browser had before', async () => {
    const platform = await createPlatform();
    const browser = createBrowser();
    await platform.signIn(browser);
    await platform.signIn(browser);
    expect(await platform.ports.sessions.sessions()).toHaveLength(1);
  });

  test('comes by another name of the platform, and is sent to the one that the issuer knows', async () => {
    const platform = await createPlatform();
    const response = await createBrowser().ask(
      `${platform.url.replace('127.0.0.1', 'localhost')}/console/sign-in?to=/console/oncall`,
    );
    expect(response.headers.get('location')).toBe(
      `${platform.url}/console/sign-in?to=%2Fconsole%2Foncall&moved=yes`,
    );
  });
});

describe('nobody is signed in', () => {
  test('by a sign-in that another browser began', async () => {
    const platform = await createPlatform();
    const anna = createBrowser();
    const asked = await platform.begin(anna);
    anna.cookies.delete([...anna.cookies.keys()].find((name) => name.includes('sign-in')) ?? '');
    const callback = callbackOf(await issuer.signIn(anna, asked, 'anna'));
    const other = createBrowser();
    await platform.begin(other);
    await expectRefused(platform, other, await other.open(callback), 400, /not known here/u);
  });

  test('by a sign-in that was used already, whoever kept its cookie', async () => {
    const platform = await createPlatform();
    const browser = createBrowser();
    const asked = await platform.begin(browser);
    const kept = [...browser.cookies].filter(([name]) => name.includes('sign-in'));
    const callback = callbackOf(await issuer.signIn(browser, asked, 'anna'));
    await browser.post(`${platform.url}/console/sign-out`, {});
    const thief = createBrowser();
    for (const [name, value] of kept) {
      thief.cookies.set(name, value);
    }
    await expectRefused(platform, thief, await thief.open(callback), 400, /used already/u);
  });

  test('a quarter of an hour after it began', async () => {
    const platform = await createPlatform();
    const browser = createBrowser();
    const asked = await platform.begin(browser);
    platform.putForward(16 * MINUTE);
    const shown = await issuer.signIn(browser, asked, 'anna');
    await expectRefused(platform, browser, shown, 400, /took too long/u);
  });

  test('by a cookie that somebody has changed', async () => {
    const platform = await createPlatform();
    const browser = createBrowser();
    const asked = await platform.begin(browser);
    for (const [name, value] of browser.cookies) {
      if (name.includes('sign-in')) {
        const [payload = '', signature = ''] = value.split('.');
        const flow = JSON.parse(Buffer.from(payload, 'base64url').toString());
        const changed = JSON.stringify({ ...flow, at: flow.at + 1 });
        browser.cookies.set(name, `${Buffer.from(changed).toString('base64url')}.${signature}`);
      }
    }
    const shown = await issuer.signIn(browser, asked, 'anna');
    await expectRefused(platform, browser, shown, 400, /not known here/u);
  });

  const ofAnother: { token?: unknown } = {};
  test.each<[string, (body: Record<string, unknown>) => void]>([
    [
      'whose signature is not the issuer’s',
      (body) => {
        body['id_token'] = String(body['id_token']).replace(/\.[^.]{6}([^.]*)$/u, '.AAAAAA$1');
      },
    ],
    [
      'without a signature',
      (body) => {
        const [, payload] = String(body['id_token']).split('.');
        const header = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');
        body['id_token'] = `${header}.${payload}.`;
      },
    ],
    [
      'of an earlier sign-in',
      (body) => {
        body['id_token'] = ofAnother.token;
      },
    ],
    [
      'that is not there',
      (body) => {
        delete body['id_token'];
      },
    ],
  ])('by an ID token %s', async (_, interfere) => {
    const platform = await createPlatform();
    issuer.interfere = (body) => {
      ofAnother.token = body['id_token'];
    };
    await platform.signIn(createBrowser());
    for (const { id } of await platform.ports.sessions.sessions()) {
      await platform.ports.sessions.removeSession(id);
    }
    issuer.interfere = interfere;
    const browser = createBrowser();
    const shown = await platform.signIn(browser);
    issuer.interfere = undefined;
    await expectRefused(platform, browser, shown, 400, /cannot be trusted/u);
    expect(platform.log.map(({ kind }) => kind)).toEqual(['forged']);
  });

  test('who turns back at the issuer', async () => {
    const platform = await createPlatform();
    const browser = createBrowser();
    const { url } = await platform.begin(browser);
    const shown = await browser.open(`${url}/abort`);
    await expectRefused(platform, browser, shown, 403, /access_denied/u);
  });

  test('who has no role, and is told by which account and groups they came', async () => {
    const platform = await createPlatform();
    const browser = createBrowser();
    const shown = await platform.signIn(browser, 'bo');
    await expectRefused(platform, browser, shown, 403, /signed in as bo.*groups: cooks/su);
    expect(shown.text).toMatch(/href="\/console\/sign-in\?again=yes"/u);
    const again = await browser.open(`${platform.url}/console/sign-in?again=yes`);
    expect(again.way.join(' ')).toMatch(/prompt=login/u);
  });

  test('whose role asks for a second factor that they did not use', async () => {
    const platform = await createPlatform({ signIn: { requireMfa: ['responder'] } });
    const browser = createBrowser();
    const shown = await platform.signIn(browser);
    await expectRefused(platform, browser, shown, 403, /role &quot;responder&quot; asks for two/u);
  });

  test('of whom the issuer does not say what the config asks for', async () => {
    const platform = await createPlatform({ signIn: { personClaim: 'upn' } });
    const browser = createBrowser();
    const shown = await platform.signIn(browser);
    await expectRefused(
      platform,
      browser,
      shown,
      403,
      /claim &quot;upn&quot;.*there are only: .*sub/su,
    );
  });

  test('while the issuer does not take the secret of the platform', async () => {
    const platform = await createPlatform({ secret: 'another' });
    const browser = createBrowser();
    const shown = await platform.signIn(browser);
    await expectRefused(platform, browser, shown, 502, /invalid_client/u);
  });

  test('while the issuer does not answer, and everybody is told so', async () => {
    const platform = await createPlatform({ signIn: { issuer: 'http://127.0.0.1:9' } });
    const browser = createBrowser();
    const shown = await platform.begin(browser);
    await expectRefused(platform, browser, shown, 503, /127\.0\.0\.1:9.*does not answer/u);
    expect(shown.text).toMatch(/open the link in the SMS/u);
  });
});

describe('whoever signs out', () => {
  test('is signed out at every instance at once, and asked by the issuer too', async () => {
    const platform = await createPlatform();
    const browser = createBrowser();
    await platform.signIn(browser);
    const session = browser.cookies.get(COOKIE) ?? '';
    const shown = await browser.post(`${platform.url}/console/sign-out`, {});
    const next = shown.headers.get('refresh')?.replace(/^0; url=/u, '') ?? '';
    expect(next).toMatch(new RegExp(`^${issuer.url}/session/end\\?client_id=wardbell&`, 'u'));
    expect(browser.cookies.has(COOKIE)).toBe(false);
    browser.cookies.set(COOKIE, session);
    expect((await platform.me(browser)).status).toBe(401);
    expect((await browser.open(next)).status).toBe(200);
  });

  test('everywhere, ends all their sessions and nobody else’s', async () => {
    const platform = await createPlatform();
    issuer.people.set('bo', { preferred_username: 'bo', groups: ['leads'] });
    const [phone, desk, bo] = [createBrowser(), createBrowser(), createBrowser()];
    await platform.signIn(phone);
    await platform.signIn(desk);
    await platform.signIn(bo, 'bo');
    await phone.post(`${platform.url}/console/sign-out`, { everywhere: 'yes' });
    expect((await platform.me(desk)).status).toBe(401);
    expect((await platform.me(bo)).status).toBe(200);
  });

  test('at the issuer, is signed out here', async () => {
    const platform = await createPlatform();
    const browser = createBrowser();
    await platform.signIn(browser);
    const asked = await browser.open(`${issuer.url}/session/end`);
    const [, xsrf = ''] = /name="xsrf" value="(\w+)"/u.exec(asked.text) ?? [];
    await browser.post(`${issuer.url}/session/end/confirm`, { xsrf, logout: 'yes' });
    expect((await platform.me(browser)).status).toBe(401);
    expect(await platform.ports.sessions.sessions()).toEqual([]);
  });

  test('is never made to by a page elsewhere', async () => {
    const platform = await createPlatform();
    const browser = createBrowser();
    await platform.signIn(browser);
    for (const headers of [
      { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
      { 'sec-fetch-site': 'same-site', origin: 'https://other.example' },
      { 'sec-fetch-site': 'none', origin: 'null' },
    ]) {
      const shown = await browser.post(`${platform.url}/console/sign-out`, {}, { headers });
      expect(shown.status).toBe(403);
    }
    expect((await platform.me(browser)).status).toBe(200);
  });

  test('is not signed out by following a link', async () => {
    const platform = await createPlatform();
    const browser = createBrowser();
    await platform.signIn(browser);
    const shown = await browser.open(`${platform.url}/console/sign-out`);
    expect(shown.text).toMatch(/<form method="post">.*Sign out everywhere/su);
    expect((await platform.me(browser)).status).toBe(200);
  });
});

describe('a token that says somebody has signed out', () => {
  test.each([
    ['that nobody signed', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbm5hIn0.'],
    ['that is none', 'x'],
    ['that is missing', ''],
  ])('%s is refused', async (_, token) => {
    const platform = await createPlatform();
    const browser = createBrowser();
    await platform.signIn(browser);
    const response = await fetch(`${platform.url}/console/back-channel-logout`, {
      method: 'POST',
      body: new URLSearchParams({ logout_token: token }),
    });
    expect(response.status).toBe(400);
    expect((await platform.me(browser)).status).toBe(200);
  });

  test('is refused where it is an ID token of the issuer', async () => {
    const platform = await createPlatform();
    const given: unknown[] = [];
    issuer.interfere = (body) => given.push(body['id_token']);
    const browser = createBrowser();
    await platform.signIn(browser);
    issuer.interfere = undefined;
    const response = await fetch(`${platform.url}/console/back-channel-logout`, {
      method: 'POST',
      body: new URLSearchParams({ logout_token: String(given[0]) }),
    });
    expect(response.status).toBe(400);
    expect((await platform.me(browser)).status).toBe(200);
  });
});

describe('the audit trail', () => {
  test('tells who signed in and out, and who did not get in, with why', async () => {
    const platform = await createPlatform();
    const browser = createBrowser();
    await platform.signIn(browser);
    await platform.signIn(createBrowser(), 'bo');
    await platform.signIn(browser);
    await browser.post(`${platform.url}/console/sign-out`, { everywhere: 'yes' });
    const thief = createBrowser();
    await thief.open(`${platform.url}/console/callback?code=x&state=made-up`);
    const now = Date.now() + MINUTE;
    const { entries } = await platform.ports.trail.onDay(now, auditPlaceAfter(now), 50);
    const told = entries
      .filter(({ outcome }) => outcome !== 'begun')
      .map(({ action, who, outcome, reason }) => [action, who.kind, who.by, reason ?? outcome]);
    expect(told.toReversed()).toEqual([
      ['sign_in', 'person', 'anna', 'done'],
      ['sign_in', 'nobody', 'bo', 'no_role'],
      ['sign_in', 'person', 'anna', 'done'],
      ['sign_out', 'person', 'anna', 'done'],
      ['sign_in', 'nobody', 'nobody', 'unknown'],
    ]);
    expect(JSON.stringify(entries)).not.toContain(browser.cookies.get(COOKIE) ?? 'no cookie');
  });
});
