import { REPLICA_LABELS, type Replicated, withoutReplica } from '#core/sample/replica.ts';
import { type Rejection, SAMPLE_LIMITS } from '#core/sample/validate-sample.ts';
import { formatValue } from '#http/format-value.ts';
import { malformed } from '../decoded.ts';

/** How labels become a subject. */
export interface SubjectOptions {
  /** The subject is the value of the first of these labels that a series has. */
  readonly subjectLabels: readonly string[];
  /** Labels that distinguish replicas of a sender, but not series. */
  readonly replicaLabels?: readonly string[];
}

/** What all samples of a series have in common. */
export interface Series extends Replicated {
  /** Empty if none of its labels names the subject; no label is empty. */
  readonly subject: string;
  readonly metric: string;
  readonly unit?: string;
}

/** The label that holds the name of the metric. */
const NAME = '__name__';

/**
 * Makes a series of its labels (`undefined` stands for invalid UTF-8), or returns what is wrong
 * with them.
 */
export function seriesOf(
  names: readonly (string | undefined)[],
  values: readonly (string | undefined)[],
  { subjectLabels, replicaLabels = REPLICA_LABELS }: SubjectOptions,
): Series | Rejection {
  const fault = faultOf(names, values);
  if (fault !== undefined) {
    return malformed(fault);
  }
  const metric = values[names.indexOf(NAME)];
  if (metric === undefined) {
    return malformed(`it has no label ${NAME}, which names the metric`);
  }
  const subjectLabel = subjectLabels.find((label) => names.includes(label));
  const subject = subjectLabel === undefined ? undefined : values[names.indexOf(subjectLabel)];
  const labels: Record<string, string> = {};
  for (let i = 0; i < names.length; i++) {
    const name = names[i] ?? '';
    if (name === NAME || name === subjectLabel) {
      continue;
    }
    if (name === '__proto__') {
      setProto(labels, values[i]);
    } else {
      labels[name] = values[i] ?? '';
    }
  }
  return { subject: subject ?? '', metric, ...withoutReplica(labels, replicaLabels) };
}

/** The label limit of a series: as many as any sample may have. */
export const MAX_LABELS = SAMPLE_LIMITS.labels;

/** Rejects a series with more labels than that. */
export function tooManyLabels(count: number): Rejection | undefined {
  if (count <= MAX_LABELS) {
    return undefined;
  }
  return { reason: 'too_large', detail: `it has more than ${MAX_LABELS} labels` };
}

function faultOf(
  names: readonly (string | undefined)[],
  values: readonly (string | undefined)[],
): string | undefined {
  if (names.length === 0) {
    return 'it has no labels';
  }
  // Senders sort them, as the specification requires: then there can be no duplicate, and no check
  // is needed.
  let sorted = true;
  for (let i = 0; i < names.length; i++) {
    const name = names[i];
    if (name === undefined) {
      return 'the name of a label is not UTF-8';
    }
    if (name === '') {
      return 'a label has an empty name';
    }
    if (values[i] === undefined) {
      return `label ${formatValue(name)} is not UTF-8`;
    }
    if (values[i] === '') {
      return `label ${formatValue(name)} is empty; leave it out`;
    }
    sorted &&= i === 0 || (names[i - 1] ?? '') < name;
    if (!sorted && names.indexOf(name) < i) {
      return `label ${formatValue(name)} is there twice`;
    }
  }
  return undefined;
}

/** An assignment would set the prototype, and the label would be lost. */
function setProto(labels: Record<string, string>, value: string | undefined): void {
  Object.defineProperty(labels, '__proto__', { value, enumerable: true });
}
