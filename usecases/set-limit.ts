import { own } from '#core/collections/own.ts';
import { applicableRules } from '#core/evaluation/applicable-rules.ts';
import { changeLimits } from '#core/evaluation/evaluate-subject.ts';
import { keepLimits } from '#core/evaluation/personal-rules.ts';
import { compileRules, type RuleSet } from '#core/evaluation/rule-set.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import { orderLimit } from '#core/rule/order-limit.ts';
import type { PersonalLimit } from '#core/rule/personal-limit.ts';
import { subjectFault } from '#core/sample/validate-sample.ts';
import type { Config } from '#core/team/config.ts';
import { noSuchRule } from '#core/team/unknown-name.ts';
import { DAY, type Duration, type Instant } from '#core/time/instant.ts';
import { zonedTime } from '#core/time/zoned-time.ts';
import { decideEach, type SubjectPorts } from './subject-saving.ts';

/** A patient with whom it stays longer is looked at again, and so is the limit. */
const LONGEST_LIMIT: Duration = 31 * DAY;

/** More would be a config of its own; each is stored and read with the subject. */
const MOST = 20;

/** A limit as it was set; `before`: the one that it has replaced. */
export interface LimitSet {
  readonly kind: 'set';
  readonly limit: PersonalLimit;
  readonly before?: PersonalLimit;
  /** Whether anything else was stored of the subject: a misspelt one has sent nothing. */
  readonly isKnown: boolean;
}

/** `unknown`: it names a rule that does not exist; `refused`: it may be set another time. */
export type LimitOutcome =
  | LimitSet
  | { readonly kind: 'invalid' | 'unknown' | 'refused'; readonly text: string };

/**
 * Sets the limit of one subject for a rule, in place of another one for that. It lies in the
 * subject's item, where every sample finds it, and what is stored there is judged by it in the same
 * write.
 */
export function setLimit(ports: SubjectPorts, config: Config) {
  const rules = compileRules(config);
  return async (subject: string, limit: PersonalLimit, now: Instant): Promise<LimitOutcome> => {
    const refusal = refuse(subject, limit, { rules, config, now });
    if (refusal !== undefined) {
      return refusal;
    }
    const decide = (_: string, stored: SubjectState | undefined) => {
      const isFull = Object.keys({ ...stored?.limits, [limit.rule]: limit }).length > MOST;
      const assessment = changeLimits(
        stored,
        subject,
        (limits) => (isFull ? limits : { ...limits, [limit.rule]: limit }),
        { rules, now },
      );
      const before = own(stored?.limits ?? {}, limit.rule);
      return { ...assessment, before, isFull, isKnown: stored !== undefined };
    };
    const { decisions } = await decideEach(ports, [subject], decide, { rules, now });
    const [decision] = decisions;
    if (decision === undefined || decision.isFull) {
      const text = `Subject "${subject}" has ${MOST} limits of its own already, which is the most that one may have: end one of them first.`;
      return { kind: 'refused', text };
    }
    const { before, isKnown } = decision;
    return { kind: 'set', limit, isKnown, ...(before !== undefined && { before }) };
  };
}

/** Why a limit cannot be set; undefined if it can. */
function refuse(
  subject: string,
  { rule: name, createdAt, endsAt, ...rest }: PersonalLimit,
  {
    rules,
    config,
    now,
  }: { readonly rules: RuleSet; readonly config: Config; readonly now: Instant },
): Exclude<LimitOutcome, LimitSet> | undefined {
  const rule = rules.byName.get(name);
  if (rule === undefined) {
    return { kind: 'unknown', text: noSuchRule(config, name) };
  }
  const invalid = (text: string) => ({ kind: 'invalid', text }) as const;
  const fault = subjectFault(subject);
  if (fault !== undefined) {
    return invalid(`The ${fault}.`);
  }
  if (!applicableRules(rules, { subject, labels: {} }).includes(rule)) {
    return invalid(`Rule "${name}" reads nothing of "${subject}": its "where" leaves that out.`);
  }
  if (endsAt <= now || endsAt - createdAt > LONGEST_LIMIT) {
    return invalid(
      `The limit would end at ${zonedTime(endsAt, config.timeZone)}: it ends in the future, and lasts at most ${LONGEST_LIMIT / DAY} days.`,
    );
  }
  const ordered = orderLimit(rule, { rule: name, createdAt, endsAt, ...rest });
  return ordered.kind === 'refused' ? invalid(ordered.why) : undefined;
}

/**
 * Ends those limits of a subject for which it holds, and returns them. What is stored of the
 * subject is judged by the limits of the config again, in the same write.
 *
 * @param since when somebody else took the place of whom they were set for, if that is why they end
 */
export function endLimits(ports: SubjectPorts, config: Config) {
  const rules = compileRules(config);
  return async (
    subject: string,
    isOver: (limit: PersonalLimit) => boolean,
    now: Instant,
    since?: Instant,
  ): Promise<readonly PersonalLimit[]> => {
    if (subjectFault(subject) !== undefined) {
      return [];
    }
    const decide = (_: string, stored: SubjectState | undefined) => ({
      ...changeLimits(stored, subject, (limits) => keepLimits(limits, (one) => !isOver(one)), {
        rules,
        now,
        since,
      }),
      ended: Object.values(stored?.limits ?? {}).filter(isOver),
    });
    const { decisions } = await decideEach(ports, [subject], decide, { rules, now });
    return decisions.flatMap(({ ended }) => ended);
  };
}
