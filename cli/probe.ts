import type { Command } from 'commander';
import { pluralize } from '#config/pluralize.ts';
import { type Check, checksOf } from '#core/check/check.ts';
import { withEnvironment } from '#core/check/environment.ts';
import { samplesOf } from '#core/check/samples.ts';
import type { Sample } from '#core/sample/sample.ts';
import { oneLine } from '#core/text/one-line.ts';
import type { Duration } from '#core/time/instant.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import type { ProbeOutcome } from '#local/probes.ts';
import { ask, type Connection, platformUrl, withConnection } from './api.ts';
import { defaultConfigFile } from './default-config.ts';
import { CliFailure } from './failure.ts';
import { createOutbox, type Delivery } from './outbox.ts';
import { printJson, printTable } from './print.ts';
import { ignoreBrokenPipes } from './process-lifetime.ts';

interface Options extends Partial<Connection> {
  readonly config: string;
  readonly place: string;
  readonly once?: boolean;
  readonly json?: boolean;
}

/** `wardbell probe`: probes the checks of the config from where this machine is. */
export function addProbe(program: Command): void {
  withConnection(
    program
      .command('probe [checks...]')
      .description('ask again and again whether what the config checks is there, and send that')
      .option('--config <file>', 'what your team wrote', defaultConfigFile())
      .requiredOption('--place <name>', 'what this place is called, such as data-centre')
      .option('--once', 'probe each once, print that and send nothing'),
  ).action(run);
}

async function run(names: readonly string[], options: Options): Promise<void> {
  const found = await chosen(names, options);
  return options.once ? probeOnce(found.checks, options) : goOn(found, options);
}

/** The checks to probe, and the oldest sample that the platform takes. */
interface Chosen {
  readonly checks: readonly Check[];
  readonly maxAge: Duration;
}

async function chosen(names: readonly string[], options: Options): Promise<Chosen> {
  const { readConfig } = await import('./read-config.ts');
  const { checks: all = [], sampleTimes } = readConfig(options.config);
  const known = new Set(all.map(({ name }) => name));
  const unknown = names.find((name) => !known.has(name));
  if (unknown !== undefined) {
    throw new CliFailure(
      'usage',
      `${options.config} has no check "${unknown}": it has ${[...known].join(', ') || 'none'}.`,
    );
  }
  const here = checksOf(all, options.place).filter(
    ({ name }) => names.length === 0 || names.includes(name),
  );
  if (here.length === 0) {
    throw new CliFailure(
      'usage',
      `${options.config} has no checks to probe from the place "${options.place}".`,
    );
  }
  const { checks, missing } = withEnvironment(here, process.env);
  const [first] = missing;
  if (first !== undefined) {
    const { check, header, variable } = first;
    throw new CliFailure(
      'usage',
      `The environment has no ${variable}, which the header ${header} of the check "${check}" asks for.`,
    );
  }
  return { checks, maxAge: sampleTimes.maxAge };
}

async function probeOnce(checks: readonly Check[], { json }: Options): Promise<void> {
  const { probeNow } = await import('#local/probes.ts');
  const outcomes = await Promise.all(checks.map((check) => probeNow(check)));
  if (json) {
    printJson({ checks: outcomes.map(viewOf) });
  } else {
    printTable(
      ['CHECK', 'OUTCOME', 'TOOK', 'STATUS', 'CERTIFICATE UNTIL', ''],
      outcomes.map(({ check, failure, took, status, certificateEnds }) => [
        check.name,
        failure === undefined ? 'ok' : 'failed',
        `${Math.round(took)} ms`,
        String(status ?? ''),
        certificateEnds === undefined ? '' : isoTime(certificateEnds),
        oneLine(failure ?? ''),
      ]),
    );
  }
  if (outcomes.some(({ failure }) => failure !== undefined)) {
    process.exitCode = 1;
  }
}

function viewOf({ check, at, failure, took, status, certificateEnds }: ProbeOutcome) {
  return {
    check: check.name,
    at: isoTime(at),
    ok: failure === undefined,
    ...(failure !== undefined && { failure }),
    tookMs: Math.round(took),
    ...(status !== undefined && { status }),
    ...(certificateEnds !== undefined && { certificateEnds: isoTime(certificateEnds) }),
  };
}

async function goOn({ checks, maxAge }: Chosen, options: Options): Promise<void> {
  ignoreBrokenPipes();
  await expectAdmission(options);
  const { startProbes } = await import('#local/probes.ts');
  const { place } = options;
  const say = (message: string) => console.log(`${isoTime(Date.now())} ${oneLine(message)}`);
  const send = (samples: readonly Sample[]) => post(samples, options);
  const outbox = createOutbox({ maxAge, send, tell: say });
  const failing = new Map<string, string>();
  const probes = startProbes(checks, place, (outcome) => {
    outbox.add(samplesOf(outcome.check, outcome, { place, at: outcome.at }), Date.now());
    const { name } = outcome.check;
    if (outcome.failure !== failing.get(name)) {
      say(`${name}: ${outcome.failure ?? 'it answers'}`);
    }
    if (outcome.failure === undefined) {
      failing.delete(name);
    } else {
      failing.set(name, outcome.failure);
    }
  });
  const stop = async () => {
    say('Stopping.');
    await probes.stop();
    await outbox.idle();
    if (outbox.waiting() > 0) {
      say(`Lost, since it could not be sent: ${pluralize(outbox.waiting(), 'sample')}.`);
    }
  };
  // A second signal ends it at once.
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  say(`Probing ${pluralize(checks.length, 'check')} from "${place}" for ${platformUrl(options)}.`);
}

/** An address or a key that is wrong would be noticed by nobody: samples would only wait. */
async function expectAdmission(options: Options): Promise<void> {
  try {
    await ask(options, (client) => client.getMe());
  } catch (error) {
    if (!(error instanceof CliFailure) || error.kind !== 'unreachable') {
      throw error;
    }
  }
}

async function post(samples: readonly Sample[], options: Options): Promise<Delivery> {
  const body = { samples: samples.map(({ at, ...sample }) => ({ ...sample, time: at })) };
  try {
    const { errors } = await ask(options, (client) => client.postSamples({ body }));
    const [first] = errors;
    return first === undefined ? { kind: 'taken' } : { kind: 'refused', why: first.detail };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const isRefused = error instanceof CliFailure && error.kind === 'usage';
    return { kind: isRefused ? 'refused' : 'failed', why };
  }
}
