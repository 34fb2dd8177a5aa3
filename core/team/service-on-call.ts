import { SEVERITIES, type Severity } from '../alert/severity.ts';
import { own } from '../collections/own.ts';
import { type Duty, dutyAt } from '../escalation/duty.ts';
import type { Target } from '../escalation/policy.ts';
import { whyUnreachable } from '../escalation/reach.ts';
import type { EmptyTarget } from '../escalation/reason.ts';
import { unstaffed } from '../escalation/resolve-targets.ts';
import { escalationStages, type StopName } from '../escalation/stages.ts';
import type { Holder } from '../oncall/coverage.ts';
import type { Override } from '../oncall/schedule.ts';
import type { Duration, Instant } from '../time/instant.ts';
import type { Config, Service } from './config.ts';

/** Whom a target of a step leads to at a moment: of several who are on call together, one. */
export interface TargetOnCall {
  readonly target: Target;
  /** If the target is a schedule that there is. */
  readonly duty?: Duty;
  /** Because of what they are on call in it. */
  readonly holder?: Holder;
  /** Whoever it leads to, whether they can be paged or not. */
  readonly person?: string;
  /** Why they cannot be paged, or nobody by this target; absent if they can. */
  readonly why?: EmptyTarget;
}

/** A step of an escalation, or its fallback. */
export interface StageOnCall {
  readonly name: StopName;
  /** How long after its beginning the escalation comes to it. */
  readonly after: Duration;
  readonly targets: readonly TargetOnCall[];
}

/** Whom an alert of a service would page, by what is known at a moment. */
export interface EscalationOnCall {
  readonly policy: string;
  /** The severities of which all this is true, worst first. */
  readonly severities: readonly Severity[];
  /** The steps, each once however often it is repeated, and the fallback. */
  readonly stages: readonly StageOnCall[];
}

/** Whom the alerts of a service would page, and the severities that page nobody. */
export interface ServiceOnCall {
  readonly escalations: readonly EscalationOnCall[];
  readonly unpaged: readonly Severity[];
}

/** Tells of services whom their alerts would page; each schedule is looked up once. */
export function servicesOnCall(
  config: Config,
  overrides: readonly Override[],
  at: Instant,
): (service: Service) => ServiceOnCall {
  const dutyOf = dutiesAt(config, overrides, at);
  const lead = (target: Target, severity: Severity): readonly TargetOnCall[] => {
    if (target.kind === 'person') {
      return [{ target, person: target.id, ...reach(config, target.id, severity) }];
    }
    const duty = dutyOf(target.id, severity);
    if (duty === undefined) {
      return [{ target, why: { code: 'no_such_schedule', schedule: target.id } }];
    }
    const { holders, until } = duty.onCall;
    return holders.length === 0
      ? [{ target, duty, why: unstaffed(target.id, until, at) }]
      : holders.map((holder) => {
          const { person } = holder;
          return { target, duty, holder, person, ...reach(config, person, severity) };
        });
  };
  return (service) => ({
    escalations: mergeSeverities(
      SEVERITIES.flatMap((severity) => escalationOf(service, severity, config, lead)),
    ),
    unpaged: SEVERITIES.filter((severity) => service.policies[severity] === null),
  });
}

/** Without an override the severity makes no difference to who is on call. */
function dutiesAt(config: Config, overrides: readonly Override[], at: Instant) {
  const known = new Map<string, Duty>();
  return (id: string, severity: Severity): Duty | undefined => {
    const schedule = own(config.schedules, id);
    if (schedule === undefined) {
      return undefined;
    }
    const isOverridden = overrides.some((override) => override.schedule === id);
    const key = isOverridden ? `${severity} ${id}` : id;
    const duty = known.get(key) ?? dutyAt(schedule, overrides, config, { at, severity });
    known.set(key, duty);
    return duty;
  };
}

function reach(config: Config, person: string, severity: Severity): Pick<TargetOnCall, 'why'> {
  const why = whyUnreachable(config, person, severity);
  return { ...(why !== undefined && { why }) };
}

function escalationOf(
  service: Service,
  severity: Severity,
  { policies }: Config,
  lead: (target: Target, severity: Severity) => readonly TargetOnCall[],
): readonly EscalationOnCall[] {
  const id = service.policies[severity];
  const policy = id === null ? undefined : own(policies, id);
  if (policy === undefined) {
    return [];
  }
  let after = 0;
  const ours = escalationStages(policy, severity).filter(({ isOfOthers }) => !isOfOthers);
  const stages = ours.map(({ name, delay, targets }) => {
    const stage = { name, after, targets };
    after += delay;
    return stage;
  });
  const first = stages.filter(({ name }) => name.kind === 'fallback' || name.round === undefined);
  const led = first.map((stage) => ({
    ...stage,
    targets: stage.targets.flatMap((target) => lead(target, severity)),
  }));
  return [{ policy: policy.id, severities: [severity], stages: led }];
}

/** Merges what differs in the severity alone. */
function mergeSeverities(all: readonly EscalationOnCall[]): readonly EscalationOnCall[] {
  const merged = new Map<string, EscalationOnCall>();
  for (const one of all) {
    const key = JSON.stringify(one, (name, value) =>
      name === 'severity' || name === 'severities' ? undefined : value,
    );
    const severities = [...(merged.get(key)?.severities ?? []), ...one.severities];
    merged.set(key, { ...one, severities });
  }
  return [...merged.values()];
}
