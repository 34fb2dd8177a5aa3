import { type Command, InvalidArgumentError, Option } from 'commander';
import { parseDuration } from '#core/time/duration.ts';
import { MINUTE } from '#core/time/instant.ts';
import { type Connection, withConnection } from './api.ts';
import { CliFailure } from './failure.ts';
import type { QualifyOptions } from './qualification/run-and-report.ts';

interface Options extends Partial<Connection>, Omit<QualifyOptions, 'file'> {
  readonly pagePeople?: boolean;
}

/** `wardbell qualify`: the part of a hospital's validation that a program can run. */
export function addQualify(program: Command): void {
  withConnection(
    program
      .command('qualify <config>')
      .description('run a validation protocol against a deployment, and write a report to sign')
      .requiredOption('--tester <name>', 'who runs it, for the report (required)')
      .option('--page-people', 'yes, page the people who are on call now')
      .addOption(
        new Option('--longest-wait <duration>', 'leave out the steps that would wait for longer')
          .argParser(parseWait)
          .default(20 * MINUTE, '20m'),
      )
      .option(
        '--report <file>',
        'where the report goes, after each step; the same as JSON beside it',
      ),
  ).action(qualify);
}

async function qualify(config: string, options: Options): Promise<void> {
  if (!options.pagePeople) {
    throw new CliFailure(
      'refused',
      'This breaches a rule of each severity, and so pages the people who are on call now, as a patient would, and whomever escalation names after them. Their pages name a subject that begins with TEST. Tell them first, and say --page-people.',
    );
  }
  // Loaded only here: the loader of configs would slow down every other command.
  const { runAndReport } = await import('./qualification/run-and-report.ts');
  await runAndReport({ ...options, file: config });
}

function parseWait(text: string): number {
  const parsed = parseDuration(text);
  if (parsed === undefined) {
    throw new InvalidArgumentError(`"${text}" is not a duration: 20m and 1h are.`);
  }
  return parsed;
}
