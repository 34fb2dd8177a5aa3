import { parseIncidentId } from '#core/incident/incident.ts';
import type { PageRecord } from '#core/paging/page.ts';
import { PAGE_COLUMNS } from '#core/paging/page-columns.ts';
import type { PageFilter } from '#core/paging/page-filter.ts';
import { readerOf } from '#core/responder/reader.ts';
import { teamPeople } from '#core/team/team-people.ts';
import { noSuchIncident } from '#core/team/unknown-name.ts';
import { FIRST_DAY } from '#core/time/first-day.ts';
import { DAY } from '#core/time/instant.ts';
import { exported } from '#http/exported.ts';
import { unknownFilter } from '#http/filters.ts';
import { type Page, readPage, shownOf } from '#http/paging.ts';
import { type Problem, problem } from '#http/problem.ts';
import { type QuerySpan, querySpan } from '#http/query-span.ts';
import type { RouteDependencies, Routes } from '#http/routes.ts';
import { listPages, type PageSearch } from '#usecases/list-pages.ts';
import { loggedPageView } from './page-view.ts';
import { PAGE_LOG_DAYS, PAGE_LOG_PAGES } from './pages.requests.ts';

type Query = Readonly<Record<string, string | undefined>>;

/** The route that lists, searches and exports the log of pages. */
export function pageRoutes({
  runtime: { ports, config, clock },
  gate,
}: RouteDependencies): Routes<'GET /v1/pages'> {
  const list = listPages(ports);
  const reader = readerOf(config);
  return {
    'GET /v1/pages': gate.withRight('read', async (event) => {
      const { queryStringParameters: query = {} } = event;
      const page = readPage(PAGE_LOG_PAGES, query);
      if (typeof page === 'string') {
        return problem('invalid', page);
      }
      const now = clock();
      const back = query['incident'] === undefined ? PAGE_LOG_DAYS * DAY : now - FIRST_DAY;
      const span = querySpan(query, { now, timeZone: config.timeZone }, back);
      if (typeof span === 'string') {
        return problem('invalid', span);
      }
      const found = await list(searchOf(query, page, span));
      const isNothing = found.pages.length === 0 && found.next === undefined;
      const unknown = isNothing ? await whyNothing(query) : undefined;
      if (unknown !== undefined) {
        return unknown;
      }
      const { views, next } = shownOf(
        found.pages.map((record) => ({
          place: placeOf(record.order),
          view: loggedPageView(record, reader),
        })),
        false,
        page,
      );
      return exported(event, {
        name: PAGE_LOG_PAGES.list,
        views,
        columns: PAGE_COLUMNS,
        next: next.next ?? (found.next && page.cursorBehind(placeOf(found.next))),
        body: { pages: views },
      });
    }),
  };

  /** Why a search finds nothing: it asks for a name that there is not. */
  async function whyNothing(query: Query): Promise<Problem | undefined> {
    const unknown = unknownFilter(query, {
      service: Object.keys(config.services),
      person: teamPeople(config).map(({ id }) => id),
    });
    if (unknown !== undefined) {
      return problem('unknown_name', unknown);
    }
    const { incident } = query;
    if (incident === undefined) {
      return undefined;
    }
    const isKnown = parseIncidentId(incident) && (await ports.incidents.load([incident])).size > 0;
    return isKnown ? undefined : problem('not_found', noSuchIncident(incident));
  }
}

function searchOf(query: Query, { after, limit }: Page, span: QuerySpan): PageSearch {
  const { incident, person, service, channel, status, reason } = query as Query & PageFilter;
  return {
    ...span,
    incident,
    person,
    service,
    channel,
    status,
    reason,
    limit,
    ...(after !== undefined && { after: { at: Number(after[0]), id: String(after[1]) } }),
  };
}

function placeOf({ at, id }: Pick<PageRecord['order'], 'at' | 'id'>): readonly [number, string] {
  return [at, id];
}
