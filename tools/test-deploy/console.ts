import { match, ok, strictEqual } from 'node:assert';
import type { Step } from './steps.ts';

const AS_BROWSER = { accept: 'text/html' };

/** What a browser meets at the deployed address. */
export function consoleSteps(stage: { readonly url: string }): readonly Step[] {
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
  ];
}
