import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether this machine has the program: agents are installed by whoever wants them tested. */
export function isInstalled(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;
}

/** An agent that runs, and the folder that was made for it. */
export interface Agent {
  /** Output so far. */
  output(): string;
  stop(): Promise<void>;
}

/**
 * Starts an agent in a folder of its own, filled by `prepare`; its arguments may name that folder.
 */
export function startAgent(program: string, prepare: (folder: string) => readonly string[]): Agent {
  const folder = mkdtempSync(join(tmpdir(), 'wardbell-agent-'));
  const child: ChildProcess = spawn(program, prepare(folder), {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const keep = (chunk: Buffer) => {
    said += chunk;
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  const ended = once(child, 'close');
  return {
    output: () => said,
    async stop() {
      child.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
