import { writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { type Command, InvalidArgumentError } from 'commander';
import { OWN_PACKAGE } from '#config/own-package.ts';
import { oneLine } from '#core/text/one-line.ts';
import { parseDuration } from '#core/time/duration.ts';
import { MINUTE } from '#core/time/instant.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { ask, type Connection, platformUrl, withConnection } from './api.ts';
import { CliFailure } from './failure.ts';
import type { Outcome } from './qualification/run-protocol.ts';

interface Options extends Partial<Connection> {
  readonly tester: string;
  readonly report?: string;
  readonly longestWait: number;
  readonly pagePeople?: boolean;
  readonly json?: boolean;
}

/** `wardbell qualify`: the part of a hospital's validation that a program can run. */
export function addQualify(program: Command): void {
  withConnection(
    program
      .command('qualify <config>')
      .description('run a validation protocol against a deployment, and write a report to sign')
      .requiredOption('--tester <name>', 'who runs it, for the report (required)')
      .option('--page-people', 'yes, page the people who are on call now')
      .option(
        '--longest-wait <duration>',
        'leave out the steps that would wait for longer',
        parseWait,
        20 * MINUTE,
      )
      .option('--report <file>', 'where the report goes; the same as JSON beside it'),
  ).action(qualify);
}

async function qualify(file: string, options: Options): Promise<void> {
  if (!options.pagePeople) {
    throw new CliFailure(
      'refused',
      'This breaches a rule of each severity, and so pages the people who are on call now, as a patient would, and whomever escalation names after them. Their pages name a subject that begins with TEST. Tell them first, and say --page-people.',
    );
  }
  // Loaded only here: the loader of configs would slow down every other command.
  const { readConfig, readText } = await import('./read-config.ts');
  const { runProtocol } = await import('./qualification/run-protocol.ts');
  const { reportText, resultOf } = await import('./qualification/report.ts');
  const config = readConfig(file);
  const startedAt = isoTime(Date.now());
  const stamp = startedAt.slice(0, 19).replaceAll(/\D/gu, '');
  // Pages name their subject, so that nobody takes one for a patient's.
  const run = `TEST-${stamp}`;
  const bench = {
    config,
    version: OWN_PACKAGE.version,
    run,
    longestWait: options.longestWait,
    now: Date.now,
    wait: async (ms: number) => setTimeout(ms),
  };
  const told = ({ id, title, seen, result }: Outcome) =>
    console.error(`${result.padEnd(8)} ${id}  ${title}: ${oneLine(seen)}`);
  const source = readText(file);
  const outcomes = await ask(options, (client) =>
    runProtocol({ ...bench, client }, { source, file }, told),
  );
  const qualification = {
    ...{ run, startedAt, endedAt: isoTime(Date.now()), tester: options.tester },
    ...{ url: platformUrl(options), version: OWN_PACKAGE.version, outcomes },
    config: { file, sha256: config.hash },
  };
  const report = options.report ?? `qualification-${stamp}.md`;
  const json = `${JSON.stringify(qualification, null, 2)}\n`;
  writeFileSync(report, reportText(qualification));
  writeFileSync(`${report.replace(/\.md$/u, '')}.json`, json);
  console.log(options.json ? json.trimEnd() : `${resultOf(outcomes)}. Written to ${report}.`);
  if (outcomes.some(({ result }) => result === 'failed')) {
    throw new CliFailure('failed', `Some steps failed: ${report} says which.`);
  }
}

function parseWait(text: string): number {
  const parsed = parseDuration(text);
  if (parsed === undefined) {
    throw new InvalidArgumentError(`"${text}" is not a duration: 20m and 1h are.`);
  }
  return parsed;
}
