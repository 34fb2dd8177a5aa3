import { match, ok, strictEqual } from 'node:assert';
import type { Issuer } from './issuer.ts';
import type { Step } from './steps.ts';

const AS_BROWSER = { accept: 'text/html' };

interface Stage {
  readonly url: string;
  readonly issuer: Issuer;
}

/** What a browser meets at the deployed address. */
export function consoleSteps(stage: Stage): readonly Step[] {
  const get = (path: string) =>
    fetch(stage.url + path, { headers: AS_BROWSER, redirect: 'manual' });
  return [
    [
      'the console answers with its files, which hold a hash, and forbids what is not its own',
      async () => {
        const shell = await get('/console/silences');
        strictEqual(shell.status, 200);
        match(shell.headers.get('content-security-policy') ?? '', /script-src 'self'/);
        match(shell.headers.get('strict-transport-security') ?? 'max-age', /^max-age/);
        const files = [...(await shell.text()).matchAll(/\/console\/files\/[^"]+/g)].map(String);
        ok(files.length >= 4, `The shell names only ${files.join(', ')}.`);
        for (const file of files) {
          const answer = await get(file);
          strictEqual(answer.status, 200, file);
          match(answer.headers.get('cache-control') ?? '', /immutable/);
        }
        return `${files.length} files`;
      },
    ],
    [
      'nobody is known there without a session, and no phone is shown',
      async () => {
        strictEqual((await get('/v1/me')).status, 401);
        const plain = await get('/console/plain/now');
        strictEqual(plain.status, 302);
        match(
          plain.headers.get('location') ?? '',
          /\/console\/sign-in\?to=%2Fconsole%2Fplain%2Fnow$/,
        );
        strictEqual((await get('/v1/phones')).status, 404);
      },
    ],
    ...signedIn(stage),
  ];
}

/** The way of a browser to an issuer of somebody else's and back, and out again. */
function signedIn(stage: Stage): readonly Step[] {
  const cookies = new Map<string, string>();
  let callback = '';

  /** Asks as the browser does that holds these cookies, and follows nothing by itself. */
  async function visit(url: string, init: RequestInit = {}): Promise<Response> {
    const isOurs = url.startsWith(stage.url);
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...AS_BROWSER, ...(isOurs && { cookie }), ...init.headers };
    const answer = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const set of isOurs ? answer.headers.getSetCookie() : []) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/u.exec(set) ?? [];
      if (/max-age=0/iu.test(set)) {
        cookies.delete(name);
      } else {
        cookies.set(name, value);
      }
    }
    return answer;
  }
  const next = (answer: Response) => answer.headers.get('location') ?? '';
  const me = () => visit(`${stage.url}/v1/me`);
  return [
    [
      'somebody signs in at an issuer of others, and comes back to where they wanted',
      async () => {
        const begun = await visit(`${stage.url}/console/sign-in?to=%2Fconsole%2Foncall`);
        strictEqual(begun.status, 302, await begun.text());
        ok(next(begun).startsWith(`${stage.issuer.url}/authorize?`), next(begun));
        callback = next(await visit(next(begun)));
        ok(callback.startsWith(`${stage.url}/console/callback?`), callback);
        const back = await visit(callback);
        strictEqual(back.status, 303, await back.text());
        strictEqual(next(back), `${stage.url}/console/oncall`);
        const { person, role } = JSON.parse(await (await me()).text());
        strictEqual(`${person}, ${role}`, 'anna, responder');
      },
    ],
    [
      'the way back opens nothing a second time, in another browser',
      async () => {
        const answer = await fetch(callback, { headers: AS_BROWSER, redirect: 'manual' });
        ok(answer.status >= 400, `It was answered with ${answer.status}.`);
        strictEqual(answer.headers.getSetCookie().length, 0);
      },
    ],
    [
      'whoever signs out is known no more, by the same cookie',
      async () => {
        const held = new Map(cookies);
        const headers = { origin: new URL(stage.url).origin };
        strictEqual(
          (await visit(`${stage.url}/console/sign-out`, { method: 'POST', headers })).ok,
          true,
        );
        for (const [name, value] of held) {
          cookies.set(name, value);
        }
        strictEqual((await me()).status, 401);
      },
    ],
  ];
}
