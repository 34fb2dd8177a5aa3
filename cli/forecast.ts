import { type Command, InvalidArgumentError } from 'commander';
import type { Matcher } from '#core/alert/matcher.ts';
import { type Duration, SECOND } from '#core/time/instant.ts';
import { COUNTED } from '#deployment/capacity/counted.ts';
import { HOSPITAL_TRAFFIC } from '#deployment/capacity/months.ts';
import { outlookOf } from '#deployment/capacity/outlook.ts';
import { parseDurationArgument, parseMatcherArgument, parseNumberArgument } from './arguments.ts';
import { configClocks } from './clocks.ts';
import { defaultConfigFile } from './default-config.ts';
import { printJson } from './print.ts';
import { type DeploymentForecast, deploymentView, printDeployment } from './print-forecast.ts';
import { type RecordedOptions, withRecorded } from './recorded-options.ts';
import type { RecordedSurge } from './recorded-surge.ts';

interface Options extends RecordedOptions {
  readonly surge: number;
  readonly config: string;
  readonly scale?: readonly Matcher[];
  readonly subjects: number;
  readonly every: Duration;
  readonly subjectsPerRequest: number;
  readonly incidentsPerDay?: number;
  readonly smsSpend: number;
  readonly json?: boolean;
}

/** Options that the samples answer, and those that say how samples are read and scaled. */
const WITHOUT_SAMPLES = ['subjects', 'every', 'incidentsPerDay'];
const WITH_SAMPLES = ['config', 'scale', 'subject', 'metric', 'unit'];

/** `wardbell forecast`: what a surge would do to the limits of a config and of a deployment. */
export function addForecast(program: Command): void {
  const { subjects, everySeconds, subjectsPerRequest } = HOSPITAL_TRAFFIC;
  const command = program
    .command('forecast [samples...]')
    .description('what a surge would do to the limits of a deployment, and of a config by samples')
    .requiredOption('--surge <percent>', 'by how much there would be more, e.g. 40', parsePositive)
    .option('--config <file>', 'what your team wrote', defaultConfigFile())
    .option(
      '--scale <matcher>',
      'whose values grow, e.g. \'metric=~"queue.*"\' (default: what has an upper limit)',
      (text: string, before: readonly Matcher[] = []) => [...before, parseMatcherArgument(text)],
    );
  withRecorded(command)
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

async function run(files: readonly string[], options: Options, command: Command): Promise<void> {
  refuseIdle(command, files);
  await (files.length === 0 ? forecastBySize(options) : forecastBySamples(files, options));
}

/** Refuses options that would do nothing, with samples or without. */
function refuseIdle(command: Command, files: readonly string[]): void {
  const names = files.length === 0 ? WITH_SAMPLES : WITHOUT_SAMPLES;
  const idle = names.find((name) => command.getOptionValueSource(name) === 'cli');
  if (idle !== undefined) {
    const { long } = command.options.find((option) => option.attributeName() === idle) ?? {};
    command.error(
      `error: option '${long}' does nothing ${files.length === 0 ? 'without samples' : 'beside samples, which answer it'}`,
    );
  }
}

function forecastBySize(options: Options): void {
  const { subjects, every, incidentsPerDay = subjects } = options;
  const factor = 1 + options.surge / 100;
  const now = { subjects, everySeconds: every / SECOND, incidentsPerDay };
  const surge = {
    ...now,
    subjects: subjects * factor,
    incidentsPerDay: incidentsPerDay * factor,
  };
  const deployment = deploymentOf({ now, surge }, options);
  if (options.json) {
    printJson({ surge: options.surge, deployment: deploymentView(deployment) });
  } else {
    printDeployment(deployment);
  }
}

async function forecastBySamples(files: readonly string[], options: Options): Promise<void> {
  // Loaded lazily, as for `simulate`.
  const [{ readConfig }, { playSurge }, { printSurge, surgeView }] = await Promise.all([
    import('./read-config.ts'),
    import('./recorded-surge.ts'),
    import('./print-surge.ts'),
  ]);
  const config = readConfig(options.config);
  const recorded = await playSurge(files, config, {
    ...options,
    percent: options.surge,
    ...(options.scale !== undefined && { matchers: options.scale }),
  });
  const deployment = deploymentOf(recorded.traffic, options);
  if (options.json) {
    return printJson({
      surge: options.surge,
      config: surgeView(recorded),
      deployment: deploymentView(deployment),
    });
  }
  printSurge(recorded, config, configClocks(options, config).timeZone);
  printDeployment(deployment);
}

function deploymentOf(
  { now, surge }: RecordedSurge['traffic'],
  { subjectsPerRequest, smsSpend }: Options,
): DeploymentForecast {
  const outlook = (traffic: typeof now) =>
    outlookOf({ ...HOSPITAL_TRAFFIC, subjectsPerRequest, ...traffic }, COUNTED);
  return { now: outlook(now), surge: outlook(surge), smsSpend };
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
