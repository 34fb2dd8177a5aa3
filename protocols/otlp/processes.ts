import { labelsKey } from '#core/sample/labels-key.ts';
import type { Sample } from '#core/sample/sample.ts';
import { textOf } from './any-value.ts';
import type { KeyValue } from './export-request.ts';

/** A sample of a process with an instance id, one for each subject that it measures. */
export interface ProcessSample {
  /** Its `service.instance.id`. */
  readonly id: string;
  readonly sample: Sample;
}

/** How many subjects of one process are tracked. */
const MAX_SUBJECTS = 16;

/** Collects samples of the process that a resource identifies, if it does. */
export function gatherProcess(
  attributes: readonly KeyValue[],
  gathered: ProcessSample[],
): (sample: Sample | undefined) => void {
  const id = textOf(attributes.findLast(({ key }) => key === 'service.instance.id')?.value);
  const subjects = new Set<string>();
  return (sample) => {
    if (id === '' || sample === undefined || subjects.has(sample.subject)) {
      return;
    }
    if (subjects.size >= MAX_SUBJECTS) {
      return;
    }
    subjects.add(sample.subject);
    gathered.push({ id, sample });
  };
}

/** The process from which a series came last, and the one before. */
interface Turn {
  readonly id: string;
  readonly before?: string;
}

/** How many series are tracked; the least recently updated one is dropped first. */
const MAX_SERIES = 2_000;

/**
 * Detects processes that alternate in one series, which nothing distinguishes: healthy values of
 * one would end the alert of another. A restarted process does not alternate, since the one before
 * does not come back.
 */
export function watchProcesses(): (
  processes: readonly ProcessSample[],
) => ProcessSample | undefined {
  const turns = new Map<string, Turn>();
  const takesTurns = ({ id, sample }: ProcessSample): boolean => {
    const { subject, metric, labels } = sample;
    const series = JSON.stringify([subject, metric, labelsKey(labels)]);
    const known = turns.get(series);
    turns.delete(series);
    turns.set(
      series,
      known?.id === id ? known : { id, ...(known !== undefined && { before: known.id }) },
    );
    if (turns.size > MAX_SERIES) {
      turns.delete(turns.keys().next().value ?? '');
    }
    return known !== undefined && known.id !== id && known.before === id;
  };
  return (processes) => {
    // Each of them is recorded, whichever alternates.
    const [first] = processes.flatMap((one) => (takesTurns(one) ? [one] : []));
    return first;
  };
}
