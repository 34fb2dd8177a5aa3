import { spawnSync } from 'node:child_process';
import { delimiter } from 'node:path';

/** A shell of whoever installs the package, in a folder of theirs and with a Node of theirs. */
export interface Shell {
  readonly folder: string;
  /** The environment lacks what npm sets for this repository's scripts. */
  readonly env: NodeJS.ProcessEnv;
  run(command: string, ...args: readonly string[]): Ended;
}

interface Ended {
  readonly status: number | null;
  /** Standard output and standard error together. */
  readonly said: string;
}

/** Uses this machine's Node, or the one in the given folder. */
export function shell(folder: string, nodeFolder?: string): Shell {
  const others = Object.entries(process.env).filter(
    ([key]) => !/^(npm_|NODE$|NODE_OPTIONS$|AWS_)/u.test(key),
  );
  const path = (process.env['PATH'] ?? '').split(delimiter);
  const folders = path.filter((part) => !part.includes('node_modules'));
  const PATH = [...(nodeFolder === undefined ? [] : [nodeFolder]), ...folders].join(delimiter);
  const env = { ...Object.fromEntries(others), PATH };
  return { folder, env, run: (command, ...args) => ran(folder, env, command, args) };
}

export function ran(
  cwd: string,
  env: NodeJS.ProcessEnv,
  command: string,
  args: readonly string[],
): Ended {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    env,
    encoding: 'utf8',
  });
  return { status, said: `${stdout}${stderr}${error?.message ?? ''}`.trim() };
}
