import { Cannot } from './cannot.ts';
import type { Library, Tell } from './library.ts';
import type { ConditionSpec, PolicySpec, SloSpec } from './schema.ts';

/** The keys of an objective that say when it alerts. */
export interface Alerting {
  readonly own_pairs?: readonly object[];
  readonly blind_after?: 'never';
  readonly alerts?: false;
}

const URGENT = ['page', 'critical', 'error', 'high', 'sev1', 'p1'];
const WAITS = ['ticket', 'warning', 'info', 'medium', 'low', 'sev2', 'sev3', 'p2', 'p3'];

/** Returns when an SLO alerts, by its alert policies. */
export function alertingOf({ alertPolicies }: SloSpec, library: Library, tell: Tell): Alerting {
  const policies = (alertPolicies ?? []).map((policy) =>
    'spec' in policy ? policy.spec : library.policy(policy.alertPolicyRef),
  );
  if (policies.length === 0) {
    tell('it has no alertPolicies, and so alerts nobody: alerts: false');
    return { alerts: false };
  }
  const own = policies.flatMap((policy) => pairsOf(policy, library, tell));
  const isTold = policies.some(({ alertWhenNoData }) => alertWhenNoData !== false);
  return {
    ...(own.length > 0 ? { own_pairs: own } : { alerts: false }),
    ...(!isTold && { blind_after: 'never' }),
  };
}

function pairsOf(policy: PolicySpec, library: Library, tell: Tell): readonly object[] {
  const { conditions, alertWhenBreaching, alertWhenResolved, notificationTargets } = policy;
  if (notificationTargets?.length) {
    tell('its notificationTargets are left out: the policy of the service says who is paged');
  }
  if (alertWhenResolved) {
    tell('alertWhenResolved is left out: an incident tells its end, and pages nobody for it');
  }
  if (alertWhenBreaching === false) {
    tell('its condition is left out, since alertWhenBreaching is false');
    return [];
  }
  return conditions.map((condition) =>
    pairOf('spec' in condition ? condition.spec : library.condition(condition.conditionRef), tell),
  );
}

function pairOf({ severity, condition }: ConditionSpec, tell: Tell): object {
  const { op, threshold, lookbackWindow, alertAfter = '0m' } = condition;
  if (op === 'lte' || op === 'lt') {
    throw new Cannot(
      `its condition has the op ${op}, and would alert while the budget burns slowly: write gte`,
    );
  }
  const isUrgent = URGENT.includes(severity.toLowerCase());
  if (!isUrgent && !WAITS.includes(severity.toLowerCase())) {
    throw new Cannot(
      `its condition has the severity ${severity}: write ${[...URGENT, ...WAITS].join(', ')}`,
    );
  }
  const waits = /^0+[mhdwMQY]?$/u.test(alertAfter) ? undefined : alertAfter;
  if (waits !== undefined) {
    tell(`alertAfter: ${waits} becomes the short window, which must burn as well`);
  }
  return {
    long: lookbackWindow,
    ...(waits !== undefined && { short: waits }),
    burn: threshold,
    urgency: isUrgent ? 'page' : 'ticket',
  };
}
