import { setTimeout } from 'node:timers/promises';
import { OWN_PACKAGE } from '#config/own-package.ts';
import { oneLine } from '#core/text/one-line.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { ask, type Connection, platformUrl } from '../api.ts';
import { CliFailure } from '../failure.ts';
import { readConfig } from '../read-config.ts';
import { readText } from '../read-text.ts';
import { resultOf } from './report.ts';
import { reportFiles } from './report-file.ts';
import { type Outcome, runProtocol } from './run-protocol.ts';

export interface QualifyOptions extends Partial<Connection> {
  /** The config that is to be deployed. */
  readonly file: string;
  readonly tester: string;
  readonly report?: string;
  /** In ms. */
  readonly longestWait: number;
  readonly json?: boolean;
}

/**
 * Runs the protocol at the terminal; the report on the disk is that of the last step that ended.
 */
export async function runAndReport(options: QualifyOptions): Promise<void> {
  const { file, tester, longestWait } = options;
  const source = readText(file);
  const config = readConfig(file);
  const startedAt = isoTime(Date.now());
  const stamp = startedAt.slice(0, 19).replaceAll(/\D/gu, '');
  const report = reportFiles(options.report ?? `qualification-${stamp}.md`);
  const { version } = OWN_PACKAGE;
  // Pages name their subject, so that nobody takes one for a patient's.
  const run = `TEST-${stamp}`;
  const facts = { run, startedAt, tester, url: platformUrl(options), version };
  const qualification = (outcomes: readonly Outcome[], endedAt?: string) => ({
    ...facts,
    ...(endedAt !== undefined && { endedAt }),
    config: { file, sha256: config.hash },
    outcomes,
  });
  const stop = stoppedBySignal();
  const bench = {
    ...{ config, version, run, longestWait, stop, now: Date.now },
    wait: (ms: number, signal?: AbortSignal) =>
      setTimeout(ms, undefined, { ...(signal !== undefined && { signal }) }),
    tell: (text: string) => console.error(`         ${text}`),
  };
  const record = (outcomes: readonly Outcome[], latest?: Outcome) => {
    report.write(qualification(outcomes));
    if (latest !== undefined) {
      console.error(`${latest.result.padEnd(8)} ${latest.id}  ${oneLine(latest.seen)}`);
    }
  };
  const outcomes = await ask({ ...options, json: true }, (client) =>
    runProtocol({ ...bench, client }, { source, file }, { record }),
  );
  const ended = qualification(outcomes, isoTime(Date.now()));
  report.write(ended);
  const json = JSON.stringify(ended, null, 2);
  console.log(options.json ? json : `${resultOf(outcomes)}. Written to ${report.path}.`);
  if (stop.aborted || outcomes.some(({ result }) => result === 'failed')) {
    const why = stop.aborted ? 'It was stopped' : 'Some steps failed';
    throw new CliFailure('failed', `${why}: ${report.path} says where.`);
  }
}

/** At the first Ctrl-C a run ends what it has begun; the second one ends the process. */
function stoppedBySignal(): AbortSignal {
  const stopped = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      console.error(
        'Stopping: the subjects of this run are retired. Again to leave them as they are.',
      );
      stopped.abort();
    });
  }
  return stopped.signal;
}
