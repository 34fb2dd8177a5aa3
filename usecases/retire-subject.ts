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
import { inParallel } from './in-parallel.ts';
import { readLastValues } from './last-values.ts';
import { type Ports, Unreadable } from './ports.ts';
import { decideEach, SUBJECTS_AT_ONCE, type SubjectPorts } from './subject-saving.ts';

/**
 * `alerts`: how many were firing and have ended. `unknown`: the subject has no stored state and no
 * values, so there is nothing to end.
 */
export type SubjectRetired =
  | { readonly kind: 'retired'; readonly alerts: number }
  | { readonly kind: 'unknown' };

/**
 * Retires a subject: its alerts end, it is no longer expected to send samples, and its values of
 * until now are told no more. Budgets of its own begin anew if it does; those of an objective whose
 * item cannot be read keep nobody from leaving.
 */
export function retireSubject(ports: SubjectPorts & Pick<Ports, 'trends'>, config: Config) {
  const rules = compileRules(config);
  const lastValues = readLastValues(ports, config);
  const forget = forgetValues(ports, config);
  const alone = (config.objectives ?? [])
    .filter(({ isPerSubject }) => isPerSubject)
    .map((objective) => [objectiveItemId(objective.name), objective] as const);
  return async (subject: string, who: Actor, now: Instant): Promise<SubjectRetired> => {
    if (subjectFault(subject) !== undefined) {
      return { kind: 'unknown' };
    }
    const ofItem = async (item: string, decide: (state: SubjectState) => Assessment) => {
      const known = (_: string, state: SubjectState | undefined) =>
        state === undefined ? unchanged(state) : decide(state);
      return (await decideEach(ports, [item], known, { rules, now })).decisions;
    };
    const own = await ofItem(subject, (state) => retire(state, who, rules, now));
    const { values } = await lastValues(subject, [], now);
    await forget(subject, now + 1);
    const budgets = await inParallel(alone, SUBJECTS_AT_ONCE, ([item, objective]) =>
      ofItem(item, (state) => retireBudget(state, { objective, subject, who }, rules, now)),
    );
    const decisions = [...own, ...budgets.flatMap(readableOf)];
    if (values.length === 0 && !decisions.some(({ changed }) => changed)) {
      return { kind: 'unknown' };
    }
    const alerts = decisions.reduce((sum, { transitions }) => sum + transitions.length, 0);
    return { kind: 'retired', alerts };
  };
}

/** Returns nothing of what cannot be read, and throws any other failure. */
function readableOf<Value>(outcome: PromiseSettledResult<readonly Value[]>): readonly Value[] {
  if (outcome.status === 'fulfilled') {
    return outcome.value;
  }
  if (outcome.reason instanceof Unreadable) {
    return [];
  }
  throw outcome.reason;
}
