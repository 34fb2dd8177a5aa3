import { monthStart } from '#core/evaluation/objective/month.ts';
import { calendarPeriod } from '#core/objective/period.ts';
import type { Config } from '#core/team/config.ts';
import type { Instant } from '#core/time/instant.ts';
import { isoTime } from '#core/time/wall-clock.ts';
import { formatValue } from '#http/format-value.ts';
import { json } from '#http/http.ts';
import { pageOf, readPage } from '#http/paging.ts';
import { problem } from '#http/problem.ts';
import type { RouteDependencies, Routes } from '#http/routes.ts';
import { type BudgetMonth, reportObjectives } from '#usecases/report-objectives.ts';
import { seconds, spentView } from './slo-view.ts';
import type { SloMonthView, SloReportView } from './slos.contract.ts';
import { SLO_MONTH_PAGES } from './slos.requests.ts';

/** The route that reports a month of all error budgets. */
export function sloReportRoutes({
  runtime: { ports, config, clock },
  gate,
}: RouteDependencies): Routes<'GET /v1/reports/slos'> {
  const report = reportObjectives(ports, config);
  return {
    'GET /v1/reports/slos': gate.withRight(
      'read',
      async ({ queryStringParameters: query = {} }) => {
        const page = readPage(SLO_MONTH_PAGES, query);
        if (typeof page === 'string') {
          return problem('invalid', page);
        }
        const now = clock();
        const at = monthAsked(query['month'], config, now);
        if (typeof at === 'string') {
          return problem('invalid', at);
        }
        const { budgets, month, from, to, swept, ...rest } = await report(at, now);
        const placeOf = ({ objective, subject = '' }: BudgetMonth) => [objective.name, subject];
        const { views, next } = pageOf(budgets, page, { placeOf, view: (one) => one });
        return json(200, {
          ...{ month, zone: config.timeZone, from: isoTime(from), to: isoTime(to) },
          ...rest,
          isSwept: swept,
          slos: await Promise.all(views.map(monthView)),
          ...next,
        } satisfies SloReportView);
      },
    ),
  };
}

/** Returns when the month that is asked for begins, or what is wrong with the question. */
function monthAsked(
  given: string | undefined,
  { timeZone }: Config,
  now: Instant,
): Instant | string {
  const { from } = calendarPeriod(now, 'month', timeZone);
  if (given === undefined) {
    return calendarPeriod(from - 1, 'month', timeZone).from;
  }
  const at = monthStart(given, timeZone);
  if (at === undefined) {
    return `"month" is ${formatValue(given)}; it must be a month, such as "2026-10".`;
  }
  return at <= now ? at : `"month" is ${formatValue(given)}, which has not begun.`;
}

async function monthView({
  objective,
  subject,
  target,
  good,
  bad,
  allowed,
  readSpent,
  ...times
}: BudgetMonth): Promise<SloMonthView> {
  const { name, title, service } = objective;
  return {
    slo: name,
    ...(subject !== undefined && { subject }),
    ...{ title, service, target },
    ...(good !== undefined && { good, isMet: good >= target - 1e-12 }),
    spentSeconds: seconds(bad),
    allowedSeconds: seconds(allowed),
    share: allowed === 0 ? 0 : bad / allowed,
    watchedSeconds: seconds(times.watched),
    measuredSeconds: seconds(times.measured),
    excludedSeconds: seconds(times.excluded),
    blindSeconds: seconds(times.blind),
    ...spentView(await readSpent(), allowed),
  };
}
