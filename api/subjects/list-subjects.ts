import { omit } from '#core/collections/omit.ts';
import { own } from '#core/collections/own.ts';
import { silencedUntil } from '#core/evaluation/possible-alerts.ts';
import { compileRules } from '#core/evaluation/rule-set.ts';
import type { SubjectState } from '#core/evaluation/subject.ts';
import { summarize } from '#core/evaluation/subject-summary.ts';
import { silenceStatus } from '#core/suppression/silence.ts';
import { withWindows } from '#core/suppression/windows.ts';
import { noSuch } from '#core/text/closest.ts';
import { json } from '#http/http.ts';
import { type Page, readPage, shownOf } from '#http/paging.ts';
import { problem } from '#http/problem.ts';
import type { RouteDependencies, Routes } from '#http/routes.ts';
import { LOOKED_AT, SUBJECT_PAGES } from './subjects.requests.ts';
import { summaryView } from './summary-view.ts';

/** The route that lists the subjects with stored state, page by page. */
export function listSubjectsRoutes({
  runtime: { ports, config, clock },
  gate,
}: RouteDependencies): Routes<'GET /v1/subjects'> {
  const rules = compileRules(config);

  async function runningSilences() {
    const now = clock();
    const set = await ports.controls.silences();
    const all = withWindows(set, config.maintenanceWindows, now);
    return { now, silences: all.filter((one) => silenceStatus(one, now) === 'active') };
  }

  return {
    'GET /v1/subjects': gate.withRight('read', async ({ queryStringParameters: query = {} }) => {
      const page = readPage(SUBJECT_PAGES, query);
      if (typeof page === 'string') {
        return problem('invalid', page);
      }
      const { service, state, times } = query;
      if (service !== undefined && own(config.services, service) === undefined) {
        return problem('unknown_name', noSuch('service', service, Object.keys(config.services)));
      }
      const isFiltered = service !== undefined || state !== undefined;
      const looked = isFiltered ? LOOKED_AT : page.limit;
      const [{ states, next: onward }, { silences, now }] = await Promise.all([
        ports.subjects.some(looked, placeOf(page)),
        runningSilences(),
      ]);
      const viewOf = (stored: SubjectState) => {
        const summary = summarize(stored, rules);
        const until = silencedUntil(stored, rules, silences, now);
        return summary && summaryView(summary, until, config);
      };
      const found = states
        .map(viewOf)
        .filter((one) => one !== undefined)
        .filter(({ services }) => service === undefined || services.includes(service))
        .filter((one) => state === undefined || one.state === state)
        .map((one) => ({
          place: [one.subject],
          view: times === 'none' ? omit(one, 'notedAt') : one,
        }));
      const isCut = found.length > page.limit;
      const { views, next } = shownOf(found.slice(0, page.limit), isCut, page);
      const onwards = onward !== undefined && { next: page.cursorBehind([onward]) };
      return json(200, { subjects: views, ...onwards, ...next });
    }),
  };
}

/** An empty one, which nobody was given, is no key of DynamoDB's: it is before all. */
function placeOf({ after }: Page): string | undefined {
  return (after && String(after[0])) || undefined;
}
