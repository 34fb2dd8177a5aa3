import type { Command } from 'commander';
import { OWN_PACKAGE } from '#config/own-package.ts';
import type { Config } from '#core/team/config.ts';
import { strandedBy } from '#core/team/stranded.ts';
import { zonedSecond } from '#core/time/zoned-time.ts';
import type { ReceivedPage } from '#local/phones.ts';
import type { Platform } from '#local/platform.ts';
import { listHeld } from '#usecases/list-held.ts';
import { parsePortArgument } from './arguments.ts';
import { breachingSample } from './breaching-sample.ts';
import { configClocks, type ZoneOptions } from './clocks.ts';
import { defaultConfigFile } from './default-config.ts';
import { CliFailure } from './failure.ts';
import { gapWarning } from './gap-warning.ts';
import { loadPlatform } from './load-platform.ts';
import { ignoreBrokenPipes, stopOnSignals } from './process-lifetime.ts';

interface Options extends ZoneOptions {
  readonly config: string;
  readonly port: number;
  readonly data?: string;
}

/** `wardbell start`: runs the whole platform on this machine. */
export function addStart(program: Command): void {
  program
    .command('start')
    .description('run the whole platform on this machine; pages appear here')
    .option('--config <file>', 'what your team wrote', defaultConfigFile())
    .option('--port <number>', '0 takes a free one', parsePortArgument, 8080)
    .option('--data <folder>', 'keep everything there over restarts (default: in memory)')
    .action(start);
}

async function start({ config: file, port, data, ...zones }: Options): Promise<void> {
  ignoreBrokenPipes();
  const { readConfigAndWarnings } = await import('./read-config.ts');
  const { config, warnings } = readConfigAndWarnings(file);
  for (const warning of warnings) {
    console.error(`${warning}\n`);
  }
  const { timeZone } = configClocks(zones, config);
  const told = { ...config, timeZone };
  const warning = gapWarning(told, file, Date.now());
  if (warning !== undefined) {
    console.error(warning);
  }
  const { startPlatform } = await loadPlatform(() => import('#local/platform.ts'));
  const platform = await startPlatform({
    config,
    version: OWN_PACKAGE.version,
    port,
    ...(data !== undefined && { data }),
    log: (line) => console.error(JSON.stringify(line)),
    onPage: (page) => printPage(page, timeZone),
  }).catch((error: unknown) => {
    throw new CliFailure('failed', error instanceof Error ? error.message : String(error), {
      cause: error,
    });
  });
  stopOnSignals(platform);
  for (const line of strandedBy(await listHeld(platform.ports), told, Date.now())) {
    console.error(`BEWARE: ${line}`);
  }
  console.log(`Wardbell listens at ${platform.url} with ${file}
${data === undefined ? 'Everything is in memory and gone at the end; --data DIR keeps it.' : `Everything is kept in ${data}.`}

The console: ${platform.url}/console/ (one click signs in as anybody of the config)

  export WARDBELL_URL=${platform.url}
  export WARDBELL_KEY=${platform.adminKey}

Alarms of CloudWatch come in by the topic ${platform.alarmInbox.topicArn} of the SNS at ${platform.alarmInbox.endpoint}
`);
  printTrial(config, platform);
}

/** Returns a line to copy that pages somebody. */
function printTrial(config: Config, { url, adminKey }: Platform): void {
  const trial = breachingSample(config);
  if (trial === undefined) {
    return;
  }
  const body = JSON.stringify({ samples: [trial.sample] }).replaceAll("'", "'\\''");
  console.log(`This breaches the rule ${trial.rule}, and somebody is paged below:

  curl ${url}/v1/samples -H 'Authorization: Bearer ${adminKey}' \\
    -H 'Content-Type: application/json' -d '${body}'

Then: npx --no-install wardbell incidents
`);
}

function printPage({ responder, channel, subject, text }: ReceivedPage, zone: string): void {
  const what = subject ? `${subject}\n${text}` : text;
  const lines = what
    .trimEnd()
    .split('\n')
    .map((line) => `  | ${line}`);
  console.log(
    `[${zonedSecond(Date.now(), zone).slice(11)}] ${channel} to ${responder}\n${lines.join('\n')}\n`,
  );
}
