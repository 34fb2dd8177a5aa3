import { deepStrictEqual, doesNotMatch, match, ok, strictEqual } from 'node:assert';
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Step } from '../test-deploy/steps.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const { name, version, devDependencies } = JSON.parse(
  readFileSync(join(ROOT, 'package.json'), 'utf8'),
) as {
  readonly name: string;
  readonly version: string;
  readonly devDependencies: Readonly<Record<string, string>>;
};

const APP = `import { App, Stack } from 'aws-cdk-lib';
import { Wardbell } from '${name}';
const app = new App();
const config = 'node_modules/${name}/examples/first/wardbell.yaml';
const wardbell = new Wardbell(new Stack(app, 'Hospital'), 'Pager', { config });
const { directory } = app.synth();
console.log(Object.keys(wardbell.config.services), directory);
`;

/** The second line is wrong. */
const TYPED = `import { loadConfig } from '${name}/config';
const loaded: number = loadConfig('', 'wardbell.yaml');
import type { WardbellProps } from '${name}';
export const props: WardbellProps = { config: 'wardbell.yaml', rollout: 'at-once' };
`;

/** From the archive to a page, in a folder that has nothing of the repository. */
export function packageStory(folder: string): readonly Step[] {
  const run = (command: string, ...args: readonly string[]) => ran(folder, command, args);
  return [
    [
      'the package is built and packed',
      async () => {
        strictEqual(ran(ROOT, 'npm', ['run', '--silent', 'build']).status, 0);
        const packed = run('npm', 'pack', join(ROOT, 'build/package'));
        strictEqual(packed.status, 0, packed.said);
      },
    ],
    [
      'its archive installs without a warning',
      async () => {
        writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
        const archive = `./${name.replace('@', '').replace('/', '-')}-${version}.tgz`;
        const cdk = ['aws-cdk-lib', 'constructs'].map((one) => `${one}@${devDependencies[one]}`);
        const { status, said } = run('npm', 'install', '--no-audit', '--no-fund', archive, ...cdk);
        strictEqual(status, 0, said);
        doesNotMatch(said, /warn/i);
      },
    ],
    [
      'its command line checks a config',
      async () => {
        const config = `node_modules/${name}/examples/hospital/wardbell.yaml`;
        const { status, said } = run('npx', '--no', 'wardbell', 'validate', config);
        strictEqual(status, 0, said);
        match(said, /somebody is reached at every minute/);
      },
    ],
    [
      'its construct synthesizes in an app of the CDK, without esbuild',
      async () => {
        writeFileSync(join(folder, 'app.js'), APP);
        const begun = performance.now();
        const { status, said } = run('node', 'app.js');
        strictEqual(status, 0, said);
        ok(!ran(folder, 'ls', ['node_modules']).said.includes('esbuild'));
        return `${((performance.now() - begun) / 1000).toFixed(1)} s`;
      },
    ],
    [
      'its types are found, and refuse what is wrong',
      async () => {
        writeFileSync(join(folder, 'typed.ts'), TYPED);
        const tsc = join(ROOT, 'node_modules/.bin/tsc');
        const how = ['--module', 'nodenext', '--target', 'es2024', '--strict', '--noEmit'];
        const { said } = run(tsc, ...how, '--skipLibCheck', '--types', '', 'typed.ts');
        deepStrictEqual(said.match(/^.*: error TS\d+/gmu), ['typed.ts(2,7): error TS2322']);
      },
    ],
    ['its platform starts and pages, or says which Node it needs', () => startAndPage(folder)],
  ];
}

async function startAndPage(folder: string): Promise<string> {
  const platform = spawn('npx', ['--no', 'wardbell', 'start', '--port', '0'], {
    cwd: folder,
    env: plainEnv(),
    detached: true,
  });
  let said = '';
  const saying = new Promise<void>((done) => {
    const hear = (chunk: Buffer) => {
      said += chunk;
      if (/curl (\S+)/.test(said) && /WARDBELL_KEY=\S+\n/.test(said)) done();
    };
    platform.stdout.on('data', hear);
    platform.stderr.on('data', hear);
    platform.on('exit', () => done());
  });
  try {
    await saying;
    const [, url] = /WARDBELL_URL=(\S+)/.exec(said) ?? [];
    if (url === undefined) {
      match(said, /needs Node 22\.13 or later/);
      return said.trim();
    }
    const [, key] = /WARDBELL_KEY=(\S+)/.exec(said) ?? [];
    const sample = { subject: 'bed-1', metric: 'systolic_bp', value: 80 };
    const answer = await fetch(`${url}/v1/samples`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ samples: [sample] }),
    });
    strictEqual(answer.status, 200, await answer.text());
    const until = Date.now() + 20_000;
    while (!/CRITICAL/.test(said) && Date.now() < until)
      await new Promise((later) => setTimeout(later, 100));
    match(said, /CRITICAL/);
    return 'paged';
  } finally {
    if (platform.exitCode === null && platform.pid !== undefined) process.kill(-platform.pid);
  }
}

function ran(cwd: string, command: string, args: readonly string[]) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: cwd === ROOT ? process.env : plainEnv(),
  });
  return { status, said: `${stdout}${stderr}${error?.message ?? ''}`.trim() };
}

/** As in a shell of whoever installs the package: with nothing that npm sets, and their Node. */
function plainEnv(): NodeJS.ProcessEnv {
  const others = Object.entries(process.env).filter(([key]) => !/^(npm_|NODE|AWS_)/.test(key));
  const path = (process.env['PATH'] ?? '').split(delimiter);
  const PATH = path.filter((part) => !part.includes('node_modules')).join(delimiter);
  return { ...Object.fromEntries(others), PATH };
}
