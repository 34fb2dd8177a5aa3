import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

const BIN = new URL('../../bin/wardbell.ts', import.meta.url).pathname;

/** Without it each of some hundred processes strips and compiles all modules again. */
export const COMPILED = {
  NODE_COMPILE_CACHE: new URL('../../node_modules/.cache/node', import.meta.url).pathname,
};

const started: ChildProcess[] = [];

/** Kills all processes that were started. */
export function killAll(): void {
  for (const child of started) {
    child.kill('SIGKILL');
  }
}

/** Runs the command line in a process of its own, in this folder unless another is given. */
export function launch(args: readonly string[], env: NodeJS.ProcessEnv = {}, cwd?: string) {
  const child = spawn(process.execPath, [BIN, ...args], {
    env: { PATH: process.env['PATH'], TZ: 'UTC', ...COMPILED, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd,
  });
  started.push(child);
  let out = '';
  let err = '';
  const waiting = new Set<() => void>();
  child.stdout.on('data', (chunk) => {
    out += chunk;
    for (const look of waiting) {
      look();
    }
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  const ended = once(child, 'close').then(([code]) => ({ code, out, err }));
  return {
    child,
    ended,
    /** Waits for the expression in the output, and returns its match. */
    output: (expression: RegExp) =>
      new Promise<string>((resolve, reject) => {
        const look = () => {
          const found = expression.exec(out);
          if (found !== null) {
            resolve(found[1] ?? found[0]);
          }
        };
        waiting.add(look);
        look();
        ended.then(() => reject(new Error(`ended without ${expression}: ${out}${err}`)), reject);
      }),
  };
}

/** Starts a platform in a folder; its URL and key are what the other commands take. */
export async function startCommand(data: string) {
  const { child, ended, output } = launch(['start', '--port', '0', '--data', data]);
  const WARDBELL_KEY = await output(/WARDBELL_KEY=(\S+)/);
  const WARDBELL_URL = await output(/WARDBELL_URL=(\S+)/);
  const trial = await output(/-d '(\{.*\})'\n/);
  return { child, ended, output, trial, env: { WARDBELL_URL, WARDBELL_KEY } };
}
