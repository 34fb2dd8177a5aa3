import { omit } from '../../collections/omit.ts';
import type { ThresholdRule } from '../../rule/threshold.ts';
import { breaches } from '../../rule/threshold.ts';
import { toJsonNumber } from '../../sample/json-number.ts';
import type { Sample } from '../../sample/sample.ts';
import { CLOCK_SKEW } from '../../time/clock-skew.ts';
import type { Instant } from '../../time/instant.ts';
import { COARSENESS, OUT_OF_ORDER, type Step, UNCHANGED } from '../step.ts';
import { recordBreach, recordCounted, recordNormal } from './no-data.ts';
import type { ThresholdEntry } from './state.ts';
import { EMPTY_WINDOW, slide, type Window, windowBreaches } from './window.ts';

/**
 * Applies a sample to a rule with a limit, in sample time alone: healthy → pending → firing →
 * healthy.
 */
export function advance(
  stored: ThresholdEntry | undefined,
  rule: ThresholdRule,
  sample: Sample,
  now: Instant,
): Step<ThresholdEntry> {
  const { at } = sample;
  const entry = stored && datedBack(stored, at, now);
  if (entry !== undefined && at <= newestKnown(entry)) {
    return OUT_OF_ORDER;
  }
  const breach = breaches(rule.condition, sample.value, entry?.phase === 'firing');
  const known = entry?.window ?? EMPTY_WINDOW;
  const window = slide(known, { at, breach }, rule);
  const current = entry ?? newEntry(rule, sample);
  const holds = rule.window === undefined ? breach : windowHolds(current, window, rule);
  const next =
    window === known
      ? current
      : recordCounted(withWindow(current, window), { breach, value: sample.value }, now);
  const quiet: Step<ThresholdEntry> =
    next === (stored ?? current) ? UNCHANGED : { kind: 'remember', entry: next };
  switch (current.phase) {
    case 'healthy':
      return holds
        ? startCondition(next, rule, at, { at: now, value: toJsonNumber(sample.value) })
        : quiet;
    case 'pending':
      if (!holds) {
        return { kind: 'remember', entry: markHealthy(next, at) };
      }
      return at >= (current.since ?? at) + rule.for ? fire(next, rule, at) : quiet;
    case 'firing':
      return holds ? hold(next, rule, at, quiet) : recover(next, rule, sample, { now, quiet });
  }
}

/**
 * Returns the entry as it counts for a sample measured by now. A time that a fast clock has dated
 * in the future would make every true sample until then late, and a breach among them would be
 * lost: it counts as measured just before. A firing alert is left alone, since lasting too long is
 * safe.
 */
function datedBack(entry: ThresholdEntry, at: Instant, now: Instant): ThresholdEntry {
  const present = now + CLOCK_SKEW;
  if (entry.phase === 'firing' || newestKnown(entry) <= present || at > present) {
    return entry;
  }
  const { since, window } = entry;
  const before = (moment: Instant) => Math.min(moment, at - 1);
  return {
    ...entry,
    changedAt: before(entry.changedAt),
    ...(since !== undefined && { since: before(since) }),
    ...(window !== undefined && { window: window.map((w) => ({ ...w, at: before(w.at) })) }),
  };
}

/** A sample not newer than this is out of order. */
export function newestKnown(entry: ThresholdEntry): Instant {
  const { changedAt, window, normal } = entry;
  return Math.max(changedAt, window?.at(-1)?.at ?? 0, normal?.at ?? 0);
}

/**
 * Whether a window keeps the alert firing: one that fired without data lasts, with too few
 * breaches, until a normal value comes.
 */
export function windowHolds(entry: ThresholdEntry, window: Window, rule: ThresholdRule): boolean {
  const firedInSilence = entry.phase === 'firing' && entry.alert?.unconfirmed === true;
  return windowBreaches(window, rule) || (firedInSilence && window.at(-1)?.breach === true);
}

/**
 * Starts the condition at a time: the alert becomes pending, or fires. `heard` is the breach that
 * started it.
 */
export function startCondition(
  entry: ThresholdEntry,
  rule: ThresholdRule,
  at: Instant,
  heard: ThresholdEntry['heard'],
): Step<ThresholdEntry> {
  const begun = entry.spared === undefined ? entry : omit(entry, 'spared');
  if (rule.for === 0) {
    return fire({ ...begun, since: at }, rule, at);
  }
  const pending: ThresholdEntry = { ...begun, phase: 'pending', since: at, changedAt: at };
  return { kind: 'remember', entry: heard === undefined ? pending : { ...pending, heard } };
}

function fire(entry: ThresholdEntry, rule: ThresholdRule, at: Instant): Step<ThresholdEntry> {
  return { kind: 'fire', entry: firingSince(entry, rule, at) };
}

/** Returns the entry as firing since a sample time; without its alert. */
export function firingSince(
  entry: ThresholdEntry,
  rule: ThresholdRule,
  at: Instant,
): ThresholdEntry {
  const firing: ThresholdEntry = { ...entry, phase: 'firing', changedAt: at };
  return rule.keepFiringFor > 0 ? { ...firing, lastBreachAt: at } : firing;
}

function hold(
  entry: ThresholdEntry,
  rule: ThresholdRule,
  at: Instant,
  quiet: Step<ThresholdEntry>,
): Step<ThresholdEntry> {
  const noted = recordBreach(entry, at);
  if (noted !== entry) {
    return { kind: 'remember', entry: noted };
  }
  const remembered = entry.lastBreachAt ?? entry.changedAt;
  return rule.keepFiringFor > 0 && at > remembered + rule.keepFiringFor * COARSENESS
    ? { kind: 'remember', entry: { ...entry, lastBreachAt: at } }
    : quiet;
}

function recover(
  entry: ThresholdEntry,
  rule: ThresholdRule,
  { at }: Sample,
  { now, quiet }: { readonly now: Instant; readonly quiet: Step<ThresholdEntry> },
): Step<ThresholdEntry> {
  const lastBreach = entry.lastBreachAt ?? entry.changedAt;
  if (at >= lastBreach + rule.keepFiringFor) {
    return { kind: 'resolve', entry: markHealthy(entry, at), reason: 'recovered' };
  }
  const noted = recordNormal(entry, rule, at, now);
  return noted === entry ? quiet : { kind: 'remember', entry: noted };
}

/**
 * Returns a healthy entry since that time. It is kept for a while, so that a late sample cannot
 * reopen what has been closed.
 */
export function markHealthy(entry: ThresholdEntry, at: Instant): ThresholdEntry {
  const over = [
    'since',
    'lastBreachAt',
    'processHeardAt',
    'alert',
    'assertedAt',
    'heard',
    'normal',
    'doubtedAt',
  ] as const;
  const rest = omit(entry, ...over);
  return { ...rest, phase: 'healthy', changedAt: at };
}

/** Returns the entry with another window; without one if it is empty. */
export function withWindow(entry: ThresholdEntry, window: Window): ThresholdEntry {
  return window.length === 0 ? omit(entry, 'window') : { ...entry, window };
}

/** Makes a healthy entry for the series of a sample, whose phase has never changed. */
export function newEntry(
  { name }: ThresholdRule,
  { metric, unit, labels }: Sample,
): ThresholdEntry {
  const series = { rule: name, metric, labels, ...(unit !== undefined && { unit }) };
  return { ...series, kind: 'threshold', phase: 'healthy', changedAt: 0 };
}
