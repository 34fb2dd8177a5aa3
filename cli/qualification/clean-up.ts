import { ApiProblem } from '#api/client/index.ts';
import {
  type Bench,
  Deviation,
  incidentAbout,
  PROMPTLY,
  type Step,
  type Traces,
  until,
} from './bench.ts';

/**
 * The last step, which is run whatever became of those before: nothing of a run may go on paging.
 */
export function cleanUpStep(bench: Bench, traces: Traces): Step {
  return {
    id: 'OQ-7',
    title: 'Nothing of this run goes on',
    expected: 'each subject of it is retired, and no incident about one is open',
    run: async () => {
      const subjects = [...traces.subjects];
      const left: string[] = [];
      for (const subject of subjects) {
        await endAll(bench, traces, subject).catch((error: unknown) => {
          const reason = error instanceof Error ? error.message : String(error);
          left.push(`${subject} (${reason})`);
        });
      }
      if (left.length > 0) {
        throw new Deviation(
          `left over: ${left.join('; ')}. End each by "npx --no-install wardbell subjects retire <subject>", and its incident by "npx --no-install wardbell resolve <id>": until then it may page`,
        );
      }
      return `${subjects.length} subjects retired, no incident open`;
    },
  };
}

/** Retires a subject; it is no failure if nothing is remembered of it. */
export function retire({ client }: Bench, subject: string): Promise<void> {
  return unlessUnknown(client.retireSubject({ path: { subject } }));
}

async function endAll(bench: Bench, { silences }: Traces, subject: string): Promise<void> {
  await retire(bench, subject);
  const over = await until(bench, PROMPTLY, async () => {
    const found = await incidentAbout(bench, subject);
    const fires = found?.alerts.some(({ status }) => status === 'firing') ?? false;
    return fires ? undefined : { id: found?.id, isOpen: found && found.status !== 'resolved' };
  });
  if (over === undefined) {
    throw new Deviation('its incident still fires');
  }
  // A service with `auto_resolve: false` waits for a person.
  if (over.id !== undefined && over.isOpen) {
    await bench.client.resolveIncident({ path: { id: over.id }, body: {} });
  }
  // Sooner it would page whom it has kept from being paged.
  if (silences.has(subject)) {
    await unlessUnknown(bench.client.endSilence({ path: { id: subject } }));
  }
}

async function unlessUnknown(answer: Promise<unknown>): Promise<void> {
  try {
    await answer;
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status !== 404) {
      throw error;
    }
  }
}
