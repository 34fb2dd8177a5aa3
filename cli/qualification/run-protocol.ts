import { isoTime } from '#core/time/wall-clock.ts';
import { type Bench, Deviation, NotRun, type Step, type Traces } from './bench.ts';
import { cleanUpStep } from './clean-up.ts';
import { installationSteps } from './installation.ts';
import { operationSteps } from './operation.ts';

/** What came of a step. */
export interface Outcome {
  readonly id: string;
  readonly title: string;
  readonly expected: string;
  /** What was seen, or why the step was not run; empty as long as it was not reached. */
  readonly seen: string;
  readonly result: 'passed' | 'failed' | 'not run' | 'not reached';
  /** When it ended; empty as long as it was not reached. */
  readonly at: string;
}

/** Who watches a run: it is told of each step, with what is known of all of them by then. */
export interface Watcher {
  /** Before the first step, and after each, which is then given; what it throws ends the run. */
  record(outcomes: readonly Outcome[], latest?: Outcome): void;
}

/**
 * Runs every step in order, whatever comes of those before, until whoever runs it stops it. The
 * last step ends what the others have begun; it is always run.
 */
export async function runProtocol(
  bench: Bench,
  { source, file }: { readonly source: string; readonly file: string },
  { record }: Watcher,
): Promise<readonly Outcome[]> {
  const traces: Traces = { subjects: new Set(), silences: new Set() };
  const steps = [...installationSteps(bench, source, file), ...operationSteps(bench, traces)];
  const { stop: _, ...unstoppable } = bench;
  const cleanUp = cleanUpStep(unstoppable, traces);
  const outcomes = [...steps, cleanUp].map(notReached);
  const run = async (step: Step, index: number) => {
    bench.tell(`${step.id}  ${step.title}`);
    const outcome = await runStep(bench, step);
    outcomes[index] = outcome;
    return outcome;
  };
  record(outcomes);
  try {
    for (const [index, step] of steps.entries()) {
      if (bench.stop?.aborted) {
        break;
      }
      record(outcomes, await run(step, index));
    }
  } finally {
    const last = await run(cleanUp, steps.length);
    record(outcomes, last);
  }
  return outcomes;
}

function notReached({ id, title, expected }: Step): Outcome {
  return { id, title, expected, seen: '', result: 'not reached', at: '' };
}

async function runStep(bench: Bench, { id, title, expected, run }: Step): Promise<Outcome> {
  const of = (result: Outcome['result'], seen: string): Outcome => ({
    ...{ id, title, expected, seen, result },
    at: isoTime(bench.now()),
  });
  try {
    return of('passed', await run());
  } catch (error) {
    const seen = error instanceof Error ? error.message : String(error);
    if (error instanceof NotRun) {
      return of('not run', seen);
    }
    if (error instanceof Deviation) {
      return of('failed', seen);
    }
    return bench.stop?.aborted
      ? of('not run', 'the run was stopped here')
      : of('failed', `the step broke off: ${seen}`);
  }
}
