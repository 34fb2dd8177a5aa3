import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Instant } from '#core/time/instant.ts';
import { pythonTools } from '../python-tools.ts';
import type { Question } from './questions.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const SCRIPT = join(HERE, 'ask-cronsim.py');

/** The next runs, or the reason why there are none. */
export type Answer = readonly Instant[] | string;

/**
 * What cronsim answers to each question, in their order; `minutely` as its script says.
 */
export type AskCronsim = (questions: readonly Question[], minutely?: boolean) => readonly Answer[];

/** Healthchecks' library in its own environment, or what this machine lacks for it. */
export function cronsim(count: number): AskCronsim | { readonly lacks: string } {
  const tools = pythonTools('wardbell-cronsim', join(HERE, 'requirements.txt'));
  if ('lacks' in tools) {
    return tools;
  }
  const python = join(tools.bin, 'python');
  return (questions, minutely = false) => {
    const input = JSON.stringify(questions.map((question) => ({ ...question, count, minutely })));
    // Without the system's time zones: those of the package are the same on every machine.
    const env = { ...process.env, PYTHONTZPATH: '' };
    const options = { encoding: 'utf8', input, env, maxBuffer: 1 << 30 } as const;
    const { status, stdout, stderr, error } = spawnSync(python, [SCRIPT], options);
    if (status === 0) {
      return JSON.parse(stdout);
    }
    const failed = error?.message ?? stderr.trim().split('\n').at(-1) ?? `exit ${status}`;
    throw new Error(`cronsim did not answer: ${failed}`);
  };
}
