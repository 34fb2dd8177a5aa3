import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { parse } from 'yaml';
import { ownSource } from '#cli/own-archive.ts';
import { AWS_REGIONS } from '#config/aws-regions.ts';
import { loadConfig } from '#config/load.ts';
import { checkProps } from '../../lib/checked-props.ts';
import { launch } from '../support/command-line.ts';

const ANSWERS = ['--name', 'st-olav', '--zone', 'Europe/Oslo', '--region', 'eu-north-1'];
const PEOPLE = ['--first', 'Anna "A" Lind', '--second', 'Åsa: Ek'];

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wardbell-init-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

const init = (...args: readonly string[]) => launch(['init', folder, ...args]).ended;

describe('wardbell init', () => {
  test('writes a repository whose config is valid, with the names as they were given', async () => {
    expect(await init(...ANSWERS, ...PEOPLE)).toMatchObject({ code: 0 });
    const loaded = loadConfig(readFileSync(join(folder, 'wardbell.yaml'), 'utf8'), 'wardbell.yaml');
    if (!loaded.ok) {
      throw new Error(JSON.stringify(loaded.problems));
    }
    expect(loaded.warnings).toEqual([]);
    expect(loaded.config).toMatchObject({ timeZone: 'Europe/Oslo' });
    expect(Object.values(loaded.config.people).map(({ id, name }) => [id, name])).toEqual([
      ['anna', 'Anna "A" Lind'],
      ['asa', 'Åsa: Ek'],
    ]);
    expect(readFileSync(join(folder, 'app.mjs'), 'utf8')).toContain("region: 'eu-north-1'");
  }, 30_000);

  test('offers in app.mjs, as comments, what most hospitals set, which then synthesizes', async () => {
    await init(...ANSWERS, ...PEOPLE);
    const app = readFileSync(join(folder, 'app.mjs'), 'utf8');
    const offered = app.match(/^ {2}\/\/ (alarmEmails|heartbeatUrl|concurrency): .*,$/gmu) ?? [];
    expect(offered.map((line) => line.split(/[ :]+/u)[2])).toEqual([
      'alarmEmails',
      'heartbeatUrl',
      'concurrency',
    ]);
    const props = offered.map((line) => line.replace('//', '')).join('');
    const { alarmEmails, heartbeatUrl, concurrency } = runInNewContext(`({${props}})`);
    expect(() =>
      checkProps({ config: 'w.yaml', alarmEmails, heartbeatUrl, concurrency }),
    ).not.toThrow();
  }, 30_000);

  test('writes a README that says how each person gets a phone and a mailbox', async () => {
    await init(...ANSWERS, ...PEOPLE);
    const readme = readFileSync(join(folder, 'README.md'), 'utf8');
    for (const id of ['anna', 'asa']) {
      expect(readme).toMatch(new RegExp(`contacts add ${id} sms `));
      expect(readme).toMatch(
        new RegExp(`contacts add ${id} email [\\s\\S]*contacts confirm ${id} `),
      );
    }
    expect(readme).toContain('repo:<owner>/<repository>:environment:production');
  }, 30_000);

  test('lets only what is merged ask for the role that deploys', async () => {
    await init(...ANSWERS, ...PEOPLE);
    const file = join(folder, '.github/workflows/wardbell.yml');
    const { permissions, concurrency, jobs } = parse(readFileSync(file, 'utf8'));
    expect([permissions, concurrency, jobs.validate.permissions]).toEqual([
      { contents: 'read' },
      undefined,
      undefined,
    ]);
    expect(jobs.deploy).toMatchObject({
      if: expect.stringContaining("github.event_name == 'push'"),
      permissions: { contents: 'read', 'id-token': 'write' },
      concurrency: 'deploy',
      environment: 'production',
    });
  }, 30_000);

  test('takes along the archive that it was installed from, and depends on the copy', async () => {
    const archive = 'wardbell-wardbell-0.1.0.tgz';
    writeFileSync(join(folder, archive), 'an archive');
    const dependencies = { '@wardbell/wardbell': `file:${archive}` };
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ dependencies }));
    const inside = ownSource(folder, folder);
    const beside = ownSource(join(folder, 'ours'), join(folder, 'node_modules'));
    expect([inside, beside]).toEqual([
      { spec: `file:${archive}` },
      {
        spec: `file:vendor/${archive}`,
        copy: { from: join(folder, archive), to: `vendor/${archive}` },
      },
    ]);
  });

  test('overwrites nothing', async () => {
    writeFileSync(join(folder, 'README.md'), 'ours');
    const { code, err } = await init(...ANSWERS, ...PEOPLE);
    expect(code).toBe(4);
    expect(err).toContain(`${folder} has README.md already, and nothing is overwritten.`);
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toBe('ours');
  }, 30_000);

  test('refuses a folder by its name, and names another', async () => {
    const ours = join(folder, 'our-hospital');
    mkdirSync(ours);
    writeFileSync(join(ours, 'README.md'), 'ours');
    const args = ['init', 'our-hospital', ...ANSWERS, ...PEOPLE];
    const { err } = await launch(args, {}, folder).ended;
    expect(err).toMatch(/our-hospital has README\.md .* wardbell init our-hospital-2\n/);
  }, 30_000);

  test('says that the archive which it takes along is to be committed', async () => {
    writeFileSync(join(folder, 'wardbell.tgz'), 'an archive');
    const dependencies = { '@wardbell/wardbell': 'file:wardbell.tgz' };
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ dependencies }));
    const args = ['init', 'ours', ...ANSWERS, ...PEOPLE];
    const { out } = await launch(args, {}, folder).ended;
    expect(out).toContain('It depends on vendor/wardbell.tgz, the archive that you installed from');
    const readme = readFileSync(join(folder, 'ours', 'README.md'), 'utf8');
    expect(readme).toContain('commit package-lock.json and vendor/wardbell.tgz');
  }, 30_000);

  test('completes the package.json that npm install has left', async () => {
    const left = {
      type: 'commonjs',
      scripts: { test: 'ours' },
      dependencies: { '@wardbell/wardbell': 'file:wardbell.tgz' },
    };
    writeFileSync(join(folder, 'package.json'), JSON.stringify(left));
    expect(await init(...ANSWERS, ...PEOPLE)).toMatchObject({ code: 0 });
    const written = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    expect(written).toMatchObject({ ...left, name: 'st-olav', private: true });
    expect(written.scripts.validate).toBe('wardbell validate wardbell.yaml');
    expect(Object.keys(written.dependencies)).toContain('aws-cdk-lib');
  }, 30_000);

  test.each([
    ['{"scripts": {"start": "ours"}}', /scripts "start" of its own/],
    ['{', /package\.json is not JSON/],
  ])(
    'leaves alone a package.json that it cannot complete: %s',
    async (text, says) => {
      writeFileSync(join(folder, 'package.json'), text);
      const { code, err } = await init(...ANSWERS, ...PEOPLE);
      expect([code, err]).toEqual([4, expect.stringMatching(says)]);
      expect(readFileSync(join(folder, 'package.json'), 'utf8')).toBe(text);
    },
    30_000,
  );

  test.each([
    [['--name', 'St Olav'], /--name: "St Olav" cannot be its name: it takes small letters/],
    [['--zone', 'Europe/Osl'], /no time zone "Europe\/Osl": did you mean "Europe\/Oslo"\?/],
    [
      ['--region', 'eu-wst-1'],
      /--region: there is no Region "eu-wst-1"\. Did you mean "eu-west-1"\? Those of eu: eu-central-1, eu-central-2, /,
    ],
    [
      ['--region', 'Oslo'],
      /--region: there is no Region "Oslo"\. There are: af-south-1, .*us-west-2$/m,
    ],
    [['--first', ' '], /--first: the text is empty/],
    [['--first', '42'], /--first: "42" is no name of a person: it has no letter/],
    [['--first', 'A'.repeat(61)], /--first: "A+…" takes 61 characters; there is room for 60/],
    [
      [...ANSWERS, '--first', 'Anna Lind', '--second', 'anna lind'],
      /--second: "anna lind" takes turns already: name somebody else/,
    ],
    [ANSWERS, /Nobody can be asked here\. Give --first, --second\./],
  ])(
    'refuses %j and writes nothing',
    async (args, says) => {
      const { code, err } = await init(...args);
      expect([code, err]).toEqual([2, expect.stringMatching(says)]);
    },
    30_000,
  );
});

test('the Regions are those that the CDK knows', () => {
  expect(AWS_REGIONS).toEqual(RegionInfo.regions.map(({ name }) => name));
});

test('two people of one name are told apart', async () => {
  await init(...ANSWERS, '--first', 'Bo Ek', '--second', 'Bo Berg');
  expect(readFileSync(join(folder, 'wardbell.yaml'), 'utf8')).toMatch(/bo-1: .*\n.*bo-2: /);
}, 30_000);
