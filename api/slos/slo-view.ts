import { faultText } from '#core/objective/fault.ts';
import { type Burning, leftOf } from '#core/objective/judge.ts';
import { targetShare } from '#core/objective/objective.ts';
import type { Pair } from '#core/objective/pairs.ts';
import { formatDuration } from '#core/time/duration.ts';
import { type Duration, SECOND } from '#core/time/instant.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import type { BudgetSpent } from '#usecases/budget-spent.ts';
import type { ListedBudget } from '#usecases/list-objectives.ts';
import { titleOfIncident } from '../incidents/incident-view.ts';
import type { SloMonthView, SloView } from './slos.contract.ts';

/** An error budget, as lists show it. */
export function sloView({
  objective,
  subject,
  budget,
  burning,
  isBlind,
  isUnreadable,
  fault,
}: ListedBudget): SloView {
  const { name, title, service, method, maintenance, alerts } = objective;
  const { from, to, elapsed, excluded, allowed, spent, measured, good, goneAt } = budget;
  const counting = elapsed - excluded;
  return {
    slo: name,
    ...(subject !== undefined && { subject }),
    ...{ title, service, method, maintenance },
    target: targetShare(objective, to - from),
    ...{ from: isoTime(from), to: isoTime(to) },
    allowedSeconds: seconds(allowed),
    spentSeconds: seconds(spent),
    left: leftOf(budget),
    excludedSeconds: seconds(excluded),
    measuredSeconds: seconds(measured),
    measured: counting <= 0 ? 0 : measured / counting,
    ...(good !== undefined && { good }),
    ...(goneAt !== undefined && { goneAt: isoTime(Math.round(goneAt)) }),
    isBlind,
    isUnreadable,
    ...(fault !== undefined && { fault: faultText(fault, objective.indicator) }),
    ...(burning !== undefined && { burning: burningView(burning) }),
    alerts,
  };
}

function burningView({ pair, from, long }: Burning): NonNullable<SloView['burning']> {
  return { ...pairView(pair, from), urgency: pair.urgency, burnRate: long };
}

/** The windows of a pair, and the burn rate from which on it alerts. */
export function pairView({ long, short }: Pair, alertsAbove: number) {
  return { window: formatDuration(long), shortWindow: formatDuration(short), alertsAbove };
}

/** To a millisecond: sums of parts of slots have no end. */
export const seconds = (duration: Duration) => Math.round(duration) / SECOND;

/** Which incidents spent a budget, of which so much is allowed. */
export function spentView(
  { incidents, unattributed }: BudgetSpent,
  allowed: Duration,
): Pick<SloMonthView, 'spentBy' | 'unattributedSeconds'> {
  return {
    spentBy: incidents.map(({ id, spent, incident }) => ({
      incident: id,
      ...(incident !== undefined && {
        title: titleOfIncident(incident),
        status: incident.status,
        openedAt: isoTime(incident.openedAt),
      }),
      spentSeconds: seconds(spent),
      share: allowed === 0 ? 0 : spent / allowed,
    })),
    unattributedSeconds: seconds(unattributed),
  };
}
