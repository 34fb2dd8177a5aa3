import { CLOCK_SKEW, type ClockStep, rebaseOffset, stepId } from '../time/clock-skew.ts';
import { type Duration, type Instant, MINUTE } from '../time/instant.ts';
import { shiftEarlier } from '../time/shift-earlier.ts';
import type { Incident, IncidentAlert, IncidentPage } from './incident.ts';
import { RECONCILE_INTERVAL } from './reconcile-interval.ts';
import { appendTimeline, type TimelineEntry } from './timeline.ts';

/**
 * Returns the incident rebased to the current clock. If it was saved before the clock went back,
 * all its platform times move with the clock, so that what was to happen in five minutes happens in
 * five minutes. Times of samples, and `seq` numbers, stay as they are. `step` is given if it is
 * known how far the clock went back.
 */
export function rebaseIncident(incident: Incident, now: Instant, step?: ClockStep): Incident {
  if (step !== undefined && incident.movedFor === stepId(step)) {
    return incident;
  }
  const by = rebaseOffset(savedAt(incident), now, step) ?? inDoubt(incident, step);
  if (by === 0) {
    return incident;
  }
  const told = { code: 'clock.went_back', data: { by } } as const;
  const present = appendTimeline(moved(incident, by), now, told);
  return step === undefined ? hurried(present) : { ...present, movedFor: stepId(step) };
}

/**
 * It may have been saved just after the clock went back, or as long before as the clock went back.
 * It is reconciled every 15 minutes, and soon after it has opened, so a longer step leaves no doubt
 * that it was after. Otherwise what it waits for comes too early rather than too late.
 */
function inDoubt({ openedAt }: Incident, step: ClockStep | undefined): Duration {
  if (step === undefined || step.by > RECONCILE_INTERVAL) {
    return 0;
  }
  const isNew = openedAt >= step.at - CLOCK_SKEW;
  return isNew && step.by > MINUTE ? 0 : step.by;
}

/**
 * If it is not known how far the clock went back, the save counts as now, and nobody knows how long
 * ago it was. Nothing may happen later because of that, so what it waits for comes earlier by as
 * much as it may have waited: an incident is saved at least every 15 minutes.
 */
function hurried(incident: Incident): Incident {
  const { acknowledgement, answers, escalation, pages } = incident;
  return {
    ...incident,
    ...(answers !== undefined && { answers: movedAnswers(answers, RECONCILE_INTERVAL, 'until') }),
    escalation: movedEscalation(escalation, RECONCILE_INTERVAL),
    pages: pages.map((page) =>
      page.status === 'planned'
        ? { ...page, ...shiftEarlier(page, RECONCILE_INTERVAL, 'at') }
        : page,
    ),
    ...(acknowledgement !== undefined && {
      acknowledgement: {
        ...acknowledgement,
        ...shiftEarlier(acknowledgement, RECONCILE_INTERVAL, 'until'),
      },
    }),
  };
}

/** For items without `savedAt`, the newest entry of the timeline decides. */
function savedAt({ savedAt: stamp, timeline, openedAt }: Incident): Instant {
  return stamp ?? timeline.at(-1)?.at ?? openedAt;
}

function moved(incident: Incident, by: Duration): Incident {
  const { acknowledgement, escalation, distress, crowded, flapping, reopenings, undo } = incident;
  const { answers, inhibited } = incident;
  const alerts = Object.entries(incident.alerts).map(([id, known]) => [id, movedAlert(known, by)]);
  return {
    ...incident,
    ...shiftEarlier(incident, by, 'openedAt', 'resolvedAt', 'due', 'savedAt'),
    alerts: Object.fromEntries(alerts),
    escalation: movedEscalation(escalation, by),
    pages: incident.pages.map((page) => movedPage(page, by)),
    timeline: incident.timeline.map((entry) => movedEntry(entry, by)),
    ...(acknowledgement !== undefined && {
      acknowledgement: { ...acknowledgement, ...shiftEarlier(acknowledgement, by, 'at', 'until') },
    }),
    ...(answers !== undefined && { answers: movedAnswers(answers, by, 'at', 'until') }),
    ...(inhibited !== undefined && {
      inhibited: { ...inhibited, ...shiftEarlier(inhibited, by, 'until') },
    }),
    ...(distress !== undefined && {
      distress: { ...distress, ...shiftEarlier(distress, by, 'toldAt') },
    }),
    ...(crowded !== undefined && {
      crowded: { ...crowded, ...shiftEarlier(crowded, by, 'since', 'lastAt') },
    }),
    ...(flapping !== undefined && {
      flapping: { ...flapping, ...shiftEarlier(flapping, by, 'since') },
    }),
    ...(undo !== undefined && { undo: { ...undo, ...shiftEarlier(undo, by, 'until', 'nextAt') } }),
    ...(reopenings !== undefined && { reopenings: reopenings.map((at) => at - by) }),
  };
}

function movedAnswers(
  answers: NonNullable<Incident['answers']>,
  by: Duration,
  ...times: readonly ('at' | 'until')[]
): NonNullable<Incident['answers']> {
  const from = answers.from.map((one) => ({ ...one, ...shiftEarlier(one, by, ...times) }));
  return { ...answers, from };
}

/** The hours of a service are of the clock on the wall, whatever has become of this one. */
function movedEscalation(escalation: Incident['escalation'], by: Duration): Incident['escalation'] {
  return escalation.deferred === true
    ? escalation
    : { ...escalation, ...shiftEarlier(escalation, by, 'nextAt') };
}

function movedAlert(known: IncidentAlert, by: Duration): IncidentAlert {
  const { acknowledged, returns, flapping } = known;
  const ended = flapping?.ended;
  return {
    ...known,
    ...shiftEarlier(known, by, 'resolvedAt'),
    ...(acknowledged !== undefined && {
      acknowledged: { ...acknowledged, ...shiftEarlier(acknowledged, by, 'until') },
    }),
    ...(returns !== undefined && { returns: returns.map((at) => at - by) }),
    ...(flapping !== undefined && {
      flapping: {
        ...flapping,
        ...shiftEarlier(flapping, by, 'since'),
        ...(ended !== undefined && { ended: { ...ended, at: ended.at - by } }),
      },
    }),
  };
}

/** What was to end then ends as much sooner by the clock as well. */
function movedEntry(entry: TimelineEntry, by: Duration): TimelineEntry {
  const at = entry.at - by;
  if (entry.code === 'silence.began') {
    return { ...entry, at, data: { ...entry.data, ...shiftEarlier(entry.data, by, 'until') } };
  }
  if (entry.code === 'acknowledgement.snoozed') {
    return { ...entry, at, data: { ...entry.data, ...shiftEarlier(entry.data, by, 'until') } };
  }
  return { ...entry, at };
}

function movedPage(page: IncidentPage, by: Duration): IncidentPage {
  return { ...page, ...shiftEarlier(page, by, 'at', 'handedOverAt') };
}
