import { own } from '#core/collections/own.ts';
import { compileRules } from '#core/evaluation/rule-set.ts';
import { type SubjectSummary, summarize } from '#core/evaluation/subject-summary.ts';
import { noSuch } from '#core/text/closest.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { json } from '#http/http.ts';
import { type Page, readPage } from '#http/paging.ts';
import { problem } from '#http/problem.ts';
import type { RouteDependencies, Routes } from '#http/routes.ts';
import type { SubjectSummaryView } from './subjects.contract.ts';
import { LOOKED_AT, SUBJECT_PAGES } from './subjects.requests.ts';

/** The route that lists the subjects with stored state, page by page. */
export function listSubjectsRoutes({
  runtime: { ports, config },
  gate,
}: RouteDependencies): Routes<'GET /v1/subjects'> {
  const rules = compileRules(config);
  return {
    'GET /v1/subjects': gate.withRight('read', async ({ queryStringParameters: query = {} }) => {
      const page = readPage(SUBJECT_PAGES, query);
      if (typeof page === 'string') {
        return problem('invalid', page);
      }
      const { service, state } = query;
      if (service !== undefined && own(config.services, service) === undefined) {
        return problem('unknown_name', noSuch('service', service, Object.keys(config.services)));
      }
      const isFiltered = service !== undefined || state !== undefined;
      const looked = isFiltered ? LOOKED_AT : page.limit;
      const { states, next: onward } = await ports.subjects.some(looked, placeOf(page));
      const found = states
        .map((stored) => summarize(stored, rules))
        .filter((one) => one !== undefined)
        .filter(({ services }) => service === undefined || services.includes(service))
        .filter((one) => state === undefined || one.state === state);
      const shown = found.slice(0, page.limit);
      const last = found.length > shown.length ? shown.at(-1)?.subject : onward;
      return json(200, {
        subjects: shown.map((one) => view(one, config.aliases)),
        ...(last !== undefined && { next: page.cursorBehind([last]) }),
      });
    }),
  };
}

/** An empty one, which nobody was given, is no key of DynamoDB's: it is before all. */
function placeOf({ after }: Page): string | undefined {
  return (after && String(after[0])) || undefined;
}

function view(
  { notedAt, ...summary }: SubjectSummary,
  aliases: Readonly<Record<string, string>>,
): SubjectSummaryView {
  const alias = own(aliases, summary.subject);
  return {
    ...summary,
    ...(alias !== undefined && { alias }),
    ...(notedAt !== undefined && { notedAt: isoTime(notedAt) }),
  };
}
