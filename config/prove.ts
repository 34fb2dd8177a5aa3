import type { Config } from '#core/team/config.ts';
import {
  type Gap,
  proveReachability,
  reachedInWords,
  type WeakSpot,
  weakSpots,
} from '#core/team/reachability.ts';
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
 * or fewer people than must answer, and steps of which that is so.
 */
export function prove(
  { config, problemAt }: Extract<Loaded, { ok: true }>,
  from: Instant,
  to: Instant,
): { readonly gaps: readonly Problem[]; readonly weak: readonly Problem[] } {
  const all = proveReachability(config, from, to);
  const kinds = [
    all.filter(({ wanted }) => wanted === undefined),
    all.filter(({ wanted }) => wanted !== undefined),
  ];
  const gaps = Object.keys(config.services).flatMap((service) =>
    kinds.flatMap((found) => gapProblems(service, found, config, problemAt)),
  );
  const weak = weakSpots(config, from, to).map((spot) => weakWarning(spot, config, problemAt));
  return { gaps, weak };
}

function gapProblems(
  service: string,
  found: readonly Gap[],
  config: Config,
  at: ProblemAt,
): readonly Problem[] {
  const all = found.filter((gap) => gap.service === service);
  const shown = all.slice(0, GAPS_SHOWN).map((gap) => {
    const { severities, from, to, reason } = gap;
    const span = `from ${zonedTime(from, config.timeZone)} to ${zonedTime(to, config.timeZone)}`;
    const message = `service "${service}" reaches ${reachedInWords(gap)} ${span} for ${severities.join(', ')}`;
    return at(['services', service], message, reason);
  });
  const more = all.length - shown.length;
  const times = pluralize(more, 'more time');
  const message = `service "${service}" reaches ${reachedInWords(all[0] ?? {})} ${times} in the coming year`;
  return more > 0 ? [...shown, at(['services', service], message)] : shown;
}

function weakWarning(spot: WeakSpot, config: Config, at: ProblemAt): Problem {
  const { policy, step, severities, wanted, total, count: times, first, reason } = spot;
  const number = /^step (\d+)$/u.exec(step)?.[1];
  const path = number === undefined ? ['fallback'] : ['steps', Number(number) - 1];
  const begins = first[0] ? `, first at ${zonedTime(first[0].from, config.timeZone)}` : '';
  const then =
    wanted === undefined
      ? 'the step is passed over at once then'
      : 'the next step is paged as soon as they have answered';
  return at(
    ['policies', policy, ...path],
    `${step} of policy "${policy}" reaches ${reachedInWords(spot)} ${pluralize(times, 'time')}, ${formatDuration(total)} altogether${begins}, for ${severities.join(', ')}`,
    `${reason}; ${then}`,
  );
}
