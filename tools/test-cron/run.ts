import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { cronError, nextRun } from '#core/time/cron.ts';
import { type Answer, type AskCronsim, cronsim } from './cronsim.ts';
import { KNOWN_QUESTIONS } from './known-questions.ts';
import { type Question, randomQuestions } from './questions.ts';

/**
 * `npm run test:cron`: random expressions in 30 zones, ours against `cronsim`, which Healthchecks
 * runs on (Python 3.10). `-- --expressions 2000 --seed 1` says how many. `-- --write` writes a
 * small part of it to test/core/time/cronsim.json, which `npm test` holds us to. Where Python or
 * its package index is missing it says so, and passes.
 */
const COUNT = 5;
const GOLDEN = new URL('../../test/core/time/cronsim.json', import.meta.url);

const { values } = parseArgs({
  options: {
    expressions: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    write: { type: 'boolean', default: false },
  },
});
const ask = cronsim(COUNT);
if ('lacks' in ask) {
  console.log(`Not run: this machine lacks ${ask.lacks}.`);
} else if (values.write) {
  writeGolden(ask);
} else {
  compare(ask, randomQuestions(Number(values.expressions), Number(values.seed)));
}

function compare(ask: AskCronsim, questions: readonly Question[]): void {
  const answers = ask(questions);
  const differing = questions.filter((question, i) => !agree(ours(question), answers[i] ?? ''));
  const again = ask(differing, true);
  const wrong = differing.filter((question, i) => !agree(ours(question), again[i] ?? ''));
  for (const question of wrong.slice(0, 20)) {
    console.log(JSON.stringify({ ...question, ours: told(ours(question)) }));
  }
  const refused = answers.filter((answer) => typeof answer === 'string').length;
  const minutely = differing.length - wrong.length;
  console.log(
    `${refused} refused by cronsim; ${minutely} that agree only where it looks at every minute.`,
  );
  console.log(`Cron: ${questions.length - wrong.length} passed, ${wrong.length} failed`);
  if (wrong.length > 0) {
    process.exitCode = 1;
  }
}

function ours({ cron, time_zone, after }: Question): Answer {
  const fault = cronError(cron);
  if (fault !== undefined) {
    return fault.reason;
  }
  const runs: number[] = [];
  while (runs.length < COUNT) {
    runs.push(nextRun(cron, time_zone, runs.at(-1) ?? after));
  }
  return runs;
}

/**
 * cronsim refuses expressions that never match, or gives up after 50 years, so it may return fewer
 * runs.
 */
function agree(mine: Answer, theirs: Answer): boolean {
  const none = typeof theirs === 'string' || theirs.length === 0;
  if (typeof mine === 'string' || none) {
    return typeof mine === 'string' && none;
  }
  return theirs.every((run, i) => run === mine[i]);
}

function writeGolden(ask: AskCronsim): void {
  const questions = [...KNOWN_QUESTIONS, ...randomQuestions(8, 7)];
  const answers = ask(questions);
  const lines = questions.map(({ cron, time_zone, after }, i) =>
    JSON.stringify([cron, time_zone, iso(after), told(answers[i] ?? '')]),
  );
  writeFileSync(GOLDEN, `[\n${lines.map((line) => `  ${line}`).join(',\n')}\n]\n`);
}

function told(answer: Answer): readonly string[] | null {
  return typeof answer === 'string' ? null : answer.map(iso);
}

function iso(at: number): string {
  return new Date(at).toISOString().replace(':00.000Z', 'Z');
}
