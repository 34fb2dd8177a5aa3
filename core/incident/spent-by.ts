import type { Alert } from '../alert/alert.ts';
import type { SpentBy } from '../evaluation/objective/month.ts';
import { isAboutBudget, leadTime } from '../evaluation/objective/objective-alert.ts';
import type { BadSpan } from '../objective/day.ts';
import type { Objective } from '../objective/objective.ts';
import { type Instant, MINUTE } from '../time/instant.ts';
import type { Interval } from '../time/interval.ts';
import { alertsOf } from './alerts.ts';
import type { Incident } from './incident.ts';

/** How many incidents are told of a day of a budget: those that took most. */
const MOST = 10;

/** The budget of a subject, or of all. */
export interface Spent {
  readonly objective: Objective;
  readonly subject: string;
  readonly bad: readonly BadSpan[];
}

/** When an alert of an incident held. */
interface Held extends Interval {
  readonly incident: string;
  readonly openedAt: Instant;
}

/**
 * Returns what each incident took of a budget: those bad minutes in which one of its alerts held
 * that is about what the budget counts. A minute is of one incident, that whose alert began last:
 * so what is open for weeks does not take what another has made. Of an alert that pages again since
 * a person resolved its incident, the older incident comes first. Minutes of none are left out.
 */
export function spentBy(
  { objective, subject, bad }: Spent,
  incidents: readonly Incident[],
  now: Instant,
): readonly SpentBy[] {
  const isAbout = isAboutBudget(objective, subject);
  const held = incidents
    .flatMap((incident) => heldBy(incident, isAbout, now))
    .sort((a, b) => b.from - a.from || a.openedAt - b.openedAt);
  const taken = new Map<string, number>();
  for (const span of bad) {
    const possible = held.filter(({ from, to }) => from < span.to && span.from < to);
    const each = span.bad / ((span.to - span.from) / MINUTE);
    for (let at = possible.length === 0 ? span.to : span.from; at < span.to; at += MINUTE) {
      const one = possible.find(({ from, to }) => from < at + MINUTE && at < to);
      if (one !== undefined) {
        taken.set(one.incident, (taken.get(one.incident) ?? 0) + each);
      }
    }
  }
  return [...taken]
    .map(([incident, some]) => ({ incident, bad: some }))
    .sort((a, b) => b.bad - a.bad)
    .slice(0, MOST);
}

function heldBy(
  incident: Incident,
  isAbout: (alert: Alert) => boolean,
  now: Instant,
): readonly Held[] {
  return alertsOf(incident).flatMap(({ alert, status, resolvedAt }) =>
    isAbout(alert)
      ? [
          {
            incident: incident.id,
            openedAt: incident.openedAt,
            from: alert.startsAt - leadTime(alert),
            // One that a person resolved keeps its alerts as they were.
            to: (status === 'firing' ? undefined : resolvedAt) ?? incident.resolvedAt ?? now,
          },
        ]
      : [],
  );
}
