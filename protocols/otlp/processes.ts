import { labelsKey } from '#core/sample/labels-key.ts';
import type { Sample } from '#core/sample/sample.ts';
import { textOf } from './any-value.ts';
import type { KeyValue } from './export-request.ts';

/** A sample of a process that says which it is, one for each subject that it measures. */
export interface ProcessSample {
  /** Its `service.instance.id`. */
  readonly id: string;
  readonly sample: Sample;
}

/** So many subjects of one process are looked at. */
const MAX_SUBJECTS = 16;

/** Gathers samples of the process that a resource is, if it says which. */
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

/** The process that a series came from last, and the one before. */
interface Turn {
  readonly id: string;
  readonly before?: string;
}

/** So many series are held in mind; the one that was heard of longest ago is forgotten first. */
const MAX_SERIES = 2_000;

/**
 * Notices processes that take turns in one series, which nothing tells apart: what is healthy of
 * one would end the alert of another. A process that was started anew takes no turn: the one before
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
    turns.set(series, known?.id === id ? known : { id, ...(known && { before: known.id }) });
    if (turns.size > MAX_SERIES) {
      turns.delete(turns.keys().next().value ?? '');
    }
    return known !== undefined && known.id !== id && known.before === id;
  };
  return (processes) => {
    // Each is noted, whichever takes a turn.
    const [first] = processes.flatMap((one) => (takesTurns(one) ? [one] : []));
    return first;
  };
}
