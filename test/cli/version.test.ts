import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { EXIT_CODES } from '#cli/failure.ts';
import { readConfig } from '#cli/read-config.ts';
import { OWN_PACKAGE } from '#config/own-package.ts';
import { launch } from '../support/command-line.ts';
import { startTestPlatform, type TestPlatform } from '../support/platform.ts';

const FIRST = new URL('../../examples/first/wardbell.yaml', import.meta.url).pathname;
const HOSPITAL = new URL('../../examples/hospital/wardbell.yaml', import.meta.url).pathname;
const { version } = OWN_PACKAGE;

let world: TestPlatform;
let folder: string;

beforeAll(async () => {
  world = await startTestPlatform({ config: readConfig(FIRST) });
  folder = mkdtempSync(join(tmpdir(), 'wardbell-version-'));
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await world.platform.stop();
});

const run = (args: readonly string[], env = {}, cwd?: string) => launch(args, env, cwd).ended;

function connection() {
  return { WARDBELL_URL: world.platform.url, WARDBELL_KEY: world.platform.adminKey };
}

describe('wardbell --version', () => {
  test('prints the version alone where no config lies', async () => {
    expect(await run(['--version'], {}, folder)).toEqual({ code: 0, out: `${version}\n`, err: '' });
  }, 30_000);

  test('prints below it the hash of the config that is named or lies in the folder', async () => {
    const { hash } = readConfig(FIRST);
    const named = await run(['--version', `--config=${FIRST}`]);
    expect(named.out).toBe(`${version}\n${FIRST} ${hash.slice(0, 12)} (sha256 ${hash})\n`);
    const here = await run(['-V'], {}, join(FIRST, '..'));
    expect(here.out).toBe(named.out.replace(FIRST, 'wardbell.yaml'));
  }, 30_000);

  test('is printed where the config of the folder has mistakes, and fails where it is named', async () => {
    const bad = join(folder, 'wardbell.yaml');
    writeFileSync(bad, 'people: 7\n');
    try {
      const here = await run(['--version'], {}, folder);
      expect(here).toMatchObject({ code: 0, out: `${version}\n` });
      expect(here.err).toMatch(/has no hash while it has mistakes: .* validate wardbell.yaml/);
      const named = await run(['--config', bad, '--version']);
      expect(named).toMatchObject({ code: EXIT_CODES.failed[0], out: `${version}\n` });
      expect(named.err).toMatch(/people: 7 is not a mapping/);
    } finally {
      rmSync(bad);
    }
  }, 30_000);
});

describe('wardbell version', () => {
  test('tells what lies here beside what is deployed, and whether it is the same', async () => {
    const short = readConfig(FIRST).hash.slice(0, 12);
    const same = await run(['version', '--config', FIRST, '--check'], connection());
    expect(same.code).toBe(0);
    expect(same.out).toMatch(
      new RegExp(`^here +${version} +${short} +.*first/wardbell.yaml$`, 'm'),
    );
    expect(same.out).toMatch(new RegExp(`^deployed +${version} +${short} +http://`, 'm'));
    const other = await run(['version', '--config', HOSPITAL, '--check'], connection());
    expect(other).toMatchObject({
      code: EXIT_CODES.failed[0],
      out: expect.stringMatching(/^deployed/m),
    });
    expect(other.err).toMatch(/What is deployed is not what lies here: it has another config\./);
    const unchecked = await run(['version', '--config', HOSPITAL], connection());
    expect(unchecked).toMatchObject({
      code: 0,
      out: expect.stringMatching(/has another config\./),
    });
  }, 30_000);

  test('tells what lies here alone without a key, unless it is to be checked', async () => {
    const alone = await run(['version', '--config', FIRST, '--json']);
    const { hash } = readConfig(FIRST);
    const config = { file: FIRST, short: hash.slice(0, 12), sha256: hash };
    expect(JSON.parse(alone.out)).toEqual({ here: { version, config } });
    expect((await run(['version', '--check'])).code).toBe(EXIT_CODES.not_allowed[0]);
  }, 30_000);
});

test('GET /v1/version names both to whoever has a key that may read, and nothing to others', async () => {
  const { status, json } = await world.call('GET', '/v1/version', { key: await world.key('read') });
  const { hash } = readConfig(FIRST);
  expect({ status, json }).toEqual({
    status: 200,
    json: { version, config: { short: hash.slice(0, 12), sha256: hash } },
  });
  const nobody = await world.call('GET', '/v1/version', { key: null });
  const sender = await world.call('GET', '/v1/version', { key: await world.key('samples') });
  expect([nobody.status, sender.status]).toEqual([401, 403]);
  expect(nobody.text + sender.text).not.toMatch(version);
  expect((await world.call('GET', '/v1/health', { key: null })).text).not.toContain(version);
});
