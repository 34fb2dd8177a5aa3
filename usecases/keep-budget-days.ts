import {
  daysOver,
  keepDays,
  type NewDay,
  notKept,
  type OverDay,
  overUntil,
  spentIn,
} from '#core/evaluation/objective/keep-days.ts';
import type { RuleSet } from '#core/evaluation/rule-set.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import type { Incident } from '#core/incident/incident.ts';
import { spentBy } from '#core/incident/spent-by.ts';
import type { Objective } from '#core/objective/objective.ts';
import type { Instant } from '#core/time/instant.ts';
import type { IncidentsHeld } from './incidents-held.ts';
import { decideEach, type SubjectPorts } from './subject-saving.ts';

/**
 * Keeps the days of an objective that are over, by their months, with what incidents took of them:
 * keep the returned function, which is given the objective's item as it is now. It does nothing but
 * once a day, and after a start. A crash leaves a day where it is for four more.
 */
export function keepBudgetDays(
  ports: SubjectPorts,
  objective: Objective,
  { rules, heldIn }: { readonly rules: RuleSet; readonly heldIn: IncidentsHeld },
): (state: SubjectState | undefined, now: Instant) => Promise<void> {
  let kept = Number.NEGATIVE_INFINITY;
  return async (state, now) => {
    const last = overUntil(objective, state, now);
    if (last <= kept) {
      return;
    }
    const over = daysOver(objective, state, rules, now);
    const months = await ports.subjects.load([...over.keys()]);
    const before = [...months.values()].flatMap(spentIn);
    for (const [item, days] of over) {
      const unkept = notKept(months.get(item), days);
      const bad = unkept.flatMap(({ day }) => day.bad);
      const fresh = withSpent(objective, unkept, await heldIn(bad, before, now), now);
      if (fresh.length > 0) {
        const decide = (_: string, stored: SubjectState | undefined) =>
          keepDays(stored, { item, objective, days: fresh }, rules, now);
        await decideEach(ports, [item], decide, { rules, now });
      }
    }
    kept = last;
  };
}

function withSpent(
  objective: Objective,
  days: readonly OverDay[],
  held: readonly Incident[],
  now: Instant,
): readonly NewDay[] {
  return days.map((one) => {
    const spent = { objective, subject: one.subject, bad: one.day.bad };
    return { ...one, spentBy: spentBy(spent, held, now) };
  });
}
