import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Instant } from '#core/time/instant.ts';
import { pythonTools } from '../python-tools.ts';
import type { Question } from './questions.ts';
import type { RuleQuestion } from './rules.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));

/** The next runs, or the reason why there are none. */
export type Answer = readonly Instant[] | string;

/** Other people's libraries, which answer questions in their order. */
export interface Oracles {
  /** Healthchecks' library; `minutely` as its script says. */
  readonly cronsim: (questions: readonly Question[], minutely?: boolean) => readonly Answer[];
  /** dateutil's rules of RFC 5545. */
  readonly dateutil: (questions: readonly RuleQuestion[]) => readonly Answer[];
}

/** The oracles in their own environment, each with so many times, or what this machine lacks. */
export function oracles(count: number): Oracles | { readonly lacks: string } {
  const tools = pythonTools('wardbell-recurrences', join(HERE, 'requirements.txt'));
  if ('lacks' in tools) {
    return tools;
  }
  const python = join(tools.bin, 'python');
  const ask = (script: string, questions: readonly object[]) => {
    const input = JSON.stringify(questions.map((question) => ({ ...question, count })));
    // Without the system's time zones: those of the package are the same on every machine.
    const env = { ...process.env, PYTHONTZPATH: '' };
    const options = { encoding: 'utf8', input, env, maxBuffer: 1 << 30 } as const;
    const ended = spawnSync(python, [join(HERE, script)], options);
    if (ended.status === 0) {
      return JSON.parse(ended.stdout);
    }
    const last = ended.stderr.trim().split('\n').at(-1);
    throw new Error(`${script} did not answer: ${ended.error?.message ?? last}`);
  };
  return {
    cronsim: (questions, minutely = false) =>
      ask(
        'ask-cronsim.py',
        questions.map((question) => ({ ...question, minutely })),
      ),
    dateutil: (questions) => ask('ask-dateutil.py', questions),
  };
}
