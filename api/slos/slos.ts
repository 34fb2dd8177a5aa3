import type { Burning } from '#core/objective/judge.ts';
import { formatDuration } from '#core/time/duration.ts';
import { type Duration, SECOND } from '#core/time/instant.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { unknownFilter } from '#http/filters.ts';
import { json } from '#http/http.ts';
import { pageOf, readPage } from '#http/paging.ts';
import { problem } from '#http/problem.ts';
import type { RouteDependencies, Routes } from '#http/routes.ts';
import { type ListedBudget, listObjectives } from '#usecases/list-objectives.ts';
import type { SloView } from './slos.contract.ts';
import { SLO_PAGES } from './slos.requests.ts';

/** The route that lists service level objectives with their budgets. */
export function sloRoutes({
  runtime: { ports, config, clock },
  gate,
}: RouteDependencies): Routes<'GET /v1/slos'> {
  const list = listObjectives(ports, config);
  const known = {
    service: Object.keys(config.services),
    slo: (config.objectives ?? []).map(({ name }) => name),
  };
  return {
    'GET /v1/slos': gate.withRight('read', async ({ queryStringParameters: query = {} }) => {
      const page = readPage(SLO_PAGES, query);
      if (typeof page === 'string') {
        return problem('invalid', page);
      }
      const { service, slo } = query;
      const found = (await list(clock()))
        .filter(({ objective }) => service === undefined || objective.service === service)
        .filter(({ objective }) => slo === undefined || objective.name === slo);
      const unknown = found.length === 0 ? unknownFilter(query, known) : undefined;
      if (unknown !== undefined) {
        return problem('unknown_name', unknown);
      }
      const placeOf = ({ objective, subject = '' }: ListedBudget) => [objective.name, subject];
      const { views, next } = pageOf(found, page, { placeOf, view });
      return json(200, { slos: views, ...next });
    }),
  };
}

function view({
  objective,
  subject,
  budget,
  burning,
  isBlind,
  isUnreadable,
}: ListedBudget): SloView {
  const { name, title, service, method, alerts } = objective;
  const { from, to, elapsed, allowed, spent, measured, good, goneAt } = budget;
  return {
    slo: name,
    ...(subject !== undefined && { subject }),
    ...{ title, service, method },
    ...{ from: isoTime(from), to: isoTime(to) },
    allowedSeconds: seconds(allowed),
    spentSeconds: seconds(spent),
    left: 1 - spent / allowed,
    measuredSeconds: seconds(measured),
    measured: elapsed === 0 ? 0 : measured / elapsed,
    ...(good !== undefined && { good }),
    ...(goneAt !== undefined && { goneAt: isoTime(Math.round(goneAt)) }),
    isBlind,
    isUnreadable,
    ...(burning !== undefined && { burning: burningView(burning) }),
    alerts,
  };
}

function burningView({ pair, from, long }: Burning): NonNullable<SloView['burning']> {
  return {
    window: formatDuration(pair.long),
    shortWindow: formatDuration(pair.short),
    urgency: pair.urgency,
    burnRate: long,
    alertsAbove: from,
  };
}

/** To a millisecond: sums of parts of slots have no end. */
const seconds = (duration: Duration) => Math.round(duration) / SECOND;
