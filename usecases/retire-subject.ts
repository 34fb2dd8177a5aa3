import type { Actor } from '#core/actor/actor.ts';
import { type Assessment, unchanged } from '#core/evaluation/draft.ts';
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
 * until now are told no more.
 */
export function retireSubject(ports: SubjectPorts & Pick<Ports, 'trends'>, config: Config) {
  const rules = compileRules(config);
  const lastValues = readLastValues(ports, config);
  const forget = forgetValues(ports, config);
  return async (subject: string, who: Actor, now: Instant): Promise<SubjectRetired> => {
    if (subjectFault(subject) !== undefined) {
      return { kind: 'unknown' };
    }
    const decide = (_: string, state: SubjectState | undefined): Assessment =>
      state === undefined ? unchanged(state) : retire(state, who, rules, now);
    const { decisions } = await decideEach(ports, [subject], decide, { rules, now });
    const [decision] = decisions;
    const { values } = await lastValues(subject, [], now);
    if (!decision?.changed && values.length === 0) {
      return { kind: 'unknown' };
    }
    await forget(subject, now + 1);
    return { kind: 'retired', alerts: decision?.transitions.length ?? 0 };
  };
}
