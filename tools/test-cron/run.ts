import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { cronError } from '#core/time/cron.ts';
import { END_OF_TIME, HOUR } from '#core/time/instant.ts';
import { occurrencesIn, type Recurrence, ruleError, withRuleEnd } from '#core/time/recurrence.ts';
import { KNOWN_QUESTIONS } from './known-questions.ts';
import { type Answer, type Oracles, oracles } from './oracles.ts';
import { type Question, randomQuestions } from './questions.ts';
import { type RuleQuestion, randomRules } from './rules.ts';

/**
 * `npm run test:cron`: random cron expressions and recurrence rules in 30 zones, as the beginnings
 * of windows, ours against `cronsim`, which Healthchecks runs on, and against `dateutil` (Python
 * 3.10). `-- --expressions 2000 --seed 1` says how many, and a fifth as many rules. `-- --write`
 * writes a small part to test/core/time/cronsim.json and dateutil.json, which `npm test` holds us
 * to. Where Python or its package index is missing it says so, and passes.
 */
const COUNT = 5;

const { values } = parseArgs({
  options: {
    expressions: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    write: { type: 'boolean', default: false },
  },
});
const ask = oracles(COUNT);
if ('lacks' in ask) {
  console.log(`Not run: this machine lacks ${ask.lacks}.`);
} else if (values.write) {
  writeGolden(ask);
} else {
  const [count, seed] = [Number(values.expressions), Number(values.seed)];
  compare(ask, randomQuestions(count, seed));
  compareRules(ask, randomRules(Math.ceil(count / 5), seed));
}

function compare({ cronsim }: Oracles, questions: readonly Question[]): void {
  const answers = cronsim(questions);
  const differing = questions.filter((question, i) => !agree(ours(question), answers[i] ?? ''));
  const again = cronsim(differing, true);
  const wrong = differing.filter((question, i) => !agree(ours(question), again[i] ?? ''));
  const refused = answers.filter((answer) => typeof answer === 'string').length;
  const minutely = differing.length - wrong.length;
  console.log(
    `${refused} refused by cronsim; ${minutely} that agree only where it looks at every minute.`,
  );
  tell(
    'Cron',
    questions.length,
    wrong.map((question) => ({ ...question, ours: ours(question) })),
  );
}

function compareRules({ dateutil }: Oracles, questions: readonly RuleQuestion[]): void {
  const answers = dateutil(questions);
  const wrong = questions.flatMap((question, i) => {
    const [mine, theirs] = [oursByRule(question), answers[i] ?? []];
    return `${mine}` === `${theirs}` ? [] : [{ ...question, ours: mine, theirs }];
  });
  const none = answers.filter(({ length }) => length === 0).length;
  console.log(`${none} rules without a time to come.`);
  tell('Rules', questions.length, wrong);
}

function tell(what: string, count: number, wrong: readonly object[]): void {
  for (const one of wrong.slice(0, 20)) {
    console.log(JSON.stringify(one));
  }
  console.log(`${what}: ${count - wrong.length} passed, ${wrong.length} failed`);
  if (wrong.length > 0) {
    process.exitCode = 1;
  }
}

/** Windows of an hour that are not over then begin after the moment. */
function beginnings(recurs: Recurrence, after: number): readonly number[] {
  const span = { from: after + recurs.lasts, to: END_OF_TIME };
  return occurrencesIn(recurs, span, COUNT).map(({ from }) => from);
}

function ours({ cron, time_zone: timeZone, after }: Question): Answer {
  const fault = cronError(cron);
  return fault === undefined ? beginnings({ cron, timeZone, lasts: HOUR }, after) : fault.reason;
}

function oursByRule({
  rrule,
  starts,
  time_zone: timeZone,
  after,
}: RuleQuestion): readonly number[] {
  const fault = ruleError({ rrule, starts });
  return fault === undefined
    ? beginnings(withRuleEnd({ rrule, starts, timeZone, lasts: HOUR }), after)
    : [];
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

function writeGolden({ cronsim, dateutil }: Oracles): void {
  const questions = [...KNOWN_QUESTIONS, ...randomQuestions(8, 7)];
  const answers = cronsim(questions);
  writeLines(
    'cronsim.json',
    questions.map(({ cron, time_zone, after }, i) => [
      ...[cron, time_zone, iso(after)],
      told(answers[i] ?? ''),
    ]),
  );
  const rules = randomRules(8, 7);
  const times = dateutil(rules);
  writeLines(
    'dateutil.json',
    rules.map(({ rrule, starts, time_zone, after }, i) => [
      ...[rrule, starts, time_zone, iso(after)],
      told(times[i] ?? []),
    ]),
  );
}

function writeLines(file: string, rows: readonly (readonly unknown[])[]): void {
  const lines = rows.map((row) => `  ${JSON.stringify(row)}`).join(',\n');
  writeFileSync(new URL(`../../test/core/time/${file}`, import.meta.url), `[\n${lines}\n]\n`);
}

function told(answer: Answer): readonly string[] | null {
  return typeof answer === 'string' ? null : answer.map(iso);
}

function iso(at: number): string {
  return new Date(at).toISOString().replace(':00.000Z', 'Z');
}
