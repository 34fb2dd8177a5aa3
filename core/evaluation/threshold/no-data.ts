import { omit } from '../../collections/omit.ts';
import type { ThresholdRule } from '../../rule/threshold.ts';
import { toJsonNumber } from '../../sample/json-number.ts';
import { type Duration, type Instant, MINUTE } from '../../time/instant.ts';
import { COARSENESS } from '../step.ts';
import type { ThresholdEntry } from './state.ts';

/**
 * After this long without a further sample the last one no longer says how things are: the default
 * lookback of Prometheus (Querying basics, "Staleness": `--query.lookback-delta`, 5 minutes).
 */
const LOOKBACK: Duration = 5 * MINUTE;

/**
 * How much longer than its own duration a pending alert waits for the next sample, as a share of
 * that duration.
 */
const GRACE = 1 / 3;
const MAX_GRACE: Duration = MINUTE;

/**
 * Returns when the platform's clock decides about an entry because no data contradicted it: a
 * pending alert or a count of breaches becomes an alert, and an alert whose last values were normal
 * ends. Undefined if missing data decides nothing.
 */
export function noDataDecidesAt(entry: ThresholdEntry, rule: ThresholdRule): Instant | undefined {
  if (rule.silent === 'wait') {
    return undefined;
  }
  const { phase, since = 0, changedAt, lastBreachAt = changedAt, heard, normal, window } = entry;
  switch (phase) {
    // An entry of a version that did not record when it heard a breach counts from its sample time.
    case 'pending':
      return (heard?.at ?? since) + withGrace(rule.for);
    case 'healthy':
      return rule.window !== undefined && heard !== undefined && window?.at(-1)?.breach
        ? heard.at + withGrace(Math.max(rule.for, LOOKBACK))
        : undefined;
    case 'firing':
      // A version without this record leaves it, and records a later breach.
      return normal?.heardAt === undefined || (normal.at ?? 0) <= lastBreachAt
        ? undefined
        : normal.heardAt + withGrace(rule.keepFiringFor);
  }
}

/** Returns how long after the last sample every no-data decision of a rule is known. */
export function longestNoData(rule: ThresholdRule): Duration {
  if (rule.silent === 'wait') {
    return 0;
  }
  const counting = rule.window === undefined ? 0 : LOOKBACK;
  return withGrace(Math.max(rule.for, counting)) + withGrace(rule.keepFiringFor);
}

/**
 * A regular sender's next sample comes about when the time is over, or up to its interval later. It
 * gets some time, so that it decides, and few alerts fire unconfirmed that the next second confirms
 * or ends.
 */
function withGrace(duration: Duration): Duration {
  return duration + Math.ceil(Math.min(duration * GRACE, MAX_GRACE));
}

/** How often normal values are recorded immediately while an alert flaps; later once per fifth. */
const NOTED_AT_ONCE = 5;

/**
 * The alert keeps firing for a while after a normal value. That the newest value was normal is
 * recorded, so that missing data ends the alert in time: at most ten writes per `keepFiringFor`,
 * and five more. Returns the same entry if nothing has to be recorded.
 */
export function recordNormal(
  entry: ThresholdEntry,
  rule: ThresholdRule,
  at: Instant,
  heardAt: Instant,
): ThresholdEntry {
  const { normal, changedAt, lastBreachAt = changedAt } = entry;
  if (rule.silent === 'wait' || normal?.heardAt !== undefined || at <= lastBreachAt) {
    return entry;
  }
  const times = normal?.times ?? 0;
  const coarse = rule.keepFiringFor * COARSENESS;
  if (times >= NOTED_AT_ONCE && at < lastBreachAt + coarse) {
    return entry;
  }
  return { ...entry, normal: { times: Math.min(times + 1, NOTED_AT_ONCE), at, heardAt } };
}

/**
 * Records that the newest value breaches again, so that missing data ends nothing. Returns the same
 * entry if that was known.
 */
export function recordBreach(entry: ThresholdEntry, at: Instant): ThresholdEntry {
  const noted = clearNormal(entry);
  return noted === entry ? entry : { ...noted, lastBreachAt: at };
}

/** Clears the record that the newest value was normal: missing data ends nothing. */
export function clearNormal(entry: ThresholdEntry): ThresholdEntry {
  const { normal } = entry;
  return normal?.heardAt === undefined ? entry : { ...entry, normal: { times: normal.times } };
}

/** Records with which breach a count ends and when it was heard, or that it ends with none. */
export function recordCounted(
  entry: ThresholdEntry,
  counted: { readonly breach: boolean; readonly value: number },
  heardAt: Instant,
): ThresholdEntry {
  if (entry.phase !== 'healthy') {
    return entry;
  }
  return counted.breach && entry.window !== undefined
    ? { ...entry, heard: { at: heardAt, value: toJsonNumber(counted.value) } }
    : omit(entry, 'heard');
}
