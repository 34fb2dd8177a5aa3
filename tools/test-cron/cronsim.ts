import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Instant } from '#core/time/instant.ts';
import type { Question } from './questions.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const VENV = join(HERE, '../../node_modules/.cache/wardbell-cronsim');
const PYTHON = join(VENV, 'bin/python');

/** The next runs, or why there are none. */
export type Answer = readonly Instant[] | string;

/** Puts Healthchecks' library into an environment of its own; tells what this machine lacks. */
export function installCronsim(): string | undefined {
  const requirements = join(HERE, 'requirements.txt');
  if (!existsSync(PYTHON)) {
    const failed = run('python3', ['-m', 'venv', VENV]).failed;
    if (failed !== undefined) return `Python's venv (${failed})`;
  }
  const install = ['-m', 'pip', 'install', '--quiet', '--no-deps', '-r', requirements];
  const { failed } = run(PYTHON, install);
  return failed === undefined ? undefined : `the Python package index (${failed})`;
}

/** What cronsim answers to each question, in their order; `minutely` as its script says. */
export function askCronsim(
  questions: readonly Question[],
  { count, minutely }: { readonly count: number; readonly minutely: boolean },
): readonly Answer[] {
  const input = JSON.stringify(questions.map((question) => ({ ...question, count, minutely })));
  const { failed, stdout } = run(PYTHON, [join(HERE, 'ask-cronsim.py')], input);
  if (failed !== undefined) throw new Error(`cronsim did not answer: ${failed}`);
  return JSON.parse(stdout);
}

function run(command: string, args: readonly string[], input = '') {
  // Without the system's time zones: those of the package are the same on every machine.
  const env = { ...process.env, PYTHONTZPATH: '' };
  const options = { encoding: 'utf8', input, env, maxBuffer: 1 << 30 } as const;
  const { status, stdout, stderr, error } = spawnSync(command, args, options);
  if (status === 0) return { stdout, failed: undefined };
  return { stdout, failed: error?.message ?? stderr.trim().split('\n').at(-1) ?? `exit ${status}` };
}
