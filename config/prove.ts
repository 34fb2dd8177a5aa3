import type { Config } from '#core/team/config.ts';
import { type Gap, proveReachability, type WeakSpot, weakSpots } from '#core/team/reachability.ts';
import { formatDuration } from '#core/time/duration.ts';
import type { Instant } from '#core/time/instant.ts';
import { zonedTime } from '#core/time/zoned-time.ts';
import type { Loaded } from './load.ts';
import { pluralize } from './pluralize.ts';
import type { Problem } from './problem.ts';

type ProblemAt = Extract<Loaded, { ok: true }>['problemAt'];

const GAPS_SHOWN = 3;

/**
 * Describes whom a config does not reach within a window: times at which a service reaches nobody,
 * and steps that are skipped.
 */
export function prove(
  { config, problemAt }: Extract<Loaded, { ok: true }>,
  from: Instant,
  to: Instant,
): { readonly gaps: readonly Problem[]; readonly weak: readonly Problem[] } {
  const found = proveReachability(config, from, to);
  const gaps = Object.keys(config.services).flatMap((service) => {
    const all = found.filter((gap) => gap.service === service);
    const shown = all.slice(0, GAPS_SHOWN).map((gap) => gapProblem(gap, config, problemAt));
    const more = all.length - shown.length;
    return more > 0 ? [...shown, moreGaps(service, more, problemAt)] : shown;
  });
  const weak = weakSpots(config, from, to).map((spot) => weakWarning(spot, config, problemAt));
  return { gaps, weak };
}

function gapProblem({ service, severities, from, to, reason }: Gap, config: Config, at: ProblemAt) {
  const span = `from ${zonedTime(from, config.timeZone)} to ${zonedTime(to, config.timeZone)}`;
  const message = `service "${service}" reaches nobody ${span} for ${severities.join(', ')}`;
  return at(['services', service], message, reason);
}

function moreGaps(service: string, more: number, at: ProblemAt): Problem {
  const message = `service "${service}" reaches nobody ${pluralize(more, 'more time')} in the coming year`;
  return at(['services', service], message);
}

function weakWarning(spot: WeakSpot, config: Config, at: ProblemAt): Problem {
  const { policy, step, severities, total, count: times, first, reason } = spot;
  const number = /^step (\d+)$/u.exec(step)?.[1];
  const path = number === undefined ? ['fallback'] : ['steps', Number(number) - 1];
  const begins = first[0] ? `, first at ${zonedTime(first[0].from, config.timeZone)}` : '';
  return at(
    ['policies', policy, ...path],
    `${step} of policy "${policy}" reaches nobody ${pluralize(times, 'time')}, ${formatDuration(total)} altogether${begins}, for ${severities.join(', ')}`,
    `${reason}; the step is passed over at once then`,
  );
}
