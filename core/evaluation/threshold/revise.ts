import { omit } from '../../collections/omit.ts';
import type { ThresholdRule } from '../../rule/threshold.ts';
import { breaches } from '../../rule/threshold.ts';
import { type JsonNumber, toJsonNumber } from '../../sample/json-number.ts';
import type { Sample } from '../../sample/sample.ts';
import type { Instant } from '../../time/instant.ts';
import { isRetraction } from '../retraction.ts';
import { OUT_OF_ORDER, type Step, UNCHANGED } from '../step.ts';
import {
  advance,
  markHealthy,
  newestKnown,
  startCondition,
  windowHolds,
  withWindow,
} from './advance.ts';
import { clearNormal, recordBreach } from './no-data.ts';
import type { ThresholdEntry } from './state.ts';
import { correct, EMPTY_WINDOW, type Window, withoutSample } from './window.ts';

/**
 * Applies a revision of a sample to a rule with a limit. What was decided because of that very
 * sample is decided again: the alert that it tripped ends, a pending alert that it began is over, a
 * window counts it differently. Everything else stays, since no other samples are stored that could
 * decide: an alert that another sample tripped is never ended, and a series that also breached
 * after the retracted sample fires at its next breach. A breach that is older than `oldest` fires
 * nothing.
 */
export function revise(
  stored: ThresholdEntry | undefined,
  rule: ThresholdRule,
  sample: Sample,
  { now, oldest }: { readonly now: Instant; readonly oldest: Instant },
): Step<ThresholdEntry> {
  if (isRetraction(sample)) {
    return stored === undefined ? UNCHANGED : retract(stored, rule, sample, now);
  }
  const { at } = sample;
  const breach = breached(stored, rule, sample);
  if (breach && at < oldest) {
    return OUT_OF_ORDER;
  }
  if (breach && (stored === undefined || at > newestKnown(stored))) {
    return advance(stored, rule, sample, now);
  }
  if (stored === undefined) {
    return UNCHANGED;
  }
  if (rule.window !== undefined) {
    return recount(stored, rule, { sample, breach, now });
  }
  if (!breach) {
    return takeBack(stored, at, 'corrected');
  }
  if (stored.normal?.at === at) {
    return { kind: 'remember', entry: recordBreach(stored, at) };
  }
  if (stored.phase !== 'healthy') {
    return restate(stored, sample);
  }
  // The sample that ended an alert, or was retracted, turns out to breach.
  return advance(
    stored.changedAt === at ? { ...stored, changedAt: at - 1 } : stored,
    rule,
    sample,
    now,
  );
}

/**
 * Whether a sample breached when it was evaluated: only one that came after the start of an alert
 * was compared with the limits for clearing.
 */
function breached(
  stored: ThresholdEntry | undefined,
  rule: ThresholdRule,
  { at, value }: Sample,
): boolean {
  const firing = stored?.phase === 'firing' && at > stored.changedAt;
  return breaches(rule.condition, value, firing);
}

interface Recounted {
  readonly sample: Sample;
  readonly breach: boolean;
  readonly now: Instant;
}

function recount(
  stored: ThresholdEntry,
  rule: ThresholdRule,
  { sample, breach, now }: Recounted,
): Step<ThresholdEntry> {
  const { window = EMPTY_WINDOW, changedAt } = stored;
  const { at, value } = sample;
  const isKnown = window.some((counted) => counted.at === at);
  if (at < changedAt && !isKnown) {
    return OUT_OF_ORDER;
  }
  const corrected = correct(window, { at, breach }, rule);
  return decideAgain(stored, corrected, rule, { at, value: toJsonNumber(value), now });
}

function retract(
  stored: ThresholdEntry,
  rule: ThresholdRule,
  sample: Sample,
  now: Instant,
): Step<ThresholdEntry> {
  if (sample.revision === 'value_entered_in_error' && !mayBeOf(stored, rule, sample)) {
    return UNCHANGED;
  }
  const { at } = sample;
  return rule.window === undefined
    ? takeBack(stored, at, 'retracted')
    : decideAgain(stored, withoutSample(stored.window ?? EMPTY_WINDOW, at), rule, { at, now });
}

/**
 * Whether the entry's record of that time can be of that value: another may have been measured at
 * the same time.
 */
function mayBeOf(stored: ThresholdEntry, rule: ThresholdRule, sample: Sample): boolean {
  const tripped = stored.phase === 'firing' ? stored.alert?.value : stored.heard?.value;
  if (rule.window === undefined && tripped !== undefined) {
    return tripped === toJsonNumber(sample.value);
  }
  const counted = stored.window?.find(({ at }) => at === sample.at);
  return breached(stored, rule, sample) === (counted?.breach ?? true);
}

/** Applies a sample after which no value can be made: only a retraction changes anything. */
export function takeWithoutValue(entry: ThresholdEntry, sample: Sample): Step<ThresholdEntry> {
  return isRetraction(sample) ? takeBack(entry, sample.at, 'retracted') : UNCHANGED;
}

/** Undoes the effect of the sample of that time, if the phase is what it is because of it. */
export function takeBack(
  stored: ThresholdEntry,
  at: Instant,
  how: 'retracted' | 'corrected',
): Step<ThresholdEntry> {
  if (stored.normal?.at === at && how === 'retracted') {
    return { kind: 'remember', entry: clearNormal(stored) };
  }
  const { phase, since, changedAt, lastBreachAt = changedAt } = stored;
  if (phase === 'pending' && since === at) {
    return undo(stored, markHealthy(stored, changedAt));
  }
  if (phase !== 'firing' || changedAt !== at || lastBreachAt > at) {
    return UNCHANGED;
  }
  if (since === at) {
    return undo(stored, markHealthy(stored, changedAt));
  }
  // A pending alert that others began goes on.
  return undo(stored, {
    ...omit(stored, 'lastBreachAt', 'alert', 'assertedAt'),
    phase: 'pending',
  });
}

/**
 * Returns the entry with another window, and the phase that follows from it. If a sample that is no
 * longer counted comes again, it is out of order.
 */
function decideAgain(
  stored: ThresholdEntry,
  window: Window,
  rule: ThresholdRule,
  revised: Revised,
): Step<ThresholdEntry> {
  const known = stored.window ?? EMPTY_WINDOW;
  if (window === known) {
    return UNCHANGED;
  }
  const { at } = revised;
  const left = heardAgain(withWindow(stored, window), known, revised);
  const entry = newestKnown(left) < at ? { ...left, changedAt: at } : left;
  const [held, holds] = [windowHolds(stored, known, rule), windowHolds(stored, window, rule)];
  if (held && !holds && stored.phase !== 'healthy' && !isHeldByLater(stored, rule, at)) {
    return undo(stored, markHealthy(entry, entry.changedAt));
  }
  if (holds && stored.phase === 'healthy') {
    return startCondition(entry, rule, newestKnown(entry), entry.heard);
  }
  return { kind: 'remember', entry: holds ? clearNormal(entry) : entry };
}

/** A revised sample, at a platform time; without a value if it was retracted. */
interface Revised {
  readonly at: Instant;
  readonly value?: JsonNumber;
  readonly now: Instant;
}

/**
 * Returns the entry with the breach with which its window ends now, on which no-data decisions are
 * based.
 */
function heardAgain(
  entry: ThresholdEntry,
  known: Window,
  { at, value, now }: Revised,
): ThresholdEntry {
  const newest = entry.window?.at(-1);
  if (entry.phase !== 'healthy' || newest?.at === known.at(-1)?.at) {
    if (entry.phase !== 'healthy' || newest?.at !== at || value === undefined) {
      return entry;
    }
  }
  if (newest?.breach !== true) {
    return omit(entry, 'heard');
  }
  if (newest.at === at && value !== undefined) {
    return { ...entry, heard: { at: now, value } };
  }
  return entry.heard === undefined ? entry : { ...entry, heard: { at: entry.heard.at } };
}

/**
 * A window full of breaches is not moved by more of them, so a firing alert may have been kept
 * firing by others than it remembers.
 */
function isHeldByLater(
  { phase, changedAt, window = [] }: ThresholdEntry,
  rule: ThresholdRule,
  at: Instant,
) {
  const isFull = window.length === rule.window?.of && window.every(({ breach }) => breach);
  return phase === 'firing' && at < changedAt && isFull;
}

function undo({ phase }: ThresholdEntry, entry: ThresholdEntry): Step<ThresholdEntry> {
  return phase === 'firing'
    ? { kind: 'resolve', entry, reason: 'entered_in_error' }
    : { kind: 'remember', entry };
}

/**
 * Returns the alert, or the pending state, with the value that is now said to have begun it, by
 * which it can be retracted.
 */
function restate(stored: ThresholdEntry, { at, value: measured }: Sample): Step<ThresholdEntry> {
  const { alert, changedAt, phase, since, heard } = stored;
  const value = toJsonNumber(measured);
  if (phase === 'pending' && since === at && heard !== undefined && heard.value !== value) {
    return { kind: 'remember', entry: { ...stored, heard: { ...heard, value } } };
  }
  return alert === undefined || changedAt !== at || alert.value === value
    ? UNCHANGED
    : { kind: 'remember', entry: { ...stored, alert: { ...alert, value } } };
}
