import { DAY, type Duration, END_OF_TIME, type Instant } from '../time/instant.ts';
import type { Labels, Sample } from './sample.ts';

/** Why a sample, or an external alert, is rejected. */
type RejectReason =
  | 'malformed'
  | 'not_a_number'
  | 'impossible'
  | 'too_old'
  | 'in_future'
  | 'too_large'
  | 'too_many_series'
  | 'no_route';

/** A rejected sample, for the person who runs the sender. */
export interface Rejection {
  readonly reason: RejectReason;
  /** What is wrong, the value given, what is allowed. */
  readonly detail: string;
  /** For `impossible`: the metric that cannot have such a value. */
  readonly metric?: string;
}

/** The limits of a sample, in characters and labels. */
export const SAMPLE_LIMITS = {
  name: 256,
  unit: 64,
  labels: 64,
  labelName: 128,
  labelValue: 1_024,
  /**
   * Names and values of all labels together: an alert must fit into a message, and many of them
   * into an item.
   */
  allLabels: 8_192,
} as const;

/**
 * The prefix of the ids of external alerts, and of heartbeats, in the subjects table: no sample may
 * write there.
 */
export const OWN_ITEMS = 'wardbell:';

/**
 * Validates a sample: undefined if it is accepted. NaN is no value: it neither breaches nor clears.
 */
export function validateSample(
  sample: Sample,
  now: Instant,
  times: { readonly maxAge: Duration; readonly maxAhead: Duration },
): Rejection | undefined {
  const { at } = sample;
  if (Number.isNaN(sample.value)) {
    return { reason: 'not_a_number', detail: `value is ${sample.value}, not a number` };
  }
  if (!Number.isFinite(at)) {
    return { reason: 'malformed', detail: `time is ${at}, not milliseconds since 1970` };
  }
  // A revision may come when the sample itself would be too old: its alert may still fire.
  if (at < now - times.maxAge && sample.revision === undefined) {
    return {
      reason: 'too_old',
      detail: `time ${formatTime(at)} is ${age(now - at, times.maxAge)}${unitMeant(at, now)}`,
    };
  }
  if (at > now + times.maxAhead) {
    return {
      reason: 'in_future',
      detail: `time ${formatTime(at)} is ${ahead(at - now, times)}${unitMeant(at, now)}`,
    };
  }
  return nameFault('subject', sample.subject) ?? nameFault('metric', sample.metric) ?? rest(sample);
}

/** Returns what keeps a name from being that of a subject, if anything: no sample has it. */
export function subjectFault(name: string): string | undefined {
  return nameFault('subject', name)?.detail;
}

function nameFault(what: string, name: string): Rejection | undefined {
  if (name.length === 0) {
    return { reason: 'malformed', detail: `${what} is empty` };
  }
  if (name.length > SAMPLE_LIMITS.name) {
    return tooLarge(what, name.length, SAMPLE_LIMITS.name);
  }
  if (what === 'subject' && name.startsWith(OWN_ITEMS)) {
    return {
      reason: 'malformed',
      detail: `subject begins with ${OWN_ITEMS}, which is Wardbell's own`,
    };
  }
  // A lone surrogate has no UTF-8 of its own: two such names would be one key in the store.
  if (!name.isWellFormed()) {
    return { reason: 'malformed', detail: `${what} is not valid Unicode` };
  }
  return undefined;
}

function rest({ unit, labels }: Sample): Rejection | undefined {
  if (unit !== undefined && unit.length > SAMPLE_LIMITS.unit) {
    return tooLarge('unit', unit.length, SAMPLE_LIMITS.unit);
  }
  return labelsError(labels);
}

/** Returns what is wrong with labels, if anything: too many, too long, or without a name. */
export function labelsError(labels: Labels): Rejection | undefined {
  let count = 0;
  let size = 0;
  for (const name in labels) {
    const value = labels[name] ?? '';
    count += 1;
    size += name.length + value.length;
    if (name.length === 0) {
      return { reason: 'malformed', detail: 'a label has an empty name' };
    }
    if (name.length > SAMPLE_LIMITS.labelName) {
      return tooLarge('the name of a label', name.length, SAMPLE_LIMITS.labelName);
    }
    if (value.length > SAMPLE_LIMITS.labelValue) {
      return tooLarge(`label ${name}`, value.length, SAMPLE_LIMITS.labelValue);
    }
  }
  if (count > SAMPLE_LIMITS.labels) {
    return {
      reason: 'too_large',
      detail: `it has ${count} labels; at most ${SAMPLE_LIMITS.labels} are taken`,
    };
  }
  return size > SAMPLE_LIMITS.allLabels
    ? tooLarge('all labels together', size, SAMPLE_LIMITS.allLabels)
    : undefined;
}

function tooLarge(what: string, length: number, limit: number): Rejection {
  return {
    reason: 'too_large',
    detail: `${what} has ${length} characters; at most ${limit} are taken`,
  };
}

function age(by: Duration, limit: Duration): string {
  return `${seconds(by)} ago; at most ${seconds(limit)} are taken`;
}

function ahead(by: Duration, { maxAhead }: { readonly maxAhead: Duration }): string {
  return `${seconds(by)} ahead of the platform's clock; at most ${seconds(maxAhead)} are taken`;
}

function seconds(duration: Duration): string {
  return `${Math.round(duration / 1_000)} s`;
}

/** The factors to milliseconds of units that senders mistake for them. */
const UNITS = [
  ['seconds', 1e-3],
  ['microseconds', 1e3],
  ['nanoseconds', 1e6],
] as const;

/**
 * Guesses which unit the sender has probably given instead of milliseconds: the time would be about
 * now.
 */
function unitMeant(at: Instant, now: Instant): string {
  const meant = UNITS.find(([, each]) => Math.abs(at / each - now) < 365 * DAY);
  return meant === undefined
    ? ''
    : `; ${at} looks like ${meant[0]}, and is taken for milliseconds: send milliseconds`;
}

function formatTime(at: Instant): string {
  return Math.abs(at) <= END_OF_TIME ? new Date(at).toISOString() : String(at);
}
