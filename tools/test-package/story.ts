import { deepStrictEqual, doesNotMatch, match, ok, strictEqual } from 'node:assert';
import {
  copyFileSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Step } from '../test-deploy/steps.ts';
import { ran, type Shell, shell } from './shell.ts';
import { startAndPage } from './start-and-page.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const { name, version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  readonly name: string;
  readonly version: string;
};
const ARCHIVE = `${name.replace('@', '').replace('/', '-')}-${version}.tgz`;

/** This config has a mistake in its second line. */
const TYPED = `import { loadConfig } from '${name}/config';
const loaded: number = loadConfig('', 'wardbell.yaml');
import type { WardbellProps } from '${name}';
import { createClient, type IncidentSummary } from '${name}/client';
export const props: WardbellProps = { config: 'wardbell.yaml', rollout: 'at-once' };
export const open = async (url: string): Promise<readonly IncidentSummary[]> =>
  (await createClient({ url, key: 'wb_1' }).listIncidents({ query: { status: 'open' } })).incidents;
`;

/** The command line, as it is installed. */
const WARDBELL = ['--no-install', 'wardbell'];

/** The oldest Node that runs all of it. */
const OLDEST = '22.13.0';

/**
 * From the archive to a page, in folders that have nothing of the repository: with the Node of this
 * machine, with the one that the repository's own scripts run on, and with the oldest that runs
 * all.
 */
export function packageStory(folder: string): readonly Step[] {
  const usual = shell(join(folder, 'usual'));
  const newer = shell(join(folder, 'newer'), dirname(process.execPath));
  const oldest = shell(newer.folder, join(folder, 'oldest/node_modules/node/bin'));
  for (const one of [usual, newer]) {
    mkdirSync(one.folder);
  }
  const asked = usual.run('node', '--version').said;
  return [
    ['the package is built and packed', async () => pack(folder)],
    [`its archive writes a repository of our own (Node ${asked})`, async () => init(usual)],
    ['what it wrote installs without a warning', async () => install(usual)],
    ['it brings its licence and those of what is bundled', async () => bringLicences(usual)],
    ['its command line checks the config that it wrote', async () => validate(usual)],
    ['it imports configuration of Terraform', async () => importTerraform(usual)],
    ['its construct synthesizes there, without esbuild', async () => synthesize(usual)],
    ['its types are found, and refuse what is wrong', async () => refuseTypes(usual)],
    [
      'its platform starts and pages, or says which Node it needs',
      async () => {
        const said = await startAndPage(usual);
        if (said !== undefined) {
          match(said, /needs Node 22\.13 or later/);
        }
        return said;
      },
    ],
    [
      `its platform starts and pages on Node ${process.version}`,
      async () => {
        init(newer);
        install(newer);
        strictEqual(await startAndPage(newer), undefined);
      },
    ],
    [
      `all of that runs on Node ${OLDEST} too, from what was installed`,
      async () => {
        installNode(join(folder, 'oldest'), usual);
        strictEqual(oldest.run('node', '--version').said, `v${OLDEST}`);
        validate(oldest);
        synthesize(oldest);
        strictEqual(await startAndPage(oldest), undefined);
      },
    ],
  ];
}

function pack(folder: string): void {
  const built = ran(ROOT, process.env, 'npm', ['run', '--silent', 'build']);
  strictEqual(built.status, 0, built.said);
  const packed = ran(folder, process.env, 'npm', ['pack', join(ROOT, 'build/package')]);
  strictEqual(packed.status, 0, packed.said);
}

function init({ folder, run }: Shell): void {
  copyFileSync(join(folder, '..', ARCHIVE), join(folder, ARCHIVE));
  const answers = ['--name', 'st-olav', '--zone', 'Europe/Oslo', '--region', 'eu-north-1'];
  const people = ['--first', 'Anna Lind', '--second', 'Bo Ek'];
  const installed = run('npm', 'install', '--no-audit', '--no-fund', `./${ARCHIVE}`);
  strictEqual(installed.status, 0, installed.said);
  const { status, said } = run('npx', ...WARDBELL, 'init', '.', ...answers, ...people);
  strictEqual(status, 0, said);
}

/** npm's package `node` brings the program by a script of its own. */
function installNode(folder: string, { env }: Shell): void {
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{}');
  const { status, said } = ran(folder, env, 'npm', ['install', '--no-audit', `node@${OLDEST}`]);
  strictEqual(status, 0, said);
}

function install({ run }: Shell): void {
  const { status, said } = run('npm', 'install', '--no-audit', '--no-fund');
  strictEqual(status, 0, said);
  doesNotMatch(said, /warn/i);
}

function bringLicences({ folder }: Shell): void {
  const installed = join(folder, 'node_modules', name);
  for (const file of ['LICENSE', 'NOTICE', 'THIRD-PARTY-LICENSES.txt']) {
    ok(existsSync(join(installed, file)), file);
  }
}

function validate({ run }: Shell): void {
  const { status, said } = run('npm', 'run', 'validate');
  strictEqual(status, 0, said);
  match(said, /somebody is reached at every minute/);
}

function importTerraform({ run }: Shell): void {
  const configuration = join(ROOT, 'test/config/moving/exports/pagerduty/wards-terraform');
  const files = globSync(join(configuration, '*.tf'));
  const { said } = run('npx', ...WARDBELL, 'import', 'pagerduty', ...files, '--plan');
  match(said, /^✓ schedule /m);
}

function synthesize({ folder, run }: Shell): void {
  const { status, said } = run('npx', '--no-install', 'cdk', 'synth', '--quiet');
  strictEqual(status, 0, said);
  ok(!existsSync(join(folder, 'node_modules/esbuild')));
}

function refuseTypes({ folder, run }: Shell): void {
  writeFileSync(join(folder, 'typed.ts'), TYPED);
  const tsc = join(ROOT, 'node_modules/.bin/tsc');
  const how = ['--module', 'nodenext', '--target', 'es2024', '--strict', '--noEmit'];
  const { said } = run(tsc, ...how, '--skipLibCheck', '--types', '', 'typed.ts');
  deepStrictEqual(said.match(/^.*: error TS\d+/gmu), ['typed.ts(2,7): error TS2322']);
}
