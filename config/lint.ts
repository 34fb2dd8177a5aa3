import { ROLES } from '#core/access/right.ts';
import { type Target, targetsOf } from '#core/escalation/policy.ts';
import { namesProcesses } from '#core/evaluation/process.ts';
import { crewOf } from '#core/oncall/schedule.ts';
import type { Config } from '#core/team/config.ts';
import { idleHours } from './hours.ts';
import { exclusive } from './implausible.ts';
import { misnamedLabels } from './misnamed-labels.ts';
import { misspeltNames } from './misspelt-names.ts';
import { oddInhibition } from './odd-inhibition.ts';
import type { LintWarning } from './problem.ts';
import { unjudged } from './unjudged.ts';
import { unmatched, unreachable } from './unmatched.ts';

/**
 * Returns warnings about what is defined and never used, or pages nobody: harmless, and often the
 * other half of a mistake elsewhere.
 */
export function lintConfig(config: Config): readonly LintWarning[] {
  const policies = new Set(
    Object.values(config.services).flatMap((s) => Object.values(s.policies)),
  );
  const targets = Object.values(config.policies).flatMap(targetsOf);
  const schedules = idsOf(targets, 'schedule');
  const onCall = Object.values(config.schedules)
    .filter((schedule) => schedules.has(schedule.id))
    .flatMap((schedule) => schedule.layers.flatMap((layer) => layer.people.flatMap(crewOf)));
  const withRole = ROLES.flatMap((role) => config.access?.roles[role].people ?? []);
  const people = new Set([...idsOf(targets, 'person'), ...onCall, ...withRole]);
  return [
    ...unused('people', config.people, people, {
      lack: 'no policy pages',
      remedy: 'add it to a schedule or step',
    }),
    ...unused('schedules', config.schedules, schedules, {
      lack: 'no policy pages',
      remedy: 'add it to a step',
    }),
    ...unused('policies', config.policies, policies, {
      lack: 'no service has',
      remedy: 'give it to a service',
    }),
    ...silent(config),
    ...unreachable(config),
    ...unmatched(config),
    ...oddInhibition(config),
    ...ofProcesses(config),
    ...neverWaiting(config),
    ...idleHours(config),
    ...unjudged(config),
    ...misnamedLabels(config),
    ...misspeltNames(config),
    ...exclusive(config),
    ...unwatched(config),
  ];
}

function unused(
  section: string,
  entries: Readonly<Record<string, unknown>>,
  used: ReadonlySet<string | null>,
  { lack, remedy }: { readonly lack: string; readonly remedy: string },
): LintWarning[] {
  return Object.keys(entries)
    .filter((id) => !used.has(id))
    .map((id) => ({
      path: [section, id],
      message: `${lack} "${id}"`,
      hint: `${remedy}, or remove it`,
    }));
}

function silent({ services, technicalService, alertRoutes }: Config): LintWarning[] {
  const quiet = Object.values(services)
    .filter(({ policies }) => Object.values(policies).every((policy) => policy === null))
    .map(({ id }) => ({
      path: ['services', id, 'policy'],
      message: `service "${id}" pages nobody, whatever happens`,
      hint: 'its alerts are recorded only; name a policy if that is not meant',
    }));
  if (technicalService !== undefined) {
    return quiet;
  }
  const leaky =
    alertRoutes.length > 0 && alertRoutes.every(({ matchers }) => matchers.length > 0)
      ? ', and external alerts that no route takes are refused'
      : '';
  const message = `nobody is paged when paging itself fails or a sender is wrong${leaky}`;
  const hint = 'name a service as technical_service';
  return [...quiet, { path: [], message, hint }];
}

/** Ids that a process generates at each start create new series of everything that it measures. */
function ofProcesses(config: Config): LintWarning[] {
  if (!namesProcesses(config)) {
    return [];
  }
  const message =
    'a process whose service.instance.id is random, as SDKs make it, is another subject or series at each start: rules with "absent" page at each';
  const hint = 'leave it out of otlp, unless you give your instances ids that stay';
  return [{ path: ['otlp'], message, hint }];
}

/** No-data decisions only concern what is pending. */
function neverWaiting({ rules }: Config): LintWarning[] {
  return rules.flatMap((rule, index) =>
    rule.kind === 'threshold' &&
    rule.silent === 'wait' &&
    rule.for + rule.keepFiringFor === 0 &&
    rule.window === undefined
      ? [
          {
            path: ['rules', index, 'silent'],
            message: `rule "${rule.name}" waits for nothing: silent has no effect on it`,
            hint: 'it belongs to for, breaches and keep_firing_for; remove it, or add one of them',
          },
        ]
      : [],
  );
}

/** Accesses that are alerted with a severity for which nobody is paged are recorded only. */
function unwatched({ privacyMonitoring: watch, services }: Config): LintWarning[] {
  if (watch === undefined || services[watch.service]?.policies[watch.severity] !== null) {
    return [];
  }
  const message = `service "${watch.service}" pages nobody for ${watch.severity}, which is the severity of accesses to records`;
  const hint = 'give the service a policy for it, or write another severity';
  return [{ path: ['privacy_monitoring', 'severity'], message, hint }];
}

function idsOf(targets: readonly Target[], kind: Target['kind']): Set<string> {
  return new Set(targets.filter((target) => target.kind === kind).map((target) => target.id));
}
