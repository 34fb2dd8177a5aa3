import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** The folder of an environment's programs, or what this machine lacks for it. */
export type PythonTools = { readonly bin: string } | { readonly lacks: string };

/**
 * Installs what a file of requirements names, each at its version, into an environment that is
 * kept. Python's own and that of the user stay as they are.
 */
export function pythonTools(name: string, requirements: string): PythonTools {
  const venv = join(ROOT, 'node_modules/.cache', name);
  const recent = 'import sys; sys.exit(sys.version_info < (3, 10))';
  if (run('python3', '-c', recent) !== undefined) {
    return { lacks: 'Python 3.10 or later (python3)' };
  }
  const python = join(venv, 'bin/python');
  if (!existsSync(python)) {
    const failed = run('python3', '-m', 'venv', venv);
    if (failed !== undefined) {
      return { lacks: `Python's venv (${failed})` };
    }
  }
  const failed = run(python, '-m', 'pip', 'install', '--quiet', '--no-deps', '-r', requirements);
  return failed === undefined
    ? { bin: join(venv, 'bin') }
    : { lacks: `the Python package index (${failed})` };
}

/** Returns undefined on success, and otherwise the last line of output. */
function run(command: string, ...args: string[]): string | undefined {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  return status === 0 ? undefined : (error?.message ?? stderr.trim().split('\n').at(-1) ?? '');
}
