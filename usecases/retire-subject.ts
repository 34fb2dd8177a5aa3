import type { Actor } from '#core/actor/actor.ts';
import { type Assessment, unchanged } from '#core/evaluation/draft.ts';
import { retireBudget } from '#core/evaluation/objective/fold.ts';
import { objectiveItemId } from '#core/evaluation/objective/item.ts';
import { retireSubject as retire } from '#core/evaluation/retire-subject.ts';
import { compileRules } from '#core/evaluation/rule-set.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import { subjectFault } from '#core/sample/validate-sample.ts';
import type { Config } from '#core/team/config.ts';
import type { Instant } from '#core/time/instant.ts';
import { forgetValues } from './forget-values.ts';
import { readLastValues } from './last-values.ts';
import type { Ports } from './ports.ts';
import { decideEach, type SubjectPorts } from './subject-saving.ts';

/**
 * `alerts`: how many were firing and have ended. `unknown`: the subject has no stored state and no
 * values, so there is nothing to end.
 */
export type SubjectRetired =
  | { readonly kind: 'retired'; readonly alerts: number }
  | { readonly kind: 'unknown' };

/**
 * Retires a subject: its alerts end, it is no longer expected to send samples, and its values of
 * until now are told no more. Budgets of its own begin anew if it does.
 */
export function retireSubject(ports: SubjectPorts & Pick<Ports, 'trends'>, config: Config) {
  const rules = compileRules(config);
  const lastValues = readLastValues(ports, config);
  const forget = forgetValues(ports, config);
  const alone = new Map(
    (config.objectives ?? [])
      .filter(({ isPerSubject }) => isPerSubject)
      .map((objective) => [objectiveItemId(objective.name), objective]),
  );
  return async (subject: string, who: Actor, now: Instant): Promise<SubjectRetired> => {
    if (subjectFault(subject) !== undefined) {
      return { kind: 'unknown' };
    }
    const decide = (item: string, state: SubjectState | undefined): Assessment => {
      if (state === undefined) {
        return unchanged(state);
      }
      const objective = alone.get(item);
      return objective === undefined
        ? retire(state, who, rules, now)
        : retireBudget(state, { objective, subject, who }, rules, now);
    };
    const items = [subject, ...alone.keys()];
    const { decisions } = await decideEach(ports, items, decide, { rules, now });
    const { values } = await lastValues(subject, [], now);
    if (values.length === 0 && !decisions.some(({ changed }) => changed)) {
      return { kind: 'unknown' };
    }
    await forget(subject, now + 1);
    const alerts = decisions.reduce((sum, { transitions }) => sum + transitions.length, 0);
    return { kind: 'retired', alerts };
  };
}
