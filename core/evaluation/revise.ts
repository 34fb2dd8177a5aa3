import { omit } from '../omit.ts';
import { toldValue } from '../sample/infinity.ts';
import type { Sample } from '../sample/sample.ts';
import type { Instant } from '../time/instant.ts';
import { advance, begin, healed, newestKnown, withWindow } from './advance.ts';
import { breaches } from './condition.ts';
import type { Rule } from './rule.ts';
import { OUT_OF_ORDER, type Step, UNCHANGED } from './step.ts';
import type { SeriesState } from './subject.ts';
import { correct, EMPTY_WINDOW, type Window, windowBreaches, without } from './window.ts';

/**
 * What a revision makes of a rule with a limit. What was decided because of that very sample is decided again: the alert that it tripped ends, a wait that it began
 * is over, a window counts it otherwise. All else stays as it is, since no other samples are remembered that could decide: an alert that another sample tripped is
 * never ended, and a series that breached also after the sample taken back fires at its next breach. A breach that is older than `oldest` fires nothing.
 */
export function revise(
  stored: SeriesState | undefined,
  rule: Rule,
  sample: Sample,
  { now, oldest }: { readonly now: Instant; readonly oldest: Instant },
): Step {
  if (isRetraction(sample)) return stored === undefined ? UNCHANGED : retract(stored, rule, sample);
  const { at } = sample;
  const breach = breached(stored, rule, sample);
  if (breach && at < oldest) return OUT_OF_ORDER;
  if (breach && (stored === undefined || at > newestKnown(stored)))
    return advance(stored, rule, sample, now);
  if (stored === undefined) return UNCHANGED;
  if (rule.window !== undefined) return recount(stored, rule, { at, breach });
  if (!breach) return takeBack(stored, at);
  if (stored.phase !== 'healthy') return restate(stored, sample);
  // The sample that ended an alert, or was taken back, turns out to breach.
  return advance(
    stored.changedAt === at ? { ...stored, changedAt: at - 1 } : stored,
    rule,
    sample,
    now,
  );
}

/** Whether a sample does nothing but take another back. */
export function isRetraction({ revision }: Pick<Sample, 'revision'>): boolean {
  return revision === 'entered_in_error' || revision === 'value_entered_in_error';
}

/** Whether a sample breached when it was evaluated: only one that came after an alert began was held against the limits for clearing. */
function breached(stored: SeriesState | undefined, rule: Rule, { at, value }: Sample): boolean {
  const firing = stored?.phase === 'firing' && at > stored.changedAt;
  return breaches(rule.condition, value, firing);
}

function recount(stored: SeriesState, rule: Rule, counted: Window[number]): Step {
  const { window = EMPTY_WINDOW, changedAt } = stored;
  const isKnown = window.some(({ at }) => at === counted.at);
  return counted.at < changedAt && !isKnown
    ? OUT_OF_ORDER
    : decideAgain(stored, correct(window, counted, rule), rule, counted.at);
}

function retract(stored: SeriesState, rule: Rule, sample: Sample): Step {
  if (sample.revision === 'value_entered_in_error' && !mayBeOf(stored, rule, sample))
    return UNCHANGED;
  const { at } = sample;
  return rule.window === undefined
    ? takeBack(stored, at)
    : decideAgain(stored, without(stored.window ?? EMPTY_WINDOW, at), rule, at);
}

/** Whether what is remembered of that time can be of that value: another may have been measured at the same time. */
function mayBeOf(stored: SeriesState, rule: Rule, sample: Sample): boolean {
  if (stored.phase === 'firing' && rule.window === undefined)
    return stored.alert?.value === toldValue(sample.value);
  const counted = stored.window?.find(({ at }) => at === sample.at);
  return breached(stored, rule, sample) === (counted?.breach ?? true);
}

/** Undoes what the sample of that time has done, where the phase is what it is because of it. */
function takeBack(stored: SeriesState, at: Instant): Step {
  const { phase, since, changedAt, lastBreachAt = changedAt } = stored;
  if (phase === 'pending' && since === at) return undo(stored, healed(stored, changedAt));
  if (phase !== 'firing' || changedAt !== at || lastBreachAt > at) return UNCHANGED;
  if (since === at) return undo(stored, healed(stored, changedAt));
  // A wait that others began goes on.
  return undo(stored, {
    ...omit(stored, 'lastBreachAt', 'alert', 'assertedAt'),
    phase: 'pending',
  });
}

/** The entry with another window, and what that makes of its phase. If a sample that is no longer counted comes again, it is out of order. */
function decideAgain(stored: SeriesState, window: Window, rule: Rule, at: Instant): Step {
  const known = stored.window ?? EMPTY_WINDOW;
  if (window === known) return UNCHANGED;
  const left = withWindow(stored, window);
  const entry = newestKnown(left) < at ? { ...left, changedAt: at } : left;
  const [held, holds] = [windowBreaches(known, rule), windowBreaches(window, rule)];
  if (held && !holds && stored.phase !== 'healthy' && !isHeldByLater(stored, rule, at))
    return undo(stored, healed(entry, entry.changedAt));
  return holds && stored.phase === 'healthy'
    ? begin(entry, rule, newestKnown(entry))
    : { kind: 'remember', entry };
}

/** A window that is full of breaches is not moved by more of them, so what fires may have been held since by others than it remembers. */
function isHeldByLater({ phase, changedAt, window = [] }: SeriesState, rule: Rule, at: Instant) {
  const isFull = window.length === rule.window?.of && window.every(({ breach }) => breach);
  return phase === 'firing' && at < changedAt && isFull;
}

function undo({ phase }: SeriesState, entry: SeriesState): Step {
  return phase === 'firing'
    ? { kind: 'resolve', entry, reason: 'entered_in_error' }
    : { kind: 'remember', entry };
}

/** The alert with the value that is now said to have tripped it, by which it can be taken back. */
function restate(stored: SeriesState, { at, value: measured }: Sample): Step {
  const { alert, changedAt } = stored;
  const value = toldValue(measured);
  return alert === undefined || changedAt !== at || alert.value === value
    ? UNCHANGED
    : { kind: 'remember', entry: { ...stored, alert: { ...alert, value } } };
}
