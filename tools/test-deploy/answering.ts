import type { ChildProcess } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';

const STARTS_WITHIN_MS = 60_000;

/**
 * Waits until the emulator answers at its URL. Where it does not, it is stopped, for nobody else
 * would: then this throws.
 */
export async function answering(
  url: string,
  emulator: Pick<ChildProcess, 'exitCode' | 'kill'>,
  withinMs: number = STARTS_WITHIN_MS,
): Promise<void> {
  const until = Date.now() + withinMs;
  while (Date.now() < until && emulator.exitCode === null) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) {
      return;
    }
    await wait(200);
  }
  emulator.kill();
  throw new Error('The emulator does not answer; see its log.');
}
