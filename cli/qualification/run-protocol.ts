import { isoTime } from '#core/time/wall-clock.ts';
import { type Bench, Deviation, NotRun, type Step } from './bench.ts';
import { installationSteps } from './installation.ts';
import { operationSteps } from './operation.ts';

/** What came of a step. */
export interface Outcome {
  readonly id: string;
  readonly title: string;
  readonly expected: string;
  /** What was seen, or why the step was not run. */
  readonly seen: string;
  readonly result: 'passed' | 'failed' | 'not run';
  readonly at: string;
}

/**
 * Runs every step in order, whatever comes of those before. The subjects that were breached are
 * retired at the end, so that nothing of it goes on.
 */
export async function runProtocol(
  bench: Bench,
  { source, file }: { readonly source: string; readonly file: string },
  told: (outcome: Outcome) => void,
): Promise<readonly Outcome[]> {
  const subjects = new Set<string>();
  const steps = [...installationSteps(bench, source, file), ...operationSteps(bench, subjects)];
  const outcomes: Outcome[] = [];
  try {
    for (const step of steps) {
      const outcome = await runStep(bench, step);
      outcomes.push(outcome);
      told(outcome);
    }
  } finally {
    for (const subject of subjects) {
      await bench.client.retireSubject({ path: { subject } }).catch(
        // A subject of which nothing is remembered any more has nothing to end.
        () => undefined,
      );
    }
  }
  return outcomes;
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
    return of('failed', error instanceof Deviation ? seen : `the step broke off: ${seen}`);
  }
}
