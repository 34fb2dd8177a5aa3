import { SEVERITIES } from '#core/alert/severity.ts';
import { opensAt } from '#core/oncall/opening.ts';
import type { Config } from '#core/team/config.ts';
import { canWait } from '#core/team/support-hours.ts';
import type { Instant } from '#core/time/instant.ts';
import type { Loaded } from './load.ts';
import type { LintWarning, Problem } from './problem.ts';
import type { Document } from './schema/document.ts';

/** Finds hours of the technical service: what it is paged about is that paging fails. */
export function technicalHours({ technical_service: id, services }: Document): LintWarning[] {
  if (id === undefined || services[id]?.hours === undefined) {
    return [];
  }
  const message = `"${id}" is the technical service: that nobody answers, or can be reached, cannot wait for hours`;
  const hint = 'give the hours to another service, or name another technical_service';
  return [{ path: ['services', id, 'hours'], message, hint }];
}

/** Finds hours for which no alert of the service waits, since none that could is paged. */
export function idleHours({ services }: Config): LintWarning[] {
  return Object.values(services).flatMap(({ id, hours, policies }) =>
    hours === undefined || SEVERITIES.some((one) => canWait(hours, one) && policies[one] !== null)
      ? []
      : [
          {
            path: ['services', id, 'hours'],
            message: `nothing of service "${id}" waits for its hours: what is below ${hours.below} pages nobody anyway`,
            hint: 'write another below, give these severities a policy, or remove the hours',
          },
        ],
  );
}

/** Finds hours that do not begin any more: nothing would wait for them. */
export function endedHours(
  { config, problemAt }: Extract<Loaded, { ok: true }>,
  now: Instant,
): readonly Problem[] {
  return Object.values(config.services).flatMap(({ id, hours }) => {
    const message = `the hours of service "${id}" do not begin within a year: nothing waits for them, all of it pages at once`;
    const hint = 'see whether its only names dates that are over, and what its except leaves';
    return hours === undefined || opensAt(hours, now) !== undefined
      ? []
      : [problemAt(['services', id, 'hours'], message, hint)];
  });
}
