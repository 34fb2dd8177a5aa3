import { type Command, InvalidArgumentError } from 'commander';
import { type Duration, SECOND } from '#core/time/instant.ts';
import { COUNTED } from '#deployment/capacity/counted.ts';
import { HOSPITAL_TRAFFIC, type Traffic } from '#deployment/capacity/months.ts';
import { outlookOf } from '#deployment/capacity/outlook.ts';
import { parseDurationArgument, parseNumberArgument } from './arguments.ts';
import { printJson } from './print.ts';
import { deploymentView, printDeployment } from './print-forecast.ts';

interface Options {
  readonly surge: number;
  readonly subjects: number;
  readonly every: Duration;
  readonly subjectsPerRequest: number;
  readonly incidentsPerDay?: number;
  readonly smsSpend: number;
  readonly json?: boolean;
}

/** `wardbell forecast`: what a surge would do to the limits of a deployment. */
export function addForecast(program: Command): void {
  const { subjects, everySeconds, subjectsPerRequest } = HOSPITAL_TRAFFIC;
  program
    .command('forecast')
    .description('what a surge would do to the limits and the cost of a deployment')
    .requiredOption('--surge <percent>', 'by how much there would be more, e.g. 40', parsePositive)
    .option('--subjects <number>', 'of how many subjects samples come now', parsePositive, subjects)
    .option(
      '--every <length>',
      'how long from one sample of a subject to the next',
      parseDurationArgument,
      everySeconds * SECOND,
    )
    .option(
      '--subjects-per-request <number>',
      'about how many subjects a request tells',
      parseAtLeastOne,
      subjectsPerRequest,
    )
    .option(
      '--incidents-per-day <number>',
      'that page somebody (default: one a subject)',
      parsePositive,
    )
    .option('--sms-spend <usd>', 'what the account may spend for SMS in a month', parsePositive, 1)
    .option('--json', 'print the result as JSON')
    .action(run);
}

function run(options: Options): void {
  const now: Traffic = {
    ...HOSPITAL_TRAFFIC,
    subjects: options.subjects,
    everySeconds: options.every / SECOND,
    subjectsPerRequest: options.subjectsPerRequest,
    incidentsPerDay: options.incidentsPerDay ?? options.subjects,
  };
  const factor = 1 + options.surge / 100;
  const surge = {
    ...now,
    subjects: now.subjects * factor,
    incidentsPerDay: now.incidentsPerDay * factor,
  };
  const deployment = {
    now: outlookOf(now, COUNTED),
    surge: outlookOf(surge, COUNTED),
    smsSpend: options.smsSpend,
  };
  if (options.json) {
    printJson({ surge: options.surge, deployment: deploymentView(deployment) });
  } else {
    printDeployment(deployment);
  }
}

function parsePositive(text: string): number {
  const number = parseNumberArgument(text);
  if (number <= 0) {
    throw new InvalidArgumentError('Write a number above 0.');
  }
  return number;
}

function parseAtLeastOne(text: string): number {
  const number = parseNumberArgument(text);
  if (number < 1) {
    throw new InvalidArgumentError('Write a number of at least 1.');
  }
  return number;
}
