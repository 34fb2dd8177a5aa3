import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Emulator } from './emulator.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);

/** Outputs of the deployed stack. */
interface Outputs {
  readonly url: string;
  readonly controlsTable: string;
  readonly alarmTopic: string;
}

/** A deployment by the CDK's command line, of the app in bin/, with a stage of its own. */
export interface Deployment {
  bootstrap(): Promise<void>;
  /** Rejects with all that the command printed. */
  deploy(config: string): Promise<Outputs>;
  /** Runs the platform's command line and returns its output. */
  wardbell(...args: readonly string[]): Promise<string>;
}

export function deployment(
  { env }: Emulator,
  folder: string,
  settings: Readonly<Record<string, unknown>>,
): Deployment {
  const project = join(folder, 'project');
  mkdirSync(project, { recursive: true });
  const configFile = join(project, 'wardbell.yaml');
  const stages = {
    test: { config: configFile, onDelete: 'destroy', rollout: 'at-once', ...settings },
  };
  const app = `${process.execPath} ${join(ROOT, 'bin/platform.ts')}`;
  const text = JSON.stringify({ app, context: { stage: 'test', stages } });
  writeFileSync(join(project, 'cdk.json'), text);
  const cdk = async (cwd: string, ...args: string[]) => {
    const command = [join(ROOT, 'node_modules/aws-cdk/bin/cdk'), ...args];
    const options = { cwd, env: { ...env, CI: 'true' }, maxBuffer: 2 ** 26 };
    return run(process.execPath, command, options).catch((error: Error & Printed) => {
      throw new Error(`${error.message}\n${error.stdout}${error.stderr}`);
    });
  };
  return {
    async bootstrap() {
      // The command runs in a folder without an app, which has no config yet.
      await cdk(folder, 'bootstrap', 'aws://000000000000/us-east-1');
    },
    async deploy(config) {
      writeFileSync(configFile, config);
      const file = join(project, 'outputs.json');
      await cdk(project, 'deploy', '--require-approval', 'never', '--outputs-file', file);
      return outputsIn(file);
    },
    async wardbell(...args) {
      const names = new URL('./localhost-names.ts', import.meta.url).href;
      const command = ['--import', names, join(ROOT, 'bin/wardbell.ts'), ...args];
      return (await run(process.execPath, command, { env })).stdout;
    },
  };
}

interface Printed {
  readonly stdout: string;
  readonly stderr: string;
}

function outputsIn(file: string): Outputs {
  const byStack: { 'Wardbell-test': Record<string, string> } = JSON.parse(
    readFileSync(file, 'utf8'),
  );
  const outputs = Object.entries(byStack['Wardbell-test']);
  const output = (name: string) => outputs.find(([id]) => id.includes(name))?.[1] ?? '';
  return {
    url: output('Url'),
    controlsTable: output('FirstKey').split(' ').at(-1) ?? '',
    alarmTopic: output('AlarmInboxTopic'),
  };
}
