import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A program that runs in its own process and its own temporary folder. */
export interface Running {
  /** CPU time used so far, in seconds, with a resolution of 10 ms. */
  cpuSeconds(): number;
  /** Peak resident memory. */
  peakMegabytes(): number;
  /** Current resident memory. */
  heldMegabytes(): number;
  stop(): Promise<void>;
}

/**
 * Starts a program, whose arguments may name its folder. Its standard output is emitted line by
 * line.
 */
export function startProcess(
  program: string,
  prepare: (folder: string) => readonly string[],
  onLine: (line: string) => void = () => undefined,
): Running {
  const folder = mkdtempSync(join(tmpdir(), 'wardbell-peer-'));
  const child: ChildProcess = spawn(program, prepare(folder), {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close');
  // However this process ends, no child is left running.
  process.once('exit', () => child.kill('SIGKILL'));
  if (child.stdout !== null) {
    createInterface(child.stdout).on('line', onLine);
  }
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said = `${said}${chunk}`.slice(-4_000);
  });
  let stopping = false;
  child.once('close', () => {
    if (!stopping) {
      throw new Error(`${program} ended by itself. The last it said:\n${said}`);
    }
  });
  const proc = (file: string) => readFileSync(`/proc/${child.pid}/${file}`, 'utf8');
  return {
    cpuSeconds() {
      // proc(5): the name, in parentheses, may hold blanks; utime and stime are fields 14 and 15,
      // in hundredths of a second.
      const fields = proc('stat')
        .replace(/^.*\) /s, '')
        .split(' ');
      return (Number(fields[11]) + Number(fields[12])) / 100;
    },
    peakMegabytes: () => Number(/^VmHWM:\s+(\d+) kB$/m.exec(proc('status'))?.[1]) / 1_000,
    heldMegabytes: () => Number(/^VmRSS:\s+(\d+) kB$/m.exec(proc('status'))?.[1]) / 1_000,
    async stop() {
      stopping = true;
      child.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Resolves with the first successful response. */
export async function answering(url: string): Promise<void> {
  for (let patience = 300; patience > 0; patience--) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok === true) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${url} does not answer.`);
}
