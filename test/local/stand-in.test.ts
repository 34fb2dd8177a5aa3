import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Browser, createBrowser } from '../support/browser.ts';
import { startTestPlatform, TEST_CONFIG, type TestPlatform } from '../support/platform.ts';
import { TEST_ACCESS } from '../support/signed-in.ts';

let started: TestPlatform;
let url: string;

beforeAll(async () => {
  started = await startTestPlatform();
  url = started.platform.url;
});

afterAll(() => started.platform.stop());

/** Chooses on the page that asks who one is. */
async function choose(browser: Browser, who: string, at = url, query = '') {
  const asked = await browser.open(`${at}/console/sign-in${query}`);
  return browser.post(asked.url, { who });
}

async function me(browser: Browser, at = url) {
  const response = await browser.ask(`${at}/v1/me`, { headers: { accept: 'application/json' } });
  return response.json();
}

describe('on one machine', () => {
  test('one click signs in as any person of the config', async () => {
    const browser = createBrowser();
    const asked = await browser.open(`${url}/console/sign-in?to=/console/oncall`);
    expect(asked.text).toMatch(/<button class="main" name="who" value="anna">Anna, responder/u);
    const shown = await browser.post(asked.url, { who: 'anna' });
    expect(shown.url).toBe(`${url}/console/oncall`);
    expect(await me(browser)).toMatchObject({ person: 'anna', role: 'responder' });
  });

  test.each(['lead', 'admin'])('another click gives anybody the role %s', async (role) => {
    const browser = createBrowser();
    await choose(browser, `anna ${role}`);
    expect(await me(browser)).toMatchObject({ person: 'anna', role });
  });

  test.each(['viewer', 'admin'])('a guest may have the role %s', async (role) => {
    const browser = createBrowser();
    await choose(browser, `guest ${role}`);
    const known = await me(browser);
    expect(known).toMatchObject({ name: 'A guest', role });
    expect(known).not.toHaveProperty('person');
  });

  test('people have the roles that the config gives them, wherever it says that they sign in', async () => {
    const own = await startTestPlatform({
      config: {
        ...TEST_CONFIG,
        access: {
          signIn: {
            ...TEST_ACCESS.signIn,
            issuer: 'https://login.hospital.example',
            personClaim: 'email',
          },
          roles: { ...TEST_ACCESS.roles, lead: { groups: [], people: ['anna'] } },
        },
      },
    });
    try {
      const at = own.platform.url;
      const browser = createBrowser();
      await choose(browser, 'anna', at);
      expect(await me(browser, at)).toMatchObject({ person: 'anna', role: 'lead' });
      await choose(browser, 'anna admin', at);
      expect(await me(browser, at)).toMatchObject({ role: 'admin' });
    } finally {
      await own.platform.stop();
    }
  });

  test('signing out leads back to a page that says so, and nobody is signed in any more', async () => {
    const browser = createBrowser();
    await choose(browser, 'anna');
    const shown = await browser.post(`${url}/console/sign-out`, {});
    const next = shown.headers.get('refresh')?.replace(/^0; url=/u, '') ?? '';
    expect((await browser.open(next)).text).toMatch(/You are signed out/u);
    expect(await me(browser)).toMatchObject({ status: 401 });
  });
});

describe('the page that asks who one is', () => {
  async function asked(browser = createBrowser()) {
    return (await browser.open(`${url}/console/sign-in`)).url;
  }

  test('is not answered by a page elsewhere', async () => {
    const browser = createBrowser();
    const headers = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };
    const shown = await browser.post(await asked(browser), { who: 'anna admin' }, { headers });
    expect(shown.status).toBe(403);
  });

  test('is not answered for somebody whom the config does not know', async () => {
    const browser = createBrowser();
    const shown = await browser.post(await asked(browser), { who: 'eve admin' });
    expect(shown.status).toBe(403);
  });

  test('is not passed by without a click', async () => {
    const browser = createBrowser();
    const shown = await browser.open(`${await asked(browser)}&chosen=made-up`);
    expect([shown.status, shown.text]).toEqual([200, expect.stringMatching(/Who are you/u)]);
  });

  test.each([
    ['redirect_uri', 'https://evil.example/console/callback'],
    ['client_id', 'another'],
    ['code_challenge_method', 'plain'],
  ])('gives nobody a code with another %s', async (name, value) => {
    const browser = createBrowser();
    const other = new URL(await asked(browser));
    other.searchParams.set(name, value);
    expect((await browser.open(other.href)).status).toBe(400);
    expect((await browser.post(other.href, { who: 'anna' })).status).toBe(400);
  });

  test('sends nobody elsewhere after signing out', async () => {
    const response = await createBrowser().ask(
      `${url}/issuer/endsession?post_logout_redirect_uri=https://evil.example/`,
    );
    expect(response.status).toBe(400);
  });

  test('is not there under a name of somebody else that leads to this machine', async () => {
    const page = new URL(await asked());
    const [host, port] = [page.hostname, page.port];
    const { request } = await import('node:http');
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const headers = { host: 'evil.example' };
      request({ host, port, path: page.pathname + page.search, headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(421);
  });
});
