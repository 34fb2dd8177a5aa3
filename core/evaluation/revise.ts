import { omit } from '../omit.ts';
import type { Sample } from '../sample/sample.ts';
import type { Instant } from '../time/instant.ts';
import { advance, healed, newestKnown, withWindow } from './advance.ts';
import { breaches } from './condition.ts';
import type { Rule } from './rule.ts';
import { OUT_OF_ORDER, type Step, UNCHANGED } from './step.ts';
import type { SeriesState } from './subject.ts';
import { EMPTY_WINDOW, windowBreaches } from './window.ts';

/**
 * What a revision makes of a rule with a limit. What was decided because of that very sample is undone: the alert that it tripped ends, a wait that it began is
 * over, a window forgets it. All else stays as it is. No other samples are remembered that could decide anew, so the next one does: a series that breached
 * also after the sample taken back fires at its next breach. A correction that comes when its sample would be too old (`oldest`) fires nothing.
 */
export function revise(
  stored: SeriesState | undefined,
  rule: Rule,
  sample: Sample,
  { now, oldest }: { readonly now: Instant; readonly oldest: Instant },
): Step {
  const { at } = sample;
  if (sample.revision === 'entered_in_error') return retract(stored, rule, at);
  const breach = breaches(rule.condition, sample.value, false);
  if (breach && at < oldest) return OUT_OF_ORDER;
  if (stored === undefined || at > newestKnown(stored)) return advance(stored, rule, sample, now);
  if (!breach) return retract(stored, rule, at);
  if (stored.phase !== 'healthy') return UNCHANGED;
  // The sample that ended an alert, or was taken back, turns out to breach.
  return advance(
    stored.changedAt === at ? { ...stored, changedAt: at - 1 } : stored,
    rule,
    sample,
    now,
  );
}

function retract(stored: SeriesState | undefined, rule: Rule, at: Instant): Step {
  if (stored === undefined) return UNCHANGED;
  const entry = forget(stored, at);
  if (!restsOn(stored, entry, rule, at))
    return entry === stored ? UNCHANGED : { kind: 'remember', entry };
  const undone = before(entry, rule, at);
  return stored.phase === 'firing'
    ? { kind: 'resolve', entry: undone, reason: 'entered_in_error' }
    : { kind: 'remember', entry: undone };
}

/** The entry with a window that lacks the sample; if that comes again, it is out of order. */
function forget(entry: SeriesState, at: Instant): SeriesState {
  const window = entry.window?.filter((counted) => counted.at !== at);
  if (window === undefined || window.length === entry.window?.length) return entry;
  const left = window.some(({ breach }) => breach) ? window : EMPTY_WINDOW;
  return { ...withWindow(entry, left), changedAt: Math.max(entry.changedAt, at) };
}

/** Whether the phase is what it is because of the sample of that time. */
function restsOn(entry: SeriesState, without: SeriesState, rule: Rule, at: Instant): boolean {
  const { phase, since, changedAt, lastBreachAt = changedAt } = entry;
  if (phase === 'healthy') return false;
  if (rule.window !== undefined)
    return (
      windowBreaches(entry.window ?? EMPTY_WINDOW, rule) &&
      !windowBreaches(without.window ?? EMPTY_WINDOW, rule)
    );
  return phase === 'pending' ? since === at : changedAt === at && lastBreachAt <= at;
}

/** What the entry was before that sample; the sample itself, if it comes again, is out of order. A wait that others began goes on. */
function before(entry: SeriesState, rule: Rule, at: Instant): SeriesState {
  const { phase, since = at } = entry;
  const changedAt = Math.max(entry.changedAt, at);
  if (phase !== 'firing' || since === at || rule.window !== undefined)
    return healed(entry, changedAt);
  return { ...omit(entry, 'lastBreachAt', 'alert', 'assertedAt'), phase: 'pending', changedAt };
}
