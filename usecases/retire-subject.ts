import type { Actor } from '#core/actor/actor.ts';
import { type Assessment, unchanged } from '#core/evaluation/draft.ts';
import { retireSubject as retire } from '#core/evaluation/retire-subject.ts';
import { compileRules } from '#core/evaluation/rule-set.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import { subjectFault } from '#core/sample/validate-sample.ts';
import type { Config } from '#core/team/config.ts';
import type { Instant } from '#core/time/instant.ts';
import { decideEach, type SubjectPorts } from './subject-saving.ts';

/**
 * `alerts`: how many were firing and have ended. `unknown`: the subject has no stored state, so
 * there is nothing to end.
 */
export type SubjectRetired =
  | { readonly kind: 'retired'; readonly alerts: number }
  | { readonly kind: 'unknown' };

/** Retires a subject: its alerts end, and it is no longer expected to send samples. */
export function retireSubject(ports: SubjectPorts, config: Config) {
  const rules = compileRules(config);
  return async (subject: string, who: Actor, now: Instant): Promise<SubjectRetired> => {
    if (subjectFault(subject) !== undefined) {
      return { kind: 'unknown' };
    }
    const decide = (_: string, state: SubjectState | undefined): Assessment =>
      state === undefined ? unchanged(state) : retire(state, who, rules, now);
    const { decisions } = await decideEach(ports, [subject], decide, { rules, now });
    const [decision] = decisions;
    return decision?.changed
      ? { kind: 'retired', alerts: decision.transitions.length }
      : { kind: 'unknown' };
  };
}
