import { unknownFilter } from '#http/filters.ts';
import { json } from '#http/http.ts';
import { pageOf, readPage } from '#http/paging.ts';
import { problem } from '#http/problem.ts';
import type { RouteDependencies, Routes } from '#http/routes.ts';
import { type ListedBudget, listObjectives } from '#usecases/list-objectives.ts';
import { sloView } from './slo-view.ts';
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
      const { views, next } = pageOf(found, page, { placeOf, view: sloView });
      return json(200, { slos: views, ...next });
    }),
  };
}
