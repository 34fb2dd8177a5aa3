import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { BLOCKS } from '../support/documents.ts';

const ROOT = new URL('../..', import.meta.url).pathname;
const GUIDE = 'docs/write-a-door.md';
/** Folders that the copy does not need. */
const LEFT = new Set(['.git', 'node_modules', 'build', 'cdk.out', 'docs', 'state']);
/** What the guide adds a line to. */
const LISTS = ['protocols/routes.ts', 'protocols/doors.ts'];

/** Posts what the guide says to a platform that has its door, and prints what comes of it. */
const TRY = `
import { startTestPlatform } from './test/support/platform.ts';
import { knock } from './test/protocols/graphite/knocks.ts';
const world = await startTestPlatform();
const post = (body, key) => world.call('POST', '/graphite', {
  body, headers: { 'content-type': 'text/plain' }, ...(key !== undefined && { key }),
});
await knock({ ask: async ({ body }) => post(body), key: '', now: new Date() });
const [good, bad, stranger] = [
  await post('bed-7.spo2 80'), await post('nonsense'), await post('bed-7.spo2 80', null),
];
const page = await world.nextPage();
console.log(JSON.stringify([good.status, bad.status, bad.json.detail, stranger.status, page.text]));
await world.platform.stop();
`;

let copy: string;

/** A copy of the repository in which somebody has followed the guide. */
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'wardbell-door-'));
  for (const name of readdirSync(ROOT).filter((one) => !LEFT.has(one))) {
    cpSync(join(ROOT, name), join(copy, name), { recursive: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  for (const { info, text } of BLOCKS.filter(({ at }) => at.startsWith(GUIDE))) {
    const [kind, file = ''] = info.split(' ');
    if (kind === 'ts') {
      mkdirSync(join(copy, dirname(file)), { recursive: true });
      const write = LISTS.includes(file) ? appendFileSync : writeFileSync;
      write(join(copy, file), text);
    }
  }
}, 60_000);

afterAll(() => rmSync(copy, { recursive: true, force: true }));

const run = (...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: copy,
    encoding: 'utf8',
  });
  return { status, said: `${stdout}${stderr}`.trim() };
};

describe('the door of the guide', () => {
  test('compiles, with the lines that the guide adds', () => {
    const project = {
      extends: './tsconfig.json',
      include: [],
      files: ['lambdas/ingest/index.ts', 'test/protocols/graphite/decode.test.ts'],
    };
    writeFileSync(join(copy, 'tsconfig.door.json'), JSON.stringify(project));
    const { said } = run('node_modules/typescript/bin/tsc', '-p', 'tsconfig.door.json');
    expect(said).toBe('');
  }, 120_000);

  test('takes what agents send, refuses the rest, and pages', () => {
    writeFileSync(join(copy, 'try.ts'), TRY);
    const { said } = run('--disable-warning=ExperimentalWarning', 'try.ts');
    expect(JSON.parse(said)).toEqual([
      204,
      400,
      expect.stringMatching(/^line 1 is not "path value time"/),
      401,
      expect.stringContaining('bed-7'),
    ]);
  }, 60_000);

  test('imports only what the rooms allow', () => {
    expect(run('tools/imports/run.ts')).toMatchObject({ status: 0 });
  }, 60_000);
});
